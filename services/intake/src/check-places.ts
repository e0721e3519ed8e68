import type { Bulletin } from '@loa/domain/bulletin';
import { type PlaceRef, type ResolvedPlace, resolvePlace, type Unit } from '@loa/domain/place';
import { type Expectation, Problem } from '@loa/runtime';

/** The units that a bulletin names. Throws a 422 with every place that is not known and the known ones nearest to it. */
export function unitsNamed(bulletin: Bulletin): Unit[] {
  const units = new Set<Unit>();
  const errors: Expectation[] = [];
  bulletin.areas.forEach((area, areaAt) => {
    area.places.forEach((place, placeAt) => {
      const resolved = resolvePlace(place);
      if (resolved.ok) resolved.units.forEach((unit) => units.add(unit));
      else errors.push({ path: `areas.${areaAt}.places.${placeAt}.${resolved.field}`, expected: expectation(place, resolved) });
    });
  });
  if (errors.length > 0) throw new Problem({ status: 422, code: 'place-unknown', title: 'A place is not known', errors });
  return [...units];
}

function expectation(place: PlaceRef, { reason, nearest }: ResolvedPlace & { ok: false }): string {
  if (reason === 'meets-nothing') return 'a shape that meets a place';
  if (reason === 'partly-covered') return `a shape that covers former provinces whole, or communes by name; in part: ${nearest.join(', ')}`;
  if (reason === 'ambiguous-place') return `a name that one ${place.kind.replace('-', ' ')} bears; these do: ${nearest.join(', ')}`;
  return `a known ${place.kind.replace('-', ' ')}; nearest: ${nearest.join(', ')}`;
}
