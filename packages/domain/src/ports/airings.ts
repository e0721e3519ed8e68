import type { Medium } from '../airing/air-table.ts';
import type { Instant } from '../time.ts';

/** An outlet's word that it has aired a warning. */
export interface AiredReport {
  readonly outletId: number;
  readonly warningId: string;
  readonly medium: Medium;
  /** Which airing it was: when it was due by the air table. */
  readonly dueAt: Instant;
  readonly airedAt: Instant;
  readonly note: string | null;
  readonly reportedAt: Instant;
}

/** What outlets say that they have aired. Obligation: one report per outlet and airing, the first; it never changes. */
export interface Airings {
  /** Keeps a report unless that outlet has reported that airing; gives the one that is kept. */
  keep(report: AiredReport): Promise<{ readonly kept: AiredReport; readonly isNew: boolean }>;
  /** Reports on warnings, in order of when they came. */
  of(warningIds: readonly string[]): Promise<AiredReport[]>;
}
