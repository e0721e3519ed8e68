import { z } from 'zod';
import { communeOf, isSeaArea } from '../place/gazetteer.ts';
import { placeRef, type Unit } from '../place/place-ref.ts';
import { resolvePlace, type UnresolvedReason } from '../place/resolve-place.ts';
import { unitsIn, unitsOfPoint } from '../place/shape-units.ts';
import { instant, type Instant } from '../time.ts';
import { type Subscriber, type SubscriberPoint, subscriberPoint } from './subscriber.ts';

const [commune, namedCommune, province, namedProvince, formerProvince, formerDistrict, formerCommune, , seaArea] = placeRef.options;

/** A place that a person asks to be told about. `unit` of a point: the commune that the person put in place of the nearest one. */
export const placeAsked = z.strictObject({
  at: z.discriminatedUnion('kind', [
    commune,
    namedCommune,
    province,
    namedProvince,
    formerProvince,
    formerDistrict,
    formerCommune,
    seaArea,
    subscriberPoint.omit({ until: true }).extend({ kind: z.literal('point'), unit: subscriberPoint.shape.unit.optional() }),
  ]),
  /** When it ends; null: it does not. */
  until: instant.nullable().default(null),
});
export type PlaceAsked = z.output<typeof placeAsked>;

/** Why a place is no place: see `resolvePlace`; of a point, that nothing lies there. */
export type UnsettledReason = UnresolvedReason | 'nothing-there';

/** Which of the places given (from 0) and which of its fields is at fault, and what could be meant. */
export interface Unsettled {
  readonly index: number;
  readonly reason: UnsettledReason;
  readonly field: string;
  readonly nearest: readonly string[];
}

export type SettledPlaces =
  ({ readonly ok: true } & Pick<Subscriber, 'units' | 'ends' | 'points'>) | { readonly ok: false; readonly faults: readonly Unsettled[] };

/**
 * What places come to: units with their ends, and points. A place that is not found gives nothing, and all that are at fault are named.
 * A unit of several places ends with the last of them. Show a person `nameOfPlaces(units)`: that is what they will be told about.
 */
export function settlePlaces(places: readonly PlaceAsked[]): SettledPlaces {
  const faults: Unsettled[] = [];
  const points: SubscriberPoint[] = [];
  const until = new Map<Unit, Instant | null>();
  places.forEach(({ at, until: end }, index) => {
    const found = unitsOf(at);
    if (!found.ok) {
      faults.push({ index, reason: found.reason, field: found.field, nearest: found.nearest });
      return;
    }
    for (const unit of found.units) until.set(unit, until.has(unit) ? later(until.get(unit) ?? null, end) : end);
    const [unit] = found.units;
    if (at.kind === 'point' && unit !== undefined)
      points.push({ lon: kept(at.lon), lat: kept(at.lat), radiusM: at.radiusM, unit, until: end });
  });
  if (faults.length > 0) return { ok: false, faults };
  const ends = Object.fromEntries([...until].flatMap(([unit, end]) => (end === null ? [] : [[unit, end]])));
  return { ok: true, units: [...until.keys()], ends, points };
}

/** Degrees to a hundredth (1.1 km): what is kept of a point says which village, not whose house. Its units are found by the point as given. */
const kept = (degrees: number): number => Number(degrees.toFixed(2));

/** Of a sea area the water alone: its islands are communes, which those on them ask for. */
function unitsOf(at: PlaceAsked['at']): Units {
  if (at.kind === 'point') return unitOfPoint(at);
  const found = resolvePlace(at);
  return found.ok && at.kind === 'sea-area' ? { ok: true, units: found.units.filter(isSeaArea) } : found;
}

type Units = { ok: true; units: readonly Unit[] } | ({ ok: false } & Omit<Unsettled, 'index'>);

function unitOfPoint({ lon, lat, radiusM, unit }: Extract<PlaceAsked['at'], { kind: 'point' }>): Units {
  if (unit !== undefined && communeOf(unit) === undefined) return { ok: false, reason: 'unknown-place', field: 'unit', nearest: [] };
  const where = { lon, lat, radiusKm: radiusM / 1000 };
  const there = unitsOfPoint(where);
  if (there.length === 0) return { ok: false, reason: 'nothing-there', field: 'lon', nearest: [] };
  // It takes the place of the nearest one, which stays where it lies within the radius.
  return { ok: true, units: unit === undefined ? there : [...new Set([unit, ...unitsIn({ kind: 'circle', ...where })])] };
}

export type Places = Pick<Subscriber, 'units' | 'ends' | 'points'>;

/** Places that somebody has, and others added to them: what is in both ends with the later end, and never where one of them does not end. */
export function placesTogether(had: Places, added: Places): Places {
  const [before, after] = [new Set(had.units), new Set(added.units)];
  const units = [...new Set([...before, ...after])];
  const endOf = (unit: Unit): Instant | null => {
    const [one, other] = [had.ends[unit] ?? null, added.ends[unit] ?? null];
    if (before.has(unit) && after.has(unit)) return later(one, other);
    return before.has(unit) ? one : other;
  };
  const ends = Object.fromEntries(
    units.flatMap((unit) => {
      const end = endOf(unit);
      return end === null ? [] : [[unit, end] as const];
    }),
  );
  const again = added.points.map((point) => {
    const known = had.points.find((one) => isSamePoint(one, point));
    return known === undefined ? point : { ...point, until: later(known.until, point.until) };
  });
  const others = had.points.filter((point) => before.has(point.unit) && !added.points.some((one) => isSamePoint(one, point)));
  return { units, ends, points: [...others, ...again] };
}

const isSamePoint = (one: SubscriberPoint, other: SubscriberPoint): boolean =>
  one.lon === other.lon && one.lat === other.lat && one.radiusM === other.radiusM && one.unit === other.unit;

const later = (one: Instant | null, other: Instant | null): Instant | null =>
  one === null || other === null ? null : one > other ? one : other;
