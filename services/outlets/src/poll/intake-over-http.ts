import type { IntakeAccess } from './config.ts';
import { type IntakeAnswer, type Submit, submittedOf } from './submitted-of.ts';

const CAP = 'application/cap+xml';

/** What is asked of intake. */
export interface IntakeAsk {
  readonly headers: Readonly<Record<string, string>>;
  readonly document: Uint8Array;
  readonly signal: AbortSignal;
}

/** Submits with the keys of sources; `post` reaches POST /api/bulletins, and may reject. */
export function submitWith(keys: ReadonlyMap<string, string>, post: (ask: IntakeAsk) => Promise<IntakeAnswer>): Submit {
  return async (sourceId, document, signal) => {
    const headers = { 'content-type': CAP, authorization: `Bearer ${keys.get(sourceId) ?? ''}` };
    try {
      return submittedOf(await post({ headers, document, signal }));
    } catch {
      return { kind: 'again', of: 'intake', reason: 'intake-no-answer', askedS: 0 };
    }
  };
}

/** An intake that is another process. `timeoutMs`: for one message. */
export function intakeOverHttp({ url, keys }: IntakeAccess, timeoutMs: number): Submit {
  const to = `${url.replace(/\/$/, '')}/api/bulletins`;
  return submitWith(keys, async ({ headers, document, signal }) => {
    const ending = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const body = Uint8Array.from(document);
    const answer = await fetch(to, { method: 'POST', headers, body, redirect: 'manual', signal: ending });
    const asked = answer.headers.get('retry-after') ?? '';
    return { status: answer.status, retryAfterS: /^\d{1,9}$/.test(asked) ? Number(asked) : 0, body: await answer.text() };
  });
}
