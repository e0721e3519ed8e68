import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { LogUnavailable } from './event-log.ts';
import { expectations, type Expectation } from './expectations.ts';
import { outageReason } from './outage.ts';

export interface ProblemFields {
  readonly status: number;
  /** Stable and short: `place-outside-authority`. The document's `type` is `urn:loa:problem:<code>`. */
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly Expectation[];
  /** Further members of the document. */
  readonly more?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** An answer of RFC 9457 (`application/problem+json`). Thrown anywhere in a route. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: string;
  readonly fields: ProblemFields;

  constructor(fields: ProblemFields) {
    super(fields.title);
    this.code = fields.code;
    this.fields = fields;
  }

  get status(): number {
    return this.fields.status;
  }

  /** The document as it goes out. */
  document(): Record<string, unknown> {
    const { status, code, title, detail, errors, more } = this.fields;
    return { type: `urn:loa:problem:${code}`, title, status, ...(detail && { detail }), ...(errors && { errors }), ...more };
  }
}

/** The body as `schema` reads it; otherwise 422 with every field that does not fit. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  return parsed(schema, body, { status: 422, code: 'body-invalid', title: 'The body does not fit' });
}

/** Query or path parameters as `schema` reads them; otherwise 400 with every parameter that does not fit. */
export function parseParameters<S extends z.ZodType>(schema: S, parameters: unknown): z.output<S> {
  return parsed(schema, parameters, { status: 400, code: 'parameter-invalid', title: 'A parameter does not fit' });
}

function parsed<S extends z.ZodType>(schema: S, value: unknown, fields: ProblemFields): z.output<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw new Problem({ ...fields, errors: expectations(result.error) });
}

/** Makes every answer of `app` that is an error a problem document, unknown routes included. */
export function answerWithProblems(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => send(problemOf(error, request), error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const problem = new Problem({ status: 404, code: 'not-found', title: 'There is nothing at this address' });
    return send(problem, problem, request, reply);
  });
}

function send(problem: Problem, error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const route = request.routeOptions.url ?? null;
  if (problem.status >= 500) request.log.error({ err: error, route }, 'request failed');
  else request.log.debug({ status: problem.status, code: problem.code, route }, 'request refused');
  if (isReadOut(request)) reply.removeHeader('connection');
  return reply
    .code(problem.status)
    .headers({ ...problem.fields.headers })
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem.document()));
}

/** Refused bodies up to this size are read to their end and thrown away. */
const READ_OUT_BYTES = 16 * 1024 * 1024;

/** Fastify closes the connection when it refuses a body; a client that is still writing then gets a reset, and never the answer. */
function isReadOut({ headers }: FastifyRequest): boolean {
  return Number(headers['content-length']) <= READ_OUT_BYTES;
}

/** What the outside is told about an error: never its text, unless it is a {@link Problem}. */
function problemOf(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof z.ZodError) {
    return new Problem({ status: 422, code: 'body-invalid', title: 'The body does not fit', errors: expectations(error) });
  }
  const code = codeOf(error);
  if (isStorageFull(error)) return new Problem({ status: 507, code: 'storage-full', title: 'The storage is full' });
  if (error instanceof LogUnavailable || outageReason(error) !== null) {
    return new Problem({ status: 503, code: 'unavailable', title: 'An engine does not answer', headers: { 'retry-after': '5' } });
  }
  return ofFastify(error, code, request) ?? new Problem({ status: 500, code: 'unexpected', title: 'Something went wrong here' });
}

type Refusal = Omit<ProblemFields, 'status'>;

const JSON_DOCUMENT = 'expected a JSON document (RFC 8259) in UTF-8';
const NOT_JSON: Refusal = { code: 'not-json', title: 'The body is not JSON', detail: JSON_DOCUMENT };
const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

/** Looks through `cause`: a log that stands in a table says that it is unavailable, and why. */
function isStorageFull(error: unknown): boolean {
  const code = codeOf(error);
  return code === '53100' || code === 'ENOSPC' || (error instanceof Error && error.cause !== undefined && isStorageFull(error.cause));
}

/** Errors that Fastify itself raises before a route runs. */
const FASTIFY: Readonly<Record<string, Refusal | ((request: FastifyRequest) => Refusal)>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ({ routeOptions: { bodyLimit } }) => ({
    code: 'body-too-large',
    title: 'The body is too large',
    detail: `expected at most ${bodyLimit} bytes`,
  }),
  FST_ERR_CTP_INVALID_JSON_BODY: NOT_JSON,
  FST_ERR_CTP_EMPTY_JSON_BODY: { ...NOT_JSON, title: 'The body is empty' },
  FST_ERR_CTP_INVALID_MEDIA_TYPE: { code: 'media-type', title: 'This media type is not taken here', detail: 'expected application/json' },
};

function ofFastify(error: unknown, code: string, request: FastifyRequest): Problem | null {
  const status = statusOf(error);
  if (status === null) return null;
  const entry = FASTIFY[code] ?? (error instanceof SyntaxError ? NOT_JSON : undefined);
  const known = typeof entry === 'function' ? entry(request) : entry;
  return new Problem({ status, ...(known ?? { code: 'request-invalid', title: STATUS_CODES[status] ?? 'Refused' }) });
}

function statusOf(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null;
  const { statusCode } = error;
  return typeof statusCode === 'number' && statusCode >= 400 && statusCode < 500 ? statusCode : null;
}
