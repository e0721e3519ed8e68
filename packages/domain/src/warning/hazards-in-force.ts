import type { Status } from '../bulletin/bulletin.ts';
import type { HazardInForce } from '../risk/propose-raises.ts';
import type { Instant } from '../time.ts';
import type { EventState } from './event-state.ts';

/** What an event has in force at `now` in one status, by hazard. */
export function hazardsInForce(state: EventState, status: Status, now: Instant): HazardInForce[] {
  return Object.entries(state.series)
    .filter(([key]) => key.startsWith(`${status}:`))
    .flatMap(([, series]) => series.inForce)
    .filter((one) => one.expiresAt > now && one.onset < one.expiresAt)
    .map(({ hazard, hazardName, level, onset, expiresAt, units }) => ({
      hazard,
      ...(hazardName === undefined ? {} : { name: hazardName }),
      level,
      window: { from: onset, to: expiresAt },
      units,
    }));
}
