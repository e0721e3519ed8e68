import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import type { SmtpRule } from './smtp-rules.ts';
import type { SinkMail } from './smtp-sink.ts';
import type { StubMessage } from './twilio-messages.ts';
import type { StubCallbacks, TwilioRule } from './twilio-rules.ts';

const ports = z.object({ smtp: z.number(), twilio: z.number(), control: z.number() });
const counts = z.object({ smtp: z.number(), twilio: z.number(), calls: z.number() });
const mails: z.ZodType<SinkMail[]> = z.array(
  z.object({
    from: z.string(),
    to: z.array(z.string()),
    messageId: z.string().nullable(),
    headers: z.record(z.string(), z.string()),
    begunAt: z.number(),
    at: z.number(),
    bytes: z.number(),
    raw: z.string(),
  }),
);
const messages: z.ZodType<StubMessage[]> = z.array(
  z.object({
    sid: z.string(),
    to: z.string(),
    from: z.string().nullable(),
    messagingServiceSid: z.string().nullable(),
    body: z.string(),
    statusCallback: z.string().nullable(),
    validityPeriod: z.number().nullable(),
    begunAt: z.number(),
    at: z.number(),
    sentAt: z.number().nullable(),
    status: z.string(),
    errorCode: z.number().nullable(),
  }),
);

const arrival = z.tuple([z.string(), z.number(), z.number(), z.string()]);

/** A message as it reached one recipient. */
export interface SinkArrival {
  readonly to: string;
  /** Epoch milliseconds: when it was taken, and when its operation began. */
  readonly at: number;
  readonly begunAt: number;
  /** Of an e-mail the X-Loa-Warning header, empty where it has none; of an SMS the text; of a call the address that it is reported to. */
  readonly about: string;
}

/** The sink and the stub in a process of their own (sink-main.ts), and its control port as functions. */
export interface SinkProcess {
  readonly smtpUrl: string;
  readonly twilioUrl: string;
  /** Recipients of e-mails, SMS, and calls. */
  count(): Promise<{ smtp: number; twilio: number; calls: number }>;
  mails(): Promise<SinkMail[]>;
  messages(): Promise<StubMessage[]>;
  /** All that has arrived, one after the other: for more than one string could hold. */
  arrivals(channel: 'email' | 'sms' | 'voice'): AsyncGenerator<SinkArrival>;
  behave(next: { smtp?: readonly SmtpRule[]; twilio?: readonly TwilioRule[]; callbacks?: Partial<StubCallbacks> | null }): Promise<void>;
  /** Waits for the callbacks under way; answers their HTTP statuses, 0 = none. */
  callbackAnswers(): Promise<number[]>;
  clear(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts {@link SinkProcess}; it ends with this process at the latest. */
export async function startSinkProcess(
  options: { keepRaw?: boolean; keepHeaders?: readonly string[]; accountSid?: string } = {},
): Promise<SinkProcess> {
  const args = [join(import.meta.dirname, 'sink-main.ts'), '--with-parent', ...(options.keepRaw === true ? ['--keep-raw'] : [])];
  for (const name of options.keepHeaders ?? []) args.push('--keep-header', name);
  if (options.accountSid !== undefined) args.push('--account-sid', options.accountSid);
  const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface(child.stdout);
  const exited = once(child, 'exit');
  const line = await Promise.race([once(lines, 'line'), exited.then(() => Promise.reject(new Error('the sink ended at its start')))]);
  const at = ports.parse(JSON.parse(String(line[0])));
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const init = { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`http://127.0.0.1:${at.control}${path}`, init);
    if (!response.ok) throw new Error(`sink: ${path} answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    smtpUrl: `smtp://127.0.0.1:${at.smtp}`,
    twilioUrl: `http://127.0.0.1:${at.twilio}`,
    count: async () => counts.parse(await call('GET', '/count')),
    mails: async () => mails.parse(await call('GET', '/messages?channel=email')),
    messages: async () => messages.parse(await call('GET', '/messages?channel=sms')),
    async *arrivals(channel) {
      const response = await fetch(`http://127.0.0.1:${at.control}/arrivals?channel=${channel}`);
      if (!response.ok || response.body === null) throw new Error(`sink: arrivals answered ${response.status}`);
      for await (const text of createInterface(Readable.fromWeb(response.body as ReadableStream))) {
        const [to, taken, begunAt, about] = arrival.parse(JSON.parse(text));
        yield { to, at: taken, begunAt, about };
      }
    },
    async behave(next) {
      await call('POST', '/behave', next);
    },
    callbackAnswers: async () => z.object({ answers: z.array(z.number()) }).parse(await call('GET', '/callbacks')).answers,
    async clear() {
      await call('POST', '/clear');
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
