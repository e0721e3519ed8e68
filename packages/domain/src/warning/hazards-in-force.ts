import type { Status } from '../bulletin/bulletin.ts';
import type { HazardInForce } from '../risk/propose-raises.ts';
import type { Instant } from '../time.ts';
import type { EventState } from './event-state.ts';

/** What an event has in force at `now` in one status, by hazard. */
export function hazardsInForce(state: EventState, status: Status, now: Instant): HazardInForce[] {
  return Object.entries(state.series)
    .filter(([key]) => key.startsWith(`${status}:`))
    .flatMap(([, { inForce, citizens }]) => {
      const heard = citizens === undefined ? null : new Set(citizens);
      return inForce.map((row) => ({ ...row, ...(heard !== null && { citizens: row.units.filter((unit) => heard.has(unit)) }) }));
    })
    .filter((one) => one.expiresAt > now && one.onset < one.expiresAt)
    .map(({ hazard, hazardName, level, onset, expiresAt, units, citizens }) => ({
      ...(citizens !== undefined && { citizens }),
      hazard,
      ...(hazardName === undefined ? {} : { name: hazardName }),
      level,
      window: { from: onset, to: expiresAt },
      units,
    }));
}
