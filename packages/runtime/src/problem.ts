import type { z } from 'zod';

export interface FieldProblem {
  /** Where: `areas.0.window.to`. */
  readonly path: string;
  readonly expected: string;
}

/** An answer under RFC 9457 (application/problem+json). */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly status: number;
  /** Stable, the last part of the problem's type URI. */
  readonly code: string;
  readonly errors: readonly FieldProblem[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, title: string, more: { errors?: readonly FieldProblem[]; headers?: Record<string, string>; cause?: unknown } = {}) {
    super(title, { cause: more.cause });
    this.status = status;
    this.code = code;
    this.errors = more.errors ?? [];
    this.headers = more.headers ?? {};
  }

  toJSON(): object {
    return { type: `urn:loa:problem:${this.code}`, title: this.message, status: this.status, ...(this.errors.length > 0 ? { errors: this.errors } : {}) };
  }
}

/** The fields that a schema refused, each with what was expected. */
export function fieldProblems(error: z.ZodError): FieldProblem[] {
  return error.issues.map((issue) => ({
    path: issue.code === 'unrecognized_keys' ? [...issue.path, issue.keys[0]].join('.') : issue.path.join('.'),
    expected: issue.code === 'unrecognized_keys' ? 'no such field' : issue.message.replace(/^Invalid input: /, ''),
  }));
}

/** 422 with the fields that the schema refused. */
export function invalid(error: z.ZodError): Problem {
  return new Problem(422, 'invalid', 'the request holds fields that are not valid', { errors: fieldProblems(error) });
}
