import type { Bulletin } from '@loa/domain/bulletin';
import { type PlaceRef, resolvePlace, type Unit } from '@loa/domain/place';
import { type Expectation, Problem } from '@loa/runtime';

const FIELD = { commune: 'code', province: 'code', 'former-province': 'name', 'sea-area': 'id' } as const;

/** The units that a bulletin names. Throws a 422 with every place that is not known and the known ones nearest to it. */
export function unitsNamed(bulletin: Bulletin): Unit[] {
  const units = new Set<Unit>();
  const errors: Expectation[] = [];
  bulletin.areas.forEach((area, areaAt) => {
    area.places.forEach((place, placeAt) => {
      const resolved = resolvePlace(place);
      if (resolved.ok) resolved.units.forEach((unit) => units.add(unit));
      else errors.push({ path: `areas.${areaAt}.places.${placeAt}.${FIELD[place.kind]}`, expected: known(place, resolved.nearest) });
    });
  });
  if (errors.length > 0) throw new Problem({ status: 422, code: 'place-unknown', title: 'A place is not known', errors });
  return [...units];
}

function known(place: PlaceRef, nearest: readonly string[]): string {
  return `a known ${place.kind.replace('-', ' ')}; nearest: ${nearest.join(', ')}`;
}
