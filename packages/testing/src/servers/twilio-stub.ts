import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRules } from './smtp-rules.ts';
import { createCallbacks } from './twilio-callbacks.ts';
import { callOf, callsOf, errorBody, listOf, messageBody, type StubCall, type StubMessage } from './twilio-messages.ts';
import { stubCallbacks, type StubCallbacks, type TwilioRule } from './twilio-rules.ts';

export type { StubCall, StubCallbacks, StubMessage, TwilioRule };

/** A running stand-in for Twilio's Messages and Calls resources. */
export interface TwilioStub {
  /** For `TWILIO_BASE_URL`. */
  readonly url: string;
  readonly port: number;
  readonly accountSid: string;
  readonly authToken: string;
  /** Messages. */
  count(): number;
  messages(): readonly StubMessage[];
  calls(): readonly StubCall[];
  behave(rules: readonly TwilioRule[]): void;
  /** Null: no callbacks. */
  callBack(callbacks: Partial<StubCallbacks> | null): void;
  /** Resolves when every callback that was due has been answered or refused. */
  callbacksDone(): Promise<void>;
  /** Callbacks sent and how they were answered; 0 = no answer. */
  callbackAnswers(): readonly number[];
  clear(): void;
  stop(): Promise<void>;
}

const PATH = /^\/2010-04-01\/Accounts\/(AC[0-9a-fA-F]{32})\/(?:Calls|Messages(?:\/(SM[0-9a-f]{32}))?)\.json$/;
const CALLS = /\/Calls\.json$/;

/**
 * Answers as Twilio's REST API does for messages (POST, GET by sid, GET list by To and DateSent) and calls (POST, GET list by To and From). Each accepted message with a
 * StatusCallback gets signed callbacks. By default the account is `AC` + 32 zeros with token `stub-token`.
 */
export async function startTwilioStub(
  options: {
    behave?: readonly TwilioRule[];
    callbacks?: Partial<StubCallbacks> | null;
    port?: number;
    accountSid?: string;
    authToken?: string;
  } = {},
): Promise<TwilioStub> {
  const accountSid = options.accountSid ?? `AC${'0'.repeat(32)}`;
  const authToken = options.authToken ?? 'stub-token';
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
  const kept = new Map<string, StubMessage>();
  /** After a death thousands are looked for by their number. */
  const byNumber = new Map<string, StubMessage[]>();
  const calls: StubCall[] = [];
  const rules = createRules<TwilioRule>();
  rules.set(options.behave ?? []);
  const callbacks = createCallbacks({ accountSid, authToken });
  callbacks.set(options.callbacks === null ? null : stubCallbacks.parse(options.callbacks ?? {}));

  function keep(form: URLSearchParams, begunAt: number): StubMessage {
    const message: StubMessage = {
      sid: `SM${randomBytes(16).toString('hex')}`,
      to: form.get('To') ?? '',
      from: form.get('From'),
      messagingServiceSid: form.get('MessagingServiceSid'),
      body: form.get('Body') ?? '',
      statusCallback: form.get('StatusCallback'),
      validityPeriod: form.has('ValidityPeriod') ? Number(form.get('ValidityPeriod')) : null,
      begunAt,
      at: Date.now(),
      sentAt: null,
      status: form.has('MessagingServiceSid') ? 'accepted' : 'queued',
      errorCode: null,
    };
    kept.set(message.sid, message);
    byNumber.set(message.to, [...(byNumber.get(message.to) ?? []), message]);
    callbacks.follow(message);
    return message;
  }

  function take(form: URLSearchParams, begunAt: number, isCall: boolean): object {
    if (!isCall) return messageBody(keep(form, begunAt), accountSid);
    const call = callOf(`CA${randomBytes(16).toString('hex')}`, form, begunAt);
    calls.push(call);
    return { sid: call.sid, status: 'queued' };
  }

  function post(form: URLSearchParams, begunAt: number, response: ServerResponse, isCall: boolean): void {
    const fault = isCall ? null : faultOf(form);
    const kind = isCall ? 'calls' : 'messages';
    const rule = fault === null ? rules.take(({ of = kind }) => of === kind, [form.get('To') ?? '']) : null;
    const act = () => {
      const answer = rule?.answer ?? 'accept';
      if (fault !== null) send(response, fault);
      else if (answer === 'accept') send(response, [201, take(form, begunAt, isCall)]);
      else if (typeof answer === 'object') {
        if (answer.keep === true) take(form, begunAt, isCall);
        if (answer.retryAfterSeconds !== undefined) response.setHeader('retry-after', String(answer.retryAfterSeconds));
        send(response, refusal(answer.status, answer.code, answer.text));
      } else if (answer !== 'hang') {
        if (answer === 'accept-then-die') take(form, begunAt, isCall);
        response.socket?.resetAndDestroy();
      }
    };
    if (rule?.delayMs === undefined) act();
    else setTimeout(act, rule.delayMs);
  }

  function get(sid: string | undefined, query: URLSearchParams): Reply {
    const to = query.get('To');
    if (sid === undefined) return [200, listOf(to === null ? [...kept.values()] : (byNumber.get(to) ?? []), query, accountSid)];
    const message = kept.get(sid);
    return message === undefined ? NOT_FOUND : [200, messageBody(message, accountSid)];
  }

  function route(request: IncomingMessage, response: ServerResponse, body: string, begunAt: number): void {
    const url = new URL(request.url ?? '/', 'http://stub');
    const match = PATH.exec(url.pathname);
    const isCall = CALLS.test(url.pathname);
    if (match === null) send(response, NOT_FOUND);
    else if (request.headers.authorization !== authorization || match[1] !== accountSid)
      send(response, refusal(401, 20003, 'Authenticate'));
    else if (request.method === 'POST' && match[2] === undefined) post(new URLSearchParams(body), begunAt, response, isCall);
    else if (request.method === 'GET' && isCall) send(response, [200, callsOf(calls, url.searchParams, accountSid)]);
    else if (request.method === 'GET') send(response, get(match[2], url.searchParams));
    else send(response, refusal(405, 20004, 'Method not allowed'));
  }

  const server = createServer((request, response) => {
    const begunAt = Date.now();
    readBody(request)
      .then((body) => route(request, response, body, begunAt))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');

  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    accountSid,
    authToken,
    count: () => kept.size,
    messages: () => [...kept.values()],
    calls: () => calls,
    behave: (next) => rules.set(next),
    callBack: (next) => callbacks.set(next === null ? null : stubCallbacks.parse(next)),
    callbacksDone: () => callbacks.done(),
    callbackAnswers: () => callbacks.answers(),
    clear() {
      kept.clear();
      byNumber.clear();
      calls.length = 0;
      callbacks.clear();
    },
    async stop() {
      callbacks.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

type Reply = readonly [status: number, body: object];

const refusal = (status: number, code: number, text: string): Reply => [status, errorBody(status, code, text)];
const NOT_FOUND = refusal(404, 20404, 'The requested resource was not found');

function faultOf(form: URLSearchParams): Reply | null {
  if (!form.get('To')) return refusal(400, 21604, 'To is required');
  if (!form.get('Body')) return refusal(400, 21602, 'Body is required');
  return form.has('From') || form.has('MessagingServiceSid') ? null : refusal(400, 21603, 'From is required');
}

function send(response: ServerResponse, [status, body]: Reply): void {
  response.statusCode = status;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) if (Buffer.isBuffer(chunk)) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}
