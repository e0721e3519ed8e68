import type { DutyAddresses } from '../approval/duty-addresses.ts';
import type { AccountRights, NewAccount, Role } from '../account/account.ts';
import type { SessionTimes, SessionStage } from '../account/session.ts';
import type { Instant } from '../time.ts';

/** Somebody who logs in. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly issuer: string | null;
  readonly disabled: boolean;
  /** Whether an invitation has been accepted, and a second factor is set. */
  readonly hasPassword: boolean;
  readonly hasSecondFactor: boolean;
  /** Whether there is a number, and an e-mail address, to call it by. */
  readonly hasDutyPhone: boolean;
  readonly hasDutyEmail: boolean;
  readonly createdAt: Instant;
  readonly createdBy: string;
}

/** An invitation as it is kept: the hex SHA-256 of its token. */
export interface Invitation {
  readonly hash: string;
  readonly until: Instant;
}

/** Why an account stays as it is. */
export type AccountRefusal = 'unknown' | 'issuer-unknown' | 'last-administrator';

/**
 * Accounts. Obligations:
 * - Passwords and tokens come in as hashes. An invitation is accepted once, however many try at once.
 * - Whatever takes rights away (other rights, a reset, another password, disabling) ends all sessions in the same transaction.
 * - There is always an administrator who is not disabled, once there was one.
 */
export interface Accounts {
  /** By name. */
  list(): Promise<readonly Account[]>;
  get(id: string): Promise<Account | null>;
  /** With the hash of the password; null before an invitation was accepted. */
  byName(name: string): Promise<(Account & { readonly password: string | null }) | null>;
  create(
    given: NewAccount & { readonly by: string },
    invitation: Invitation,
    now: Instant,
  ): Promise<{ readonly ok: true; readonly id: string } | { readonly ok: false; readonly reason: 'name-taken' | 'issuer-unknown' }>;
  /** Makes the first administrator; null where there are accounts already. */
  createFirst(name: string, invitation: Invitation, now: Instant): Promise<string | null>;
  /** Null: done. */
  change(id: string, rights: AccountRights): Promise<AccountRefusal | null>;
  /** Null: done. Enabled again, the account has no session and its former password. */
  disable(id: string, disabled: boolean, now: Instant): Promise<AccountRefusal | null>;
  /** Takes password and second factor away and invites anew; former invitations end. Null: done. */
  reset(id: string, invitation: Invitation): Promise<'unknown' | null>;
  /** Uses an invitation up and sets the password. Null: unknown, used, run out, or the account is disabled. */
  accept(hash: string, password: string, now: Instant): Promise<string | null>;
  setPassword(id: string, password: string): Promise<void>;
  /**
   * The account of somebody whom a log-in provider vouches for, with these rights, made where there is none. It is found by provider and subject
   * alone: a name that another account has is refused, and never leads into that account. `changed`: what that did, null: nothing.
   */
  enter(known: Entering, now: Instant): Promise<Entered>;
}

/** Where accounts are called when citizens wait for their answer. Obligation: addresses are sealed, and `of` alone opens them. */
export interface DutyBook {
  /** False when there is no such account. */
  put(id: string, addresses: DutyAddresses): Promise<boolean>;
  of(id: string): Promise<DutyAddresses>;
}

/** Somebody as a log-in provider knows them, with the rights that they have here. */
export interface Entering extends AccountRights {
  readonly provider: string;
  readonly subject: string;
  readonly name: string;
}

export type Entered =
  | { readonly ok: true; readonly id: string; readonly changed: 'account-made' | 'account-changed' | null }
  | { readonly ok: false; readonly reason: 'name-taken' | 'issuer-unknown' | 'disabled' | 'last-administrator' };

/**
 * Second factors by time (RFC 6238). Obligations: a secret is sealed; a step is used once and never one before it; a recovery code is
 * used once, however many try at once.
 */
export interface SecondFactors {
  /** The secret in force; null where none is. */
  secretOf(id: string): Promise<Uint8Array | null>;
  /**
   * Keeps a secret until it is confirmed, in place of one that was not. Refused (false) where one is in force, but for `another`: whoever asks
   * has shown that the one in force is theirs.
   */
  propose(id: string, secret: Uint8Array, given: { readonly another: boolean }): Promise<boolean>;
  proposed(id: string): Promise<Uint8Array | null>;
  /** Puts the proposed secret in force with its recovery codes, by their hashes, in place of former ones; false where none is proposed any more. */
  confirm(id: string, step: number, recoveryHashes: readonly string[]): Promise<boolean>;
  useStep(id: string, step: number): Promise<boolean>;
  useRecoveryCode(id: string, hash: string, now: Instant): Promise<boolean>;
}

/** A session with its account as it is now. */
export interface SessionHeld extends SessionTimes {
  readonly accountId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly issuer: string | null;
}

/** Sessions, by the hex SHA-256 of their tokens. */
export interface Sessions {
  open(session: { readonly hash: string; readonly accountId: string; readonly stage: SessionStage }, now: Instant): Promise<void>;
  find(hash: string): Promise<SessionHeld | null>;
  /** It is in use. */
  touch(hash: string, now: Instant): Promise<void>;
  /** Another token and stage in place of the former one, which opens nothing any more; false where that had ended. */
  renew(former: string, next: { readonly hash: string; readonly stage: SessionStage }, now: Instant): Promise<boolean>;
  end(hash: string): Promise<void>;
  /** The other sessions of the account that has this one, the last used first; also those that have ended by themselves. */
  others(hash: string): Promise<readonly SessionTimes[]>;
  /** Ends them. */
  endOthers(hash: string): Promise<void>;
}

/** How many tries are free, and how long whoever fails on has to wait. Milliseconds. */
export interface TryLimit {
  readonly free: number;
  /** The first wait; each further one is twice as long. */
  readonly waitMs: number;
  readonly longestMs: number;
  /** After so long without a try all is forgotten. */
  readonly forgetMs: number;
}

/** Tries to log in. Obligation: a try is counted before it is judged, so that many at once count as many. */
export interface LoginTries {
  /** Counts one; the instant until which none is taken, or null when this one is. */
  take(key: string, limit: TryLimit, now: Instant): Promise<Instant | null>;
  /** The try was good: it does not count, and with `all` those before it neither. */
  forgive(key: string, all: boolean): Promise<void>;
}
