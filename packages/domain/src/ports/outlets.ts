import type { Language } from '../audience/subscriber.ts';
import type { Status } from '../bulletin/bulletin.ts';
import type { OutletChange, OutletProfile, OutletStanding, PushedWay } from '../outlet/outlet.ts';
import type { Instant } from '../time.ts';
import type { FeedFilter } from '../warning/feed-filter.ts';

/** A try that failed: which number was tried, and why it failed (a code). */
export interface FailedTry {
  readonly at: Instant;
  readonly number: number;
  readonly reason: string;
}

/** Where an outlet stands in the sequence of one status. */
export interface OutletCursor {
  readonly status: Status;
  /** Everything up to this number has been delivered, read, or not asked for. */
  readonly number: number;
  /** Items behind the newest. */
  readonly lag: number;
  /** How long the first of them has been waiting, seconds; 0 when there is none. */
  readonly lagS: number;
  /** Failed tries of the next item. */
  readonly failures: number;
  /** Not tried before. */
  readonly dueAt: Instant | null;
  readonly deliveredAt: Instant | null;
  /** The last few, newest first. */
  readonly recentFailures: readonly FailedTry[];
}

/** An outlet as it is kept, without its token and its secret. */
export interface Outlet extends OutletProfile {
  readonly id: number;
  readonly standing: OutletStanding;
  /** Why it is blocked: an operator's words, or `gone`. */
  readonly standingReason: string | null;
  readonly standingSince: Instant;
  readonly registeredAt: Instant;
  /** False: its way is an e-mail address that nobody has confirmed yet, and nothing goes there. */
  readonly confirmed: boolean;
  /** When something last went the whole way: a delivery, a test, or what it said it had read; null: never. */
  readonly provedAt: Instant | null;
  /** One per status that it follows, from its approval on. */
  readonly cursors: readonly OutletCursor[];
}

/**
 * The register of outlets. Obligations:
 * - Of a token only its SHA-256 is kept. A secret signs what goes out and is never read back by these methods.
 * - A cursor begins at the head of its sequence: when the outlet is approved, or when it asks for the status. Blocking and
 *   approving again leaves it where it was, so that nothing is left out. With an e-mail address the first ones begin when it is both
 *   approved and confirmed; a change of address stops them until the new one is confirmed.
 */
export interface Outlets {
  register(profile: OutletProfile, keys: { tokenHash: string; secret: string }, now: Instant): Promise<Outlet>;
  /** By the hex SHA-256 of its token; null when there is none. */
  findByToken(hash: string, now: Instant): Promise<Outlet | null>;
  get(id: number, now: Instant): Promise<Outlet | null>;
  /** What a call to it is signed with, the newest first; null when there is no such outlet. */
  secretsOf(id: number, now: Instant): Promise<readonly string[] | null>;
  /** Another secret; the one before it signs as well until `formerUntil`, the one before that no more. False: no such outlet. */
  rotateSecret(id: number, secret: string, formerUntil: Instant): Promise<boolean>;
  /** Another token; the one before it opens nothing from now on. False: no such outlet. */
  replaceToken(id: number, tokenHash: string): Promise<boolean>;
  /** A code, by its hex SHA-256, goes to `address`, and counts while the outlet has that address; codes before it count no more. */
  askConfirmation(id: number, address: string, codeHash: string, until: Instant): Promise<void>;
  /** Whom a code that still counts stands for; changes nothing. */
  findByCode(codeHash: string, now: Instant): Promise<Outlet | null>;
  /** The address that the code was sent to is confirmed. Null: the code is not known, was used, or has run out. */
  confirm(codeHash: string, now: Instant): Promise<Outlet | null>;
  /** In order of their ids. */
  list(now: Instant): Promise<Outlet[]>;
  /** `by`: the operator's key, or null for Loa itself. Null when there is no such outlet. */
  stand(
    id: number,
    standing: Exclude<OutletStanding, 'waiting'>,
    by: string | null,
    reason: string | null,
    now: Instant,
  ): Promise<Outlet | null>;
  change(id: number, change: OutletChange, now: Instant): Promise<Outlet | null>;
  /** Goes back to `after`, so that the next number is sent next; `ahead`: the outlet has not come so far. */
  replay(id: number, status: Status, after: number): Promise<'moved' | 'ahead' | 'not-followed'>;
  /** The outlet has read a sequence up to `number` by itself; numbers that are not there yet do not count. */
  noteRead(id: number, status: Status, number: number, now: Instant): Promise<'noted' | 'not-followed'>;
  /** Its path has just worked. */
  noteProved(id: number, now: Instant): Promise<void>;
}

