import type { Finding } from '@loa/cap';
import { z } from 'zod';

/** An answer of intake to a message. */
export interface IntakeAnswer {
  readonly status: number;
  readonly retryAfterS: number;
  readonly body: string;
}

/** What became of a message that was submitted. */
export type Submitted =
  | { readonly kind: 'taken'; readonly bulletinId: string; readonly findings: readonly Finding[] }
  | { readonly kind: 'refused'; readonly reason: string; readonly findings: readonly Finding[] }
  /** It is not the message's fault. `of`: whether others may fare better now. */
  | { readonly kind: 'again'; readonly of: 'message' | 'intake'; readonly reason: string; readonly askedS: number };

/** Submits a message of a source. Does not reject. */
export type Submit = (sourceId: string, document: Uint8Array, signal: AbortSignal) => Promise<Submitted>;

/** Refusals of a key, an address or a request: somebody has to set something right here, and then the message passes. */
const NOT_THE_MESSAGE: readonly number[] = [401, 404, 405, 406, 408, 415, 425, 429];
/** 403 of a key that does not speak for the source, or of an issuer that nobody has registered. */
const NOT_SET_UP: readonly string[] = ['role', 'issuer-unknown', 'issuer-not-yours', 'sender-not-yours'];

const finding = z.object({ element: z.string(), rule: z.string(), says: z.string() });
const taken = z.object({ id: z.string().min(1), findings: z.array(finding).default([]) });
const problem = z.object({
  type: z.string(),
  title: z.string().default(''),
  errors: z.array(z.object({ path: z.string(), rule: z.string().optional(), expected: z.string() })).default([]),
});

/** Judges an answer of intake (RFC 9457). 4xx refuses the message but where it speaks of who asks; all else is tried again. */
export function submittedOf({ status, retryAfterS, body }: IntakeAnswer): Submitted {
  const again = (of: 'message' | 'intake', reason: string): Submitted => ({ kind: 'again', of, reason, askedS: retryAfterS });
  const json = parsed(body);
  if (status >= 200 && status < 300) {
    const answer = taken.safeParse(json);
    if (!answer.success) return again('intake', 'intake-unreadable');
    return { kind: 'taken', bulletinId: answer.data.id, findings: answer.data.findings };
  }
  const said = problem.safeParse(json);
  const code = said.success ? said.data.type.replace('urn:loa:problem:', '') : `http-${status}`;
  if (status === 500) return again('message', 'intake-http-500');
  if (status < 400 || status > 500 || NOT_THE_MESSAGE.includes(status)) return again('intake', `intake-http-${status}`);
  if (status === 403 && NOT_SET_UP.includes(code)) return again('intake', `intake-${code}`);
  const { title = '', errors = [] } = said.success ? said.data : {};
  const findings = errors.map(({ path, rule = code, expected }) => ({ element: path, rule, says: `expected ${expected}` }));
  return { kind: 'refused', reason: code, findings: findings.length > 0 ? findings : [{ element: '', rule: code, says: title }] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
