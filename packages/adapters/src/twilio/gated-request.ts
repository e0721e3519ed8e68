import type { GateAnswer, GateRefusal } from '@loa/domain/delivery';
import { type Dispatcher, Pool } from 'undici';

/** The gate said no; nothing was written. */
export class Stopped extends Error {
  override readonly name = 'Stopped';
  readonly reason: GateRefusal;
  constructor(reason: GateRefusal) {
    super('stopped by the gate');
    this.reason = reason;
  }
}

/** No answer. `written`: the request may have been read, so what it asked for may have happened. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
  readonly code: string;
  readonly written: boolean;
  constructor(code: string, written: boolean) {
    super('no answer');
    this.code = code;
    this.written = written;
  }
}

export interface Reply {
  readonly status: number;
  readonly body: string;
}

export interface RequestsOptions {
  readonly accountSid: string;
  readonly authToken: string;
  /** In place of `https://api.twilio.com`. */
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number;
  readonly sockets: number;
}

/** Requests about an account, over kept connections. Reject with {@link Stopped} or {@link NoAnswer}. */
export interface Requests {
  /** `resource`: below the account, such as `Messages.json`. The gate is asked on a connected socket, in the tick in which all of it is written. */
  post(resource: string, form: string, gate: () => GateAnswer): Promise<Reply>;
  get(resource: string, query: URLSearchParams): Promise<Reply>;
  close(): void;
}

const API = 'https://api.twilio.com';
const go = (): GateAnswer => ({ go: true });

/** Below the 5 s after which Node's own servers close: a connection that is used again is one that still stands. */
const KEEP_ALIVE_MS = 4_000;

/** Twilio's API as it is used here (decision 51): one request for each call, never repeated, one at a time on each connection. */
export function requestsTo({ accountSid, authToken, baseUrl = API, timeoutMs, sockets }: RequestsOptions): Requests {
  const account = new URL(`/2010-04-01/Accounts/${accountSid}/`, baseUrl);
  const pool = new Pool(account.origin, {
    ...{ connections: sockets, pipelining: 1, allowH2: false },
    ...{ keepAliveTimeout: KEEP_ALIVE_MS, keepAliveMaxTimeout: KEEP_ALIVE_MS, connect: { timeout: timeoutMs } },
    // Ours ends a call, and says whether it had been written.
    ...{ headersTimeout: 0, bodyTimeout: 0 },
  });
  const asking = {
    authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
    accept: 'application/json',
    'user-agent': 'Loa',
  };
  const posting = { ...asking, 'content-type': 'application/x-www-form-urlencoded' };

  const call = (method: 'GET' | 'POST', resource: string, body: string | null, gate: () => GateAnswer): Promise<Reply> =>
    new Promise((resolve, reject) => {
      let written: Dispatcher.DispatchController | null = null;
      let status = 0;
      const chunks: Buffer[] = [];
      const late = new NoAnswer('timeout', false);
      let over: Error | null = null;
      const fail = (error: Error): void => {
        clearTimeout(timer);
        over ??= error instanceof Stopped ? error : new NoAnswer(codeOf(error), written !== null);
        reject(over);
      };
      const timer = setTimeout(() => {
        fail(late);
        written?.abort(late);
      }, timeoutMs);
      pool.dispatch(
        { method, path: account.pathname + resource, headers: method === 'POST' ? posting : asking, body },
        {
          // On a connected socket, right before the bytes are written in this tick. What is thrown comes back as the error, and nothing is.
          onRequestStart(controller) {
            if (over !== null) throw over;
            const answer = gate();
            if (!answer.go) throw new Stopped(answer.reason);
            written = controller;
          },
          onResponseStart: (_, code) => void (status = code),
          onResponseData: (_, chunk) => void chunks.push(chunk),
          onResponseEnd() {
            clearTimeout(timer);
            resolve({ status, body: Buffer.concat(chunks).toString('utf8') });
          },
          onResponseError: (_, error) => fail(error),
        },
      );
    });

  return {
    post: (resource, form, gate) => call('POST', resource, form, gate),
    get: (resource, query) => call('GET', `${resource}?${query.toString()}`, null, go),
    close: () => void pool.destroy(),
  };
}

function codeOf(error: Error): string {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code.toLowerCase().replace(/^und_err_/, '') : 'failed';
}
