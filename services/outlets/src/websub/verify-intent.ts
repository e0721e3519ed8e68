import { randomBytes } from 'node:crypto';
import { retryDelayMs } from '@loa/domain/outlet';
import type { Callbacks, HeldAsk, Websub } from '@loa/domain/ports';
import type { Clock, Logger } from '@loa/runtime';
import type { OutletsSettings } from '../config.ts';
import type { OutletMetrics } from '../metrics.ts';
import type { Push } from '../push/keep-pushing.ts';
import { withinTime } from '../push/within-time.ts';

export interface VerifyPorts {
  readonly websub: Pick<Websub, 'confirm' | 'drop'>;
  readonly callbacks: Pick<Callbacks, 'call'>;
  readonly settings: Pick<OutletsSettings, 'timeoutMs' | 'slowMs'>;
  readonly owner: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: Pick<OutletMetrics, 'verification'>;
}

const CHALLENGE_BYTES = 24;
/** A subscriber that cannot be reached is asked so often. */
const MOST_TRIES = 4;

/**
 * Verification of intent (WebSub, 5.3): the callback must answer 2xx with exactly the challenge. Any other answer is a no; a
 * callback that cannot be reached is asked again a few times.
 */
export function verifyIntent({ websub, callbacks, settings, owner, clock, log, metrics }: VerifyPorts): Push<HeldAsk> {
  return async (ask, slot) => {
    const challenge = randomBytes(CHALLENGE_BYTES).toString('base64url');
    const call = {
      method: 'GET',
      url: verificationUrl(ask, challenge),
      headers: { 'user-agent': 'Loa' },
      keepBytes: challenge.length + 1,
    } as const;
    const answer = await withinTime(slot, settings, (signal) => callbacks.call(call, signal));
    const now = clock.now();
    const { key, mode } = ask;
    if (answer.kind === 'answered') {
      const isMeant = answer.status >= 200 && answer.status < 300 && answer.body === challenge;
      metrics.verification(isMeant ? 'verified' : 'refused');
      log.info({ key, mode, httpStatus: answer.status, isMeant }, 'WebSub intent answered');
      await (isMeant ? websub.confirm(ask, owner, now.toISOString()) : websub.drop(key, owner, null));
    } else {
      const failures = ask.failures + 1;
      const dueAt = new Date(now.getTime() + retryDelayMs(failures, Math.random())).toISOString();
      metrics.verification('unreachable');
      log.info({ key, mode, reason: answer.reason, failures }, 'WebSub callback not reached');
      await websub.drop(key, owner, failures < MOST_TRIES ? dueAt : null);
    }
    return 'done';
  };
}

/** The callback's own query stays as it is (WebSub, 5.1). */
function verificationUrl({ mode, topic, callback, leaseS }: HeldAsk, challenge: string): string {
  const lease = mode === 'subscribe' ? { 'hub.lease_seconds': String(leaseS) } : {};
  const parameters = new URLSearchParams({ 'hub.mode': mode, 'hub.topic': topic, 'hub.challenge': challenge, ...lease });
  return `${callback}${callback.includes('?') ? '&' : '?'}${parameters.toString()}`;
}
