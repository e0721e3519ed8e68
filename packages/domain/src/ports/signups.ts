import type { WrittenChannel } from '../audience/subscriber.ts';
import type { CodeRefusal, SignupPurpose } from '../signup/index.ts';
import type { Instant } from '../time.ts';

/** What waits for its code. */
export interface SignupRequest {
  /** Given to whoever asks; names nobody. */
  readonly id: string;
  readonly purpose: SignupPurpose;
  readonly channel: WrittenChannel;
  readonly address: string;
  /** Whose address it is to become; null unless that is the purpose. */
  readonly subscriberId: number | null;
  /** What is entered once it is confirmed, without the address; null unless somebody signs up. */
  readonly wishes: unknown;
  readonly language: string;
  readonly until: Instant;
}

/**
 * Requests that wait until whoever asked has shown that the address is theirs, and the tokens by which subscribers change themselves.
 * Obligations:
 * - Addresses are sealed, and erased with the request, at the latest a day after it ended. Codes and tokens are kept as hashes.
 * - A code counts once, and is refused after a number of wrong ones however many ask at once (`judgeCode`).
 */
export interface Signups {
  /** What stands for an address in keys of rate limits: nobody can tell the address from it. */
  limitKey(channel: WrittenChannel, address: string): string;
  keep(request: SignupRequest, codeHash: string): Promise<void>;
  /** By its id, or, of a code that nobody can guess, by that alone. A wrong code is counted. */
  judge(
    by: { readonly id: string | null; readonly codeHash: string },
    now: Instant,
  ): Promise<{ readonly ok: true; readonly request: SignupRequest } | { readonly ok: false; readonly reason: CodeRefusal }>;
  /** It has taken effect. */
  close(id: string, now: Instant): Promise<void>;
  addToken(tokenHash: string, subscriberId: number, until: Instant): Promise<void>;
  /** Whose token it is; null where it is unknown or has run out. */
  findToken(tokenHash: string, now: Instant): Promise<number | null>;
  /** Tokens of a subscriber open nothing any more. */
  dropTokens(subscriberId: number): Promise<void>;
  /** Erases what ended before `before`. */
  purge(before: Instant): Promise<number>;
}
