import type { Clock } from '@loa/runtime';
import { createTransport } from 'nodemailer';
import { alarmCall } from './alarm-call.ts';
import type { WatchdogConfig } from './config.ts';

/**
 * What is wrong: lanes that have carried nothing for too long, bodies of the supply list that must be telephoned, an approver who is waited
 * for, or warnings that run out.
 */
export interface AlarmText {
  readonly subject: string;
  readonly lanes: readonly { readonly channel: string; readonly lane: string; readonly ageS: number }[];
  readonly bodies?: readonly { readonly warning: string; readonly body: string; readonly elapsedS: number; readonly why: string }[];
  /** `approver`: whose turn it is; null: nobody is appointed. */
  readonly held?: readonly {
    readonly warning: string;
    readonly issuer: string;
    readonly waitedS: number;
    readonly approver: string | null;
  }[];
  /** `headline`: what the warning says, in Vietnamese. */
  readonly runningOut?: readonly {
    readonly warning: string;
    readonly series: string;
    readonly expiresAt: string;
    readonly headline: string;
  }[];
}

/** Calls somebody by a way that shares nothing with the senders. Rejects when nobody could be called. */
export type Alarm = (text: AlarmText) => Promise<void>;

const TIMEOUT_MS = 10_000;

const lines = (text: AlarmText): string =>
  [
    ...text.lanes.map(({ channel, lane, ageS }) => `${channel} ${lane}: nothing for ${Math.round(ageS)} s`),
    ...(text.bodies ?? []).map(({ warning, body, elapsedS, why }) => `${warning} ${body}: ${why}, ${Math.round(elapsedS / 60)} min`),
    ...(text.held ?? []).map(
      ({ warning, issuer, waitedS, approver }) =>
        `${warning} of ${issuer} has waited for ${Math.round(waitedS)} s for ${approver ?? 'a second person, and none is appointed'}`,
    ),
    ...(text.runningOut ?? []).map(
      ({ warning, series, expiresAt, headline }) => `${warning} ${series}: runs out at ${expiresAt}, no successor: ${headline}`,
    ),
  ].join('\n');

function webhook(url: string): Alarm {
  return async (text) => {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: `${text.subject}\n${lines(text)}`, ...text }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (!answer.ok) throw new AlarmFailed(`the webhook answered ${answer.status}`);
  };
}

function mail(url: string, to: string, from: string): Alarm {
  return async (text) => {
    const times = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS };
    const transport = createTransport({ url, ...times });
    try {
      await transport.sendMail({ from, to, subject: text.subject, text: lines(text) });
    } finally {
      transport.close();
    }
  };
}

/** Nobody could be called. */
class AlarmFailed extends Error {
  override readonly name = 'AlarmFailed';
  readonly code = 'alarm-failed';
}

/** The alarm of a configuration: every way that it names is tried, one that works is enough; null when it names none. Throws ConfigError. */
export function alarmOf(config: WatchdogConfig, clock: Clock): Alarm | null {
  const ways: Alarm[] = [];
  if (config.LOA_ALARM_WEBHOOK !== undefined) ways.push(webhook(config.LOA_ALARM_WEBHOOK));
  if (config.LOA_ALARM_SMTP_URL !== undefined && config.LOA_ALARM_TO !== undefined)
    ways.push(mail(config.LOA_ALARM_SMTP_URL.reveal(), config.LOA_ALARM_TO, config.LOA_MAIL_FROM ?? config.LOA_ALARM_TO));
  const call = alarmCall(config, clock);
  if (call !== null)
    ways.push(async (text) => {
      const refused = await call(text);
      if (refused !== null) throw new AlarmFailed(`the call was not placed: ${refused}`);
    });
  if (ways.length === 0) return null;
  return async (text) => {
    const results = await Promise.allSettled(ways.map((way) => way(text)));
    const failed = results.filter((one) => one.status === 'rejected');
    if (failed.length === ways.length) throw new AlarmFailed('no way of the alarm worked', { cause: failed[0]?.reason });
  };
}
