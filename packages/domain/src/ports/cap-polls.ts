import type { Instant } from '../time.ts';
import type { CapIdentity } from './cap-sources.ts';

/** What became of a message that a source showed. */
export type SourceItemOutcome =
  /** Intake took it. */
  | 'submitted'
  /** It became no bulletin; the reason and the findings say why. */
  | 'refused'
  /** Its source is not trusted: it was read and is listed, and that is all. */
  | 'checked';

/** A message that a source showed, and was dealt with. */
export interface SourceItem {
  /** Hex SHA-256 of what names it: see {@link CapIdentity}; of its link or its place in the feed, where it could not be read. */
  readonly item: string;
  readonly identity: CapIdentity | null;
  readonly outcome: SourceItemOutcome;
  /** A code; null for what was taken. */
  readonly reason: string | null;
  readonly bulletinId: string | null;
  readonly findings: readonly { readonly element: string; readonly rule: string; readonly says: string }[];
  readonly at: Instant;
}

/** `partial`: read, but not to the end: some of it waits for the next round, or could not be fetched. */
export type PollOutcome = 'read' | 'unchanged' | 'partial' | 'failed';
export const pollOutcomes = ['read', 'unchanged', 'partial', 'failed'] as const satisfies readonly PollOutcome[];

/** Validators of a document (RFC 9110, 8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/** A source under a lease. */
export interface HeldSource extends Validators {
  readonly id: string;
  /** Names this lease; no other, of whatever process, has it. */
  readonly lease: string;
  /** Rounds that failed, one after another. */
  readonly failures: number;
}

/** What a round came to. */
export interface PollSettled {
  readonly outcome: PollOutcome;
  /** Of what did not go well, a code. */
  readonly reason: string | null;
  /** Of a document that was read to its end; null: those that are kept stay. */
  readonly validators: Validators | null;
  readonly nextAt: Instant;
  readonly now: Instant;
}

/** A source as operators see it. */
export interface SourceState {
  readonly id: string;
  readonly url: string;
  readonly configuredAt: Instant;
  readonly polledAt: Instant | null;
  /** When it was last read to its end, or had not changed since. */
  readonly succeededAt: Instant | null;
  readonly outcome: PollOutcome | null;
  readonly failures: number;
  readonly nextAt: Instant;
  /** The last few, newest first. */
  readonly recentFailures: readonly { readonly at: Instant; readonly reason: string }[];
  /** Messages of the source that are remembered. */
  readonly counts: Readonly<Record<SourceItemOutcome, number>>;
  /** The last few, newest first. */
  readonly recentItems: readonly SourceItem[];
}

/**
 * How far CAP sources were read. Obligations:
 * - A source has one holder at a time; a lease that ran out can be taken by anybody, and its former holder changes nothing any more.
 * - What was submitted is remembered. What was not is forgotten when the source's configuration changes, and its document is read
 *   anew.
 */
export interface CapPolls {
  /** Sources as they are configured now; `fingerprint`: changes when one does. New and changed ones are due at once. */
  configure(sources: readonly { readonly id: string; readonly url: string; readonly fingerprint: string }[], now: Instant): Promise<void>;
  /** Sources among `ids` that are due: at most `sound` whose last round did not fail, and `suspect` whose did. */
  take(limits: {
    readonly ids: readonly string[];
    readonly now: Instant;
    readonly leaseMs: number;
    readonly sound: number;
    readonly suspect: number;
  }): Promise<HeldSource[]>;
  /** Prolongs a lease; false when it is lost. */
  renew(held: Pick<HeldSource, 'id' | 'lease'>, until: Instant): Promise<boolean>;
  /** Writes what a round came to, and ends the lease; false when that was lost. */
  settle(held: Pick<HeldSource, 'id' | 'lease'>, settled: PollSettled): Promise<boolean>;
  /** Gives a lease back; the source stays due. */
  release(held: Pick<HeldSource, 'id' | 'lease'>): Promise<void>;
  /** Which of these were dealt with. */
  dealtWith(id: string, items: readonly string[]): Promise<string[]>;
  /** Of two at once one is kept. */
  note(id: string, item: SourceItem): Promise<void>;
  /** Links that were followed; `done`: what stands there was dealt with. */
  links(id: string, links: readonly string[]): Promise<{ readonly link: string; readonly failures: number; readonly done: boolean }[]>;
  noteLink(id: string, link: string, end: 'done' | 'failed', now: Instant): Promise<void>;
  /** Forgets items and links from before `before` that the source does not show any more. */
  forget(id: string, shown: { readonly items: readonly string[]; readonly links: readonly string[] }, before: Instant): Promise<void>;
  /** In order of their ids. */
  states(ids: readonly string[]): Promise<SourceState[]>;
}

/** What came of a GET. A failure's `reason` is a code. */
export type Fetched =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly validators: Validators;
      /** Retry-After in seconds, where there was one that can be read. */
      readonly retryAfterS: number | null;
      readonly body: Uint8Array;
      /** False: the body goes on beyond what was asked for, or broke off. */
      readonly isWhole: boolean;
    }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Documents at addresses outside. Obligations:
 * - As `Callbacks`: nothing is asked for at an address that is not on the public internet; redirects are answers, and are not followed.
 * - `get` does not reject; it ends when `signal` aborts, whose reason's `code` is then the answer's reason. Of a body no more than `maxBytes` are kept.
 */
export interface Fetches {
  get(
    url: string,
    asked: {
      readonly headers: Readonly<Record<string, string>>;
      readonly maxBytes: number;
      /** For everything, the last byte of the body included. */
      readonly timeoutMs: number;
      readonly signal: AbortSignal;
    },
  ): Promise<Fetched>;
  close(): Promise<void>;
}
