import type { decideHold, HoldRules } from '../approval/index.ts';
import type { Assessment } from '../risk/assessment.ts';
import type { Instant } from '../time.ts';
import type { decideIssue } from '../warning/decide-issue.ts';
import type { Warning } from '../warning/warning.ts';

/** What became of an assessed bulletin. `again`: it had been decided before, and this is that decision. */
export type Issued =
  | { readonly decision: 'issued'; readonly warning: Warning; readonly again: boolean }
  | { readonly decision: 'repeat' | 'stale' | 'sequence-conflict' | 'nothing-to-say'; readonly reason: string; readonly again: boolean };

export interface IssueOptions {
  readonly now: Instant;
  readonly decide: typeof decideIssue;
  /** Whether citizens wait for a second person; absent: nobody is asked about anything. */
  readonly hold?: { readonly decide: typeof decideHold; readonly rules: HoldRules };
  /** Called inside the transaction, after its last statement: throwing rolls everything back. */
  readonly beforeCommit?: () => void;
}

/**
 * Issuing, one transaction. Obligations:
 * - Bulletins of one event are decided one after another; a decision is made once and stored with the bulletin.
 * - Numbers of a status run 1, 2, 3 … without a gap, and become visible in that order.
 * - A warning that citizens wait for has its approval from the first moment it can be seen.
 * - A cancelling bulletin marks every unexpired warning of its series with the warning that cancels it.
 * - An assessment whose bulletin's content is not that of the stored row is a `sequence-conflict`, and the row keeps what it has.
 */
export interface Issuing {
  issue(assessment: Assessment, options: IssueOptions): Promise<Issued>;
}
