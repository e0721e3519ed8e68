import { z } from 'zod';

const document = z.object({
  type: z.string().default(''),
  title: z.string().default(''),
  status: z.number().optional(),
  detail: z.string().optional(),
  errors: z.array(z.object({ path: z.string(), expected: z.string(), rule: z.string().optional() })).default([]),
});

/** Why the server did not do it (RFC 9457). */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem';
  readonly status: number;
  /** Stable: `place-outside-authority`. `no-answer` where the server was not reached, `unexpected` where its answer cannot be read. */
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  /** Field by field what was expected; paths are dotted, as in the body that was sent. `rule`: the one that an element of CAP broke. */
  readonly errors: readonly { readonly path: string; readonly expected: string; readonly rule?: string | undefined }[];
  /** Seconds after which it may be tried again; null where the server does not say. */
  readonly retryAfterS: number | null;
  /** The whole document. */
  readonly more: Readonly<Record<string, unknown>>;

  constructor(given: {
    readonly status: number;
    readonly code: string;
    readonly title: string;
    readonly detail?: string | undefined;
    readonly errors?: ApiProblem['errors'];
    readonly retryAfterS?: number | null;
    readonly more?: Readonly<Record<string, unknown>>;
  }) {
    super(`${given.code}: ${given.title}`);
    this.status = given.status;
    this.code = given.code;
    this.title = given.title;
    this.detail = given.detail ?? null;
    this.errors = given.errors ?? [];
    this.retryAfterS = given.retryAfterS ?? null;
    this.more = given.more ?? {};
  }
}

/** The problem that an answer tells of. */
export async function problemOf(answer: Response): Promise<ApiProblem> {
  const { status } = answer;
  const body: unknown = await answer.json().catch(() => null);
  const parsed = document.safeParse(body);
  if (!parsed.success) return new ApiProblem({ status, code: 'unexpected', title: answer.statusText });
  const { type, title, detail, errors } = parsed.data;
  const after = Number(answer.headers.get('retry-after') ?? Number.NaN);
  return new ApiProblem({
    ...{ status, title, detail, errors },
    code: type.replace(/^urn:loa:problem:/, ''),
    retryAfterS: Number.isFinite(after) ? after : null,
    more: z.record(z.string(), z.unknown()).catch({}).parse(body),
  });
}
