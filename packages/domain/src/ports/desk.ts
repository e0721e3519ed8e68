import type { OfficialDocument } from '../bulletin/official-document.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';

/** A bulletin that somebody has begun; its content is the form's, checked when it is sent. */
export interface Draft {
  readonly id: string;
  readonly title: string;
  /** The series that it goes on with; null: it begins one. */
  readonly seriesId: string | null;
  /** Last sequence of that series when it was begun. */
  readonly after: number;
  readonly content: Readonly<Record<string, unknown>>;
  /** Counts the times that it was saved, from 1. */
  readonly version: number;
  readonly savedBy: string;
  readonly savedAt: Instant;
}

/** Drafts of an issuer, seen by all its forecasters. Those that nobody has saved for 30 days may be forgotten. */
export interface Drafts {
  /** Newest first. */
  list(issuer: string): Promise<Draft[]>;
  /** Keeps version n + 1 over version n alone (0: there is none yet); of two at once one is `changed`, with who has saved meanwhile. */
  save(
    issuer: string,
    draft: Draft,
  ): Promise<{ ok: true } | { ok: false; savedBy: string; savedAt: Instant } | { ok: false; savedBy: null }>;
  /** Idempotent. */
  remove(issuer: string, id: string): Promise<void>;
}

/** Official documents by issuer and SHA-256. What is there never changes. */
export interface Documents {
  /** Idempotent. */
  put(issuer: string, document: Omit<OfficialDocument, 'name'>, given: { bytes: Uint8Array; by: string; at: Instant }): Promise<void>;
  has(issuer: string, document: Omit<OfficialDocument, 'name'>): Promise<boolean>;
  bytes(issuer: string, sha256: string): Promise<Uint8Array | null>;
}

/** A warning that is about to run out, and nothing of its series has come since. */
export interface RunningOut {
  readonly warning: Warning;
  readonly seriesId: string;
  readonly issuer: string;
  readonly expiresAt: Instant;
}

export interface Expiries {
  /** Actual warnings that run out after `now` and by `until`, of which nobody was called yet. */
  runningOut(now: Instant, until: Instant): Promise<RunningOut[]>;
  /** Idempotent. */
  noteCall(warningId: string, at: Instant): Promise<void>;
}
