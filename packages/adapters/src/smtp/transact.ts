import { Readable } from 'node:stream';
import type { AttemptResult } from '@loa/domain/ports';
import { classifyFailure, failureOf } from './classify-failure.ts';
import type { Held } from './connections.ts';

export interface Envelope {
  readonly from: string;
  readonly to: readonly string[];
}

/** What a server said of an envelope: of each recipient, or of the session. */
export type Transaction =
  | { readonly kind: 'answered'; readonly results: readonly AttemptResult[] }
  /** The kept connection was over before anything was taken: nobody has been told anything. */
  | { readonly kind: 'session-over'; readonly results: readonly AttemptResult[] };

/**
 * Sends one envelope. MAIL is written before this returns to the event loop. Recipients are judged one by one where the server refuses some
 * of them (RFC 5321, 4.2.4); what fails after that counts for all whom it had taken.
 */
export async function transact(held: Held, { from, to }: Envelope, mail: Buffer): Promise<Transaction> {
  const progress = { dataBegan: false };
  const body = new Readable({
    read() {
      progress.dataBegan = true;
      this.push(mail);
      this.push(null);
    },
  });
  const { error, info } = await new Promise<{ error: unknown; info: SentInfo | null }>((resolve) => {
    held.connection.send({ from, to: [...to], size: mail.length }, body, (failure, sent) => {
      if (failure) resolve({ error: failure, info: null });
      else resolve({ error: null, info: sent });
    });
  });
  if (info !== null) {
    held.keep();
    const refused = refusals(info.rejectedErrors);
    const accepted: AttemptResult = { kind: 'accepted', providerId: info.serverMessageId ?? null };
    return { kind: 'answered', results: to.map((address) => refused.get(address) ?? accepted) };
  }
  const failure = failureOf(error);
  const all = classifyFailure(failure, progress.dataBegan);
  const refused = refusals(error);
  const results = to.map((address) => refused.get(address) ?? all);
  if (failure.responseCode === undefined) held.drop();
  else await reset(held);
  return { kind: held.reused && !progress.dataBegan && isSessionOver(error) ? 'session-over' : 'answered', results };
}

/** Clears what a refused transaction left, so that the connection can carry the next one. */
export function reset(held: Held): Promise<void> {
  return new Promise((resolve) => {
    held.connection.reset((error: Error | null) => {
      if (error) held.drop();
      else held.keep();
      resolve();
    });
  });
}

interface SentInfo {
  readonly serverMessageId?: string | undefined;
  readonly rejectedErrors?: unknown;
}

/** By address, from nodemailer's list of refused recipients, or from its error where all were refused. */
function refusals(from: unknown): ReadonlyMap<string, AttemptResult> {
  const list: unknown = from instanceof Error && 'rejectedErrors' in from ? from.rejectedErrors : from;
  const found = new Map<string, AttemptResult>();
  for (const one of Array.isArray(list) ? list : [])
    if (one instanceof Error && 'recipient' in one && typeof one.recipient === 'string')
      found.set(one.recipient, classifyFailure(failureOf(one), false));
  return found;
}

function isSessionOver(error: unknown): boolean {
  const { responseCode, code } = failureOf(error);
  return responseCode === 421 || (responseCode === undefined && code !== 'EENVELOPE' && code !== 'EMESSAGE');
}
