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
    if (signal?.aborted === true) throw cause;
    noteSilence();
    throw new ApiProblem({ status: 0, code: 'no-answer', title: 'The server was not reached' });
  }
  noteAnswer();
  if (!answer.ok) throw await problemOf(answer);
  return answer;
}

async function read<S extends z.ZodType>(answer: Response, schema: S): Promise<z.output<S>> {
  const parsed = schema.safeParse(answer.status === 204 ? undefined : await answer.json().catch(() => undefined));
  if (parsed.success) return parsed.data;
  console.error('an answer does not fit', answer.url, parsed.error.issues);
  throw new ApiProblem({ status: answer.status, code: 'unexpected', title: 'The answer cannot be read' });
}

/** Asks Loa, reads the answer by a schema, and throws {@link ApiProblem} for everything else. `z.void()` reads an answer without a body. */
export const api = {
  get: async <S extends z.ZodType>(path: string, schema: S, options: AskOptions = {}): Promise<z.output<S>> =>
    read(await ask('GET', path, undefined, options), schema),
  /** A string or Blob is sent as it is, with the `content-type` of `options.headers`; anything else as JSON. */
  post: async <S extends z.ZodType>(path: string, body: unknown, schema: S, options: AskOptions = {}): Promise<z.output<S>> =>
    read(await ask('POST', path, body, options), schema),
  put: async <S extends z.ZodType>(path: string, body: unknown, schema: S, options: AskOptions = {}): Promise<z.output<S>> =>
    read(await ask('PUT', path, body, options), schema),
  delete: async <S extends z.ZodType>(path: string, schema: S, options: AskOptions = {}): Promise<z.output<S>> =>
    read(await ask('DELETE', path, undefined, options), schema),
};
