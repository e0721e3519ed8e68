import type { z } from 'zod';
import { noteAnswer, noteSilence } from './connection.ts';
import { ApiProblem, problemOf } from './problem.ts';

export interface AskOptions {
  readonly signal?: AbortSignal | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}
type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/** Never a wait without an end: a request that is not answered by then counts as a lost connection. */
const ANSWER_WITHIN_MS = 20_000;

function unanswered(cause: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted === true) return cause;
  noteSilence();
  return new ApiProblem({ status: 0, code: 'no-answer', title: 'The server was not reached' });
}

async function ask(method: Method, path: string, body: unknown, { signal, headers }: AskOptions): Promise<Response> {
  const isRaw = typeof body === 'string' || body instanceof Blob;
  const late = AbortSignal.timeout(ANSWER_WITHIN_MS);
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      credentials: 'same-origin',
      signal: signal === undefined ? late : AbortSignal.any([signal, late]),
      headers: {
        accept: 'application/json',
        ...(method !== 'GET' && { 'x-loa-csrf': '1' }),
        ...(body !== undefined && !isRaw && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
    });
  } catch (cause) {
    throw unanswered(cause, signal);
  }
  noteAnswer();
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

/** The answer's JSON; undefined where there is none. An answer cut off is a lost connection, or nobody waits for it any more. */
async function bodyOf(answer: Response, signal: AbortSignal | undefined): Promise<unknown> {
  if (answer.status === 204) return undefined;
  try {
    return await answer.json();
  } catch (cause) {
    if (cause instanceof SyntaxError) return undefined;
    throw unanswered(cause, signal);
  }
}

async function read<S extends z.ZodType>(answer: Response, schema: S, { signal }: AskOptions): Promise<z.output<S>> {
  const parsed = schema.safeParse(await bodyOf(answer, signal));
  if (parsed.success) return parsed.data;
  console.error('an answer does not fit', answer.url, parsed.error.issues);
  throw new ApiProblem({ status: answer.status, code: 'unexpected', title: 'The answer cannot be read' });
}

/** Asks Loa, reads the answer by a schema, and throws {@link ApiProblem} for everything else. `z.void()` reads an answer without a body. */
export const api = {
  get: async <S extends z.ZodType>(path: string, schema: S, options: AskOptions = {}): Promise<z.output<S>> =>
    read(await ask('GET', path, undefined, options), schema, options),
  /** A string or Blob is sent as it is, with the `content-type` of `options.headers`; anything else as JSON. */
  post: async <S extends z.ZodType>(path: string, body: unknown, schema: S, options: AskOptions = {}): Promise<z.output<S>> =>
    read(await ask('POST', path, body, options), schema, options),
  put: async <S extends z.ZodType>(path: string, body: unknown, schema: S, options: AskOptions = {}): Promise<z.output<S>> =>
    read(await ask('PUT', path, body, options), schema, options),
  delete: async <S extends z.ZodType>(path: string, schema: S, options: AskOptions = {}): Promise<z.output<S>> =>
    read(await ask('DELETE', path, undefined, options), schema, options),
};
