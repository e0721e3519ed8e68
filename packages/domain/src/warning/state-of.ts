import type { IssuedWarning } from '../ports/warnings.ts';
import type { Instant } from '../time.ts';

/**
 * Where an issued warning stands. `lapsed`: it ran out and no successor came, which is never shown as clear; `ended`: it says that
 * its series is over; `superseded`: a later one of the series speaks instead.
 */
export type WarningState = 'in-force' | 'superseded' | 'ended' | 'cancelled' | 'lapsed' | 'recalled';

/** The state at `now`; what is recalled stays recalled whatever came after. */
export function stateOf({ warning, cancelledBy, supersededBy, lapsedAt, recalledAt }: IssuedWarning, now: Instant): WarningState {
  if (recalledAt !== null) return 'recalled';
  if (cancelledBy !== null) return 'cancelled';
  if (supersededBy !== null) return 'superseded';
  if ((warning.action === 'end' || warning.action === 'cancel') && warning.standing === undefined) return 'ended';
  return lapsedAt !== null || warning.expiresAt <= now ? 'lapsed' : 'in-force';
}
