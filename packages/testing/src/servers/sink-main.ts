import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { smtpRule } from './smtp-rules.ts';
import { startSmtpSink } from './smtp-sink.ts';
import { stubCallbacks, twilioRule } from './twilio-rules.ts';
import { startTwilioStub } from './twilio-stub.ts';

/*
 * The SMTP sink and the Twilio stub as a process of their own, so that what has reached the far end outlives whatever is killed
 * on this side. Prints {"smtp":port,"twilio":port,"control":port}. On the control port: GET /count, GET /messages?channel=email|sms,
 * GET /arrivals?channel=email|sms|voice (a line each), POST /behave {smtp?, twilio?, callbacks?}, POST /clear, GET /callbacks (waits until they
 * are done).
 */
const { values } = parseArgs({
  options: {
    'smtp-port': { type: 'string', default: '0' },
    'twilio-port': { type: 'string', default: '0' },
    'control-port': { type: 'string', default: '0' },
    /** Of the stub's account; default the stub's own. */
    'account-sid': { type: 'string' },
    'keep-raw': { type: 'boolean', default: false },
    /** Keeps this header of a mail and no other; may be given several times. */
    'keep-header': { type: 'string', multiple: true },
    /** Ends when standard input does: the parent holds the other end and may be killed. */
    'with-parent': { type: 'boolean', default: false },
  },
});
const behaviour = z.strictObject({
  smtp: z.array(smtpRule).optional(),
  twilio: z.array(twilioRule).optional(),
  callbacks: stubCallbacks.nullable().optional(),
});

const { 'keep-header': keepHeaders } = values;
const smtp = await startSmtpSink({
  port: Number(values['smtp-port']),
  keepRaw: values['keep-raw'],
  ...(keepHeaders === undefined ? {} : { keepHeaders }),
});
const { 'account-sid': accountSid } = values;
const twilio = await startTwilioStub({ port: Number(values['twilio-port']), ...(accountSid === undefined ? {} : { accountSid }) });

async function answer(method: string, url: URL, body: string): Promise<unknown> {
  switch (`${method} ${url.pathname}`) {
    case 'GET /count':
      return { smtp: smtp.count(), twilio: twilio.count(), calls: twilio.calls().length };
    case 'GET /messages':
      return url.searchParams.get('channel') === 'sms' ? twilio.messages() : smtp.messages();
    case 'GET /callbacks':
      await twilio.callbacksDone();
      return { answers: twilio.callbackAnswers() };
    case 'POST /behave': {
      const next = behaviour.parse(JSON.parse(body));
      if (next.smtp !== undefined) smtp.behave(next.smtp);
      if (next.twilio !== undefined) twilio.behave(next.twilio);
      if (next.callbacks !== undefined) twilio.callBack(next.callbacks);
      return {};
    }
    case 'POST /clear':
      smtp.clear();
      twilio.clear();
      return {};
    default:
      return null;
  }
}

/** One line per message and recipient, made as it is read: a million of them are no one string. */
function* linesOf(channel: string | null): Generator<string> {
  if (channel === 'sms') for (const { to, at, begunAt, body } of twilio.messages()) yield `${JSON.stringify([to, at, begunAt, body])}\n`;
  else if (channel === 'voice')
    for (const { to, at, begunAt, statusCallback } of twilio.calls()) yield `${JSON.stringify([to, at, begunAt, statusCallback ?? ''])}\n`;
  else
    for (const { to, at, begunAt, headers } of smtp.messages())
      for (const one of to) yield `${JSON.stringify([one, at, begunAt, headers['x-loa-warning'] ?? ''])}\n`;
}

const control = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const url = new URL(request.url ?? '/', 'http://control');
    if (url.pathname === '/arrivals') return void Readable.from(linesOf(url.searchParams.get('channel'))).pipe(response);
    answer(request.method ?? 'GET', url, Buffer.concat(chunks).toString('utf8')).then(
      (result) => {
        response.statusCode = result === null ? 404 : 200;
        response.end(JSON.stringify(result ?? {}));
      },
      (error: unknown) => {
        response.statusCode = 400;
        response.end(JSON.stringify({ error: String(error) }));
      },
    );
  });
});
control.listen(Number(values['control-port']), '127.0.0.1', () => {
  const address = control.address();
  const port = address === null || typeof address === 'string' ? 0 : address.port;
  process.stdout.write(`${JSON.stringify({ smtp: smtp.port, twilio: twilio.port, control: port })}\n`);
});

if (values['with-parent']) process.stdin.resume().on('end', () => process.exit(0));
process.on('SIGTERM', () => process.exit(0));
