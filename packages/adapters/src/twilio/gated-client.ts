import { AsyncLocalStorage } from 'node:async_hooks';
import { Agent as HttpAgent, type ClientRequest, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';
import type { GateAnswer, GateRefusal } from '@loa/domain/delivery';
import twilio from 'twilio';

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

type Options = Parameters<twilio.RequestClient['request']>[0];
type Gate = () => GateAnswer;

export interface GatedClientOptions {
  /** In place of `https://api.twilio.com`. */
  readonly baseUrl: string | undefined;
  readonly timeoutMs: number;
  readonly sockets: number;
}

/**
 * HTTP under Twilio's SDK. Its own client (axios) connects and queues after it has been called; here the gate is asked on a connected
 * socket, in the tick in which the whole request is written, and a fault says whether anything had been written.
 */
export class GatedClient extends twilio.RequestClient {
  readonly #gates = new AsyncLocalStorage<Gate>();
  readonly #options: GatedClientOptions;
  readonly #agents: { readonly http: HttpAgent; readonly https: HttpsAgent };

  constructor(options: GatedClientOptions) {
    super({ autoRetry: false });
    this.#options = options;
    const kept = { keepAlive: true, maxSockets: options.sockets };
    this.#agents = { http: new HttpAgent(kept), https: new HttpsAgent(kept) };
  }

  /** Every request made inside `work` asks `gate` first. */
  through<T>(gate: Gate, work: () => Promise<T>): Promise<T> {
    return this.#gates.run(gate, work);
  }

  close(): void {
    this.#agents.http.destroy();
    this.#agents.https.destroy();
  }

  override request<T>(options: Options): ReturnType<typeof twilio.RequestClient.prototype.request<T>> {
    const gate = this.#gates.getStore() ?? (() => ({ go: true }) as const);
    const url = urlOf(options, this.#options.baseUrl);
    const body = options.data === undefined || options.data === null ? '' : formOf(options.data).toString();
    const auth = Buffer.from(`${options.username ?? ''}:${options.password ?? ''}`).toString('base64');
    const headers = { ...options.headers, authorization: `Basic ${auth}`, 'content-length': Buffer.byteLength(body) };
    const secure = url.protocol === 'https:';
    return new Promise((resolve, reject) => {
      let written = false;
      const request = (secure ? httpsRequest : httpRequest)(url, {
        method: options.method,
        headers,
        agent: this.#agents[secure ? 'https' : 'http'],
      });
      const end = (error: Error): void => void request.destroy(error);
      const timer = setTimeout(() => end(new NoAnswer('timeout', written)), this.#options.timeoutMs);
      request.on('close', () => clearTimeout(timer));
      request.on('error', (error) =>
        reject(error instanceof Stopped || error instanceof NoAnswer ? error : new NoAnswer(codeOf(error), written)),
      );
      onConnected(request, secure, () => {
        const answer = gate();
        if (!answer.go) return end(new Stopped(answer.reason));
        written = true;
        request.end(body);
      });
      // The body stays text: the SDK reads the JSON itself, and reports what is none.
      request.on('response', (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('error', (error) => reject(new NoAnswer(codeOf(error), true)));
        response.on('end', () => {
          // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- the SDK's class is CommonJS that loaders export differently, and only its fields are read
          resolve({ statusCode: response.statusCode ?? 0, body: text as T, headers: response.headers });
        });
      });
    });
  }
}

function onConnected(request: ClientRequest, secure: boolean, ready: () => void): void {
  request.once('socket', (socket: Socket & { readonly secureConnecting?: boolean }) => {
    if (socket.connecting || socket.secureConnecting === true) socket.once(secure ? 'secureConnect' : 'connect', ready);
    else ready();
  });
}

function urlOf({ uri, params }: Options, baseUrl: string | undefined): URL {
  const asked = new URL(uri);
  const url = baseUrl === undefined ? asked : new URL(asked.pathname + asked.search, baseUrl);
  for (const [name, value] of formOf(params ?? {})) url.searchParams.append(name, value);
  return url;
}

function formOf(fields: object): URLSearchParams {
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) if (one !== undefined && one !== null) form.append(name, String(one));
  return form;
}

const codeOf = (error: Error): string => ('code' in error && typeof error.code === 'string' ? error.code.toLowerCase() : 'failed');
