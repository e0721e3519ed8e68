import { communeOf, seaAreaById } from '../place/gazetteer.ts';
import type { PlaceRef, Unit } from '../place/place-ref.ts';
import { resolvePlace } from '../place/resolve-place.ts';

/** Units by what a table can tell apart; the first of each stands for all. */
export type UnitsByKin = ReadonlyMap<string, readonly Unit[]>;
/** `doubled`: islands named as part of a sea area and in another way too, so that they stand under several kins. */
export type UnitsNamed = { ok: true; units: UnitsByKin; doubled: readonly Unit[] } | { ok: false; reason: string; index: number };

/** What no table tells apart from another unit of the same kin: the former province; special zones and sea areas by themselves. */
export function kinOf(unit: Unit): string {
  const commune = communeOf(unit);
  return commune === undefined || commune.type === 'đặc khu' ? unit : commune.formerProvince;
}

/** Every unit that the places name, once per kin; or the first place that is not known. */
export function unitsByKin(places: readonly PlaceRef[]): UnitsNamed {
  const all = new Map<string, readonly Unit[]>();
  const mixed = new Set<string>();
  for (const [index, place] of places.entries()) {
    const resolved = resolve(place);
    if (!resolved.ok) return { ...resolved, index };
    if (places.length === 1) return { ok: true, units: resolved.units, doubled: [] };
    for (const [kin, units] of resolved.units) {
      const known = all.get(kin);
      if (known === undefined) all.set(kin, units);
      else if (mixed.has(kin)) for (const unit of units) (known as Unit[]).push(unit);
      else {
        all.set(kin, [...known, ...units]);
        mixed.add(kin);
      }
    }
  }
  for (const kin of mixed) all.set(kin, [...new Set(all.get(kin))]);
  return { ok: true, units: all, doubled: doubledIslands(all) };
}

function doubledIslands(all: UnitsByKin): Unit[] {
  const islands = [...all.keys()].flatMap((kin) => seaAreaById(kin)?.islands ?? []);
  const seen = new Set<Unit>();
  const doubled = islands.filter((unit) => (all.get(kinOf(unit))?.includes(unit) ?? false) || seen.size === seen.add(unit).size);
  return [...new Set(doubled)];
}

type Resolved = { ok: true; units: UnitsByKin } | { ok: false; reason: string };

/** Places resolve to the same lists again and again, of hundreds of units. */
const kinsOfUnits = new WeakMap<readonly Unit[], UnitsByKin>();

function resolve(place: PlaceRef): Resolved {
  const resolved = resolvePlace(place);
  if (!resolved.ok) {
    const { reason, given, nearest } = resolved;
    const told = nearest.length === 0 ? '' : `; ${reason === 'self-crossing' ? '' : 'nearest: '}${nearest.join(', ')}`;
    return { ok: false, reason: `${reason}: "${given}"${told}` };
  }
  if (resolved.units.length === 0) return { ok: false, reason: 'place-without-units' };
  const known = kinsOfUnits.get(resolved.units);
  if (known !== undefined) return { ok: true, units: known };
  // Islands that are named by the sea around them are judged as that sea, which stands before them.
  const units = Map.groupBy(resolved.units, (unit) => kinOf(resolved.judgedAs?.get(unit) ?? unit));
  kinsOfUnits.set(resolved.units, units);
  return { ok: true, units };
}
