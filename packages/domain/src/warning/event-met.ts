import { type Bulletin, hazardGroup } from '../bulletin/index.ts';
import type { Unit } from '../place/place-ref.ts';
import { resolvePlace } from '../place/resolve-place.ts';
import type { Instant } from '../time.ts';
import type { EventState } from './event-state.ts';

/** An event with what has been issued about it. */
export interface EventWithState {
  readonly id: string;
  readonly state: EventState;
}

/**
 * The event that a bulletin of another source tells of: the same hazard group is in force in the same status, at the same time and in some
 * of the same places. Of several the one with the most places in common, then the first by id; null: none is met. An event in which the
 * bulletin's issuer has a series is none: another message without reference is another event to it.
 */
export function eventMet(bulletin: Bulletin, events: readonly EventWithState[], now: Instant): string | null {
  const group = hazardGroup(bulletin.hazard);
  const areas = bulletin.areas.map(({ places, window }) => ({ window, units: new Set(places.flatMap(unitsOf)) }));
  const shared = ({ state }: EventWithState): number => {
    const said = Object.entries(state.series).filter(([key]) => key.startsWith(`${bulletin.status}:`));
    if (said.some(([key]) => key.startsWith(`${bulletin.status}:${bulletin.issuer}.`))) return 0;
    const rows = said.flatMap(([, series]) => series.inForce).filter((row) => hazardGroup(row.hazard) === group && row.expiresAt > now);
    const units = rows.flatMap((row) =>
      areas.flatMap((area) =>
        row.onset < area.window.to && area.window.from < row.expiresAt ? row.units.filter((unit) => area.units.has(unit)) : [],
      ),
    );
    return new Set(units).size;
  };
  const [best] = events
    .map((event) => ({ id: event.id, shared: shared(event) }))
    .filter((one) => one.shared > 0)
    .sort((a, b) => b.shared - a.shared || (a.id < b.id ? -1 : 1));
  return best?.id ?? null;
}

function unitsOf(place: Bulletin['areas'][number]['places'][number]): readonly Unit[] {
  const resolved = resolvePlace(place);
  return resolved.ok ? resolved.units : [];
}