/**
 * Reads of outlets, as feeds see them. Obligation: only who is not pushed to is proved and moved by reading, for its reads say nothing
 * of a webhook or a mailbox; a cursor never goes back.
 */
export interface OutletReads {
  /** The outlet of a token, by its hex SHA-256; null when it is nobody's. */
  outletOf(tokenHash: string): Promise<number | null>;
  /** The outlet has read by itself, and has everything up to `number`; numbers that are not there yet do not count. */
  noteRead(id: number, status: Status, number: number, now: Instant): Promise<void>;
}

/** A cursor under a lease, with what is needed to go on from it. */
export interface OutletLine {
  readonly outletId: number;
  readonly status: Status;
  readonly number: number;
  /** The newest number of the sequence. */
  readonly head: number;
  readonly failures: number;
  /** A webhook's URL, or an e-mail address. */
  readonly to: string;
  /** What calls are signed with, the newest first. */
  readonly secrets: readonly string[];
  readonly filters: FeedFilter;
  readonly language: Language;
  /** Changes whenever the outlet does. */
  readonly version: number;
}

/** What became of the items from `from` (not included) to `to`. */
export interface SettledItems {
  readonly outletId: number;
  readonly status: Status;
  readonly owner: string;
  readonly from: number;
  /** With `failed`: the last number before the one that failed. */
  readonly to: number;
  /** `passed`: nothing was sent. */
  readonly kind: 'delivered' | 'passed' | 'failed';
  /** Of a failure: its reason, and when to try again. */
  readonly failure?: { readonly reason: string; readonly dueAt: Instant };
  /** Whether the lease goes on. */
  readonly keep: boolean;
}

/** Where a line stands after a settle; `open`: it may still be pushed to. */
export type LineStand = Pick<OutletLine, 'outletId' | 'status' | 'number' | 'head' | 'version'> & { readonly open: boolean };

export interface LineLimits {
  readonly owner: string;
  readonly now: Instant;
  readonly leaseMs: number;
  /** How many lines at most whose last try did not fail, and whose did. */
  readonly sound: number;
  readonly suspect: number;
}

/** How far outlets of one kind are behind: `flowing`: the last try did not fail. */
export interface OutletLag {
  readonly state: 'flowing' | 'failing';
  readonly outlets: number;
  readonly items: number;
  readonly seconds: number;
}

/**
 * The cursors as those who push see them. Obligations:
 * - A cursor has one holder at a time; a lease that ran out can be taken by anybody.
 * - `settle` moves a cursor only for its holder, and only from where the holder stood: a replay asked for meanwhile stays, and the
 *   holder goes on from there. Lines that are held by somebody else now are missing in the answer. All or nothing is kept.
 */
export interface OutletLines {
  /** Lines of outlets that are pushed to by `way`. */
  take(way: PushedWay, limits: LineLimits): Promise<OutletLine[]>;
  /** The newest number of each sequence, summed: grows when an item is issued. Cheap to ask often. */
  heads(): Promise<number>;
  settle(results: readonly SettledItems[], options: { now: Instant; leaseMs: number }): Promise<LineStand[]>;
  /** Approved outlets that are pushed to, by state; both states are always there. */
  lag(now: Instant): Promise<OutletLag[]>;
}
