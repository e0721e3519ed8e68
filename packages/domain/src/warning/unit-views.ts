import type { Level, Response } from '../bulletin/bulletin.ts';
import { response } from '../bulletin/bulletin.ts';
import { type HazardGroup, hazardGroup } from '../bulletin/hazard.ts';
import type { Unit } from '../place/place-ref.ts';
import type { AssessedArea } from '../risk/assessment.ts';
import type { Instant } from '../time.ts';
import type { EventState, InForce, SeriesState } from './event-state.ts';

/** What is said of one unit: an {@link InForce} row without its units. */
export type UnitView = Omit<InForce, 'units'>;

/** Strength of a response: the place in CAP's list from Monitor to Evacuate. */
export function strengthOf(value: Response): number {
  return response.options.indexOf(value);
}

const stronger = (a: Response, b: Response): Response => (strengthOf(a) >= strengthOf(b) ? a : b);
const rank = (value: Level | null): number => value ?? 0;

/**
 * Several windows of a unit as one: the highest level with the onset of its earliest window, the latest end, the
 * strongest response. Windows over at `now` do not count.
 */
export function collapse(areas: readonly AssessedArea[], of: Pick<UnitView, 'hazard' | 'hazardName'>, now: Instant): Map<Unit, UnitView> {
  const views = new Map<Unit, UnitView>();
  for (const area of areas) {
    if (area.window.to <= now) continue;
    const here: UnitView = {
      ...of,
      level: area.level,
      source: area.source,
      verdict: area.verdict,
      response: area.response,
      ...(area.certainty && { certainty: area.certainty }),
      onset: area.onset,
      expiresAt: area.window.to,
    };
    for (const unit of area.units) {
      const known = views.get(unit);
      views.set(unit, known === undefined ? here : merge(known, here));
    }
  }
  return views;
}

/** Two views of one unit as one; see {@link collapse}. */
export function merge(a: UnitView, b: UnitView): UnitView {
  const [high, low] = rank(a.level) > rank(b.level) || (rank(a.level) === rank(b.level) && a.onset <= b.onset) ? [a, b] : [b, a];
  return {
    ...high,
    response: stronger(a.response, b.response),
    expiresAt: high.expiresAt > low.expiresAt ? high.expiresAt : low.expiresAt,
  };
}

/** What the series that `pick` chooses have in force per unit, of one hazard group, not run out at `now`. */
export function inForceOf(
  state: EventState,
  group: HazardGroup,
  now: Instant,
  pick: (seriesId: string, series: SeriesState) => boolean,
): Map<Unit, UnitView> {
  const views = new Map<Unit, UnitView>();
  for (const [id, series] of Object.entries(state.series)) {
    if (!pick(id, series)) continue;
    for (const { units, ...view } of series.inForce) {
      if (hazardGroup(view.hazard) !== group || view.expiresAt <= now) continue;
      for (const unit of units) {
        const known = views.get(unit);
        views.set(unit, known === undefined ? view : merge(known, view));
      }
    }
  }
  return views;
}

/** Units with equal values share one row; rows keep the order of their first unit. */
export function grouped<V extends object>(views: Iterable<readonly [Unit, V]>): (V & { units: Unit[] })[] {
  const rows = new Map<string, V & { units: Unit[] }>();
  // Views are shared objects where they come from one area, so most keys are computed once.
  const keys = new Map<V, string>();
  for (const [unit, view] of views) {
    const key = keys.get(view) ?? JSON.stringify(view);
    keys.set(view, key);
    const row = rows.get(key);
    if (row === undefined) rows.set(key, { ...view, units: [unit] });
    else row.units.push(unit);
  }
  return [...rows.values()];
}
