/**
 * Why a document is withheld: it is not XML that may be parsed, it is no CAP, or nobody can tell who sent it and when. Every
 * lesser defect is a finding, since a receiver that withholds an alert for it is the one place where the warning is missing.
 */
export type RefusalReason =
  | 'too-large'
  | 'unknown-encoding'
  | 'not-well-formed'
  | 'doctype'
  | 'too-deep'
  | 'too-many-elements'
  | 'too-many-attributes'
  | 'not-cap'
  | 'not-a-feed'
  | 'no-sender'
  | 'unreadable-sent';

export interface Refusal {
  readonly kind: 'refused';
  readonly reason: RefusalReason;
  /** One English sentence: what was found, and what was expected. */
  readonly says: string;
}

export const refusal = (reason: RefusalReason, says: string): Refusal => ({ kind: 'refused', reason, says });
