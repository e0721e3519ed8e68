import type { IssuedWarning, SequenceItem } from '../ports/warnings.ts';

/** A warning with what happened to it after its issue, as one flat object for JSON. */
export const issuedAsJson = ({ warning, ...after }: IssuedWarning): Record<string, unknown> => ({ ...warning, ...after });

/**
 * A number of the sequence as every reader gets it, by whatever way: a warning, a warning that ran out, or a tombstone where it
 * was recalled, of which nothing else is shown.
 */
export function itemOf({ number, kind, issued }: SequenceItem): Record<string, unknown> {
  const { id, status } = issued.warning;
  if (issued.recalledAt !== null) return { number, kind: 'recalled', id, status, recalledAt: issued.recalledAt };
  return { ...issuedAsJson(issued), number, kind };
}
