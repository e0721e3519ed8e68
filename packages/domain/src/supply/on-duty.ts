import type { Instant } from '../time.ts';
import type { RosterContact } from './body.ts';
import { isOnDuty } from './hours.ts';

/** Why just this contact: the first one on duty, or the first of the list because nobody is. */
export type DutyReason = 'on-duty' | 'nobody-on-duty';

export interface OnDuty {
  readonly contact: RosterContact;
  readonly reason: DutyReason;
}

/**
 * Who is called of `contacts`: the first on duty, else the first of all, since a gap in the roster must not leave a body uncalled.
 * Null when the list is empty.
 */
export function onDuty(contacts: readonly RosterContact[], now: Instant): OnDuty | null {
  const there = contacts.find(({ hours }) => isOnDuty(hours, now));
  if (there !== undefined) return { contact: there, reason: 'on-duty' };
  const [first] = contacts;
  return first === undefined ? null : { contact: first, reason: 'nobody-on-duty' };
}
