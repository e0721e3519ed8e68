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
  if (reason === 'self-crossing') return `a ring whose edges neither cross nor touch; these do: ${nearest.join(', ')}`;
  if (reason === 'no-area') return 'a ring of at least 3 points that do not lie on one line';
  if (reason === 'meets-nothing')
    return `a shape that holds the middle of a commune or some of a sea area${nearest.length === 0 ? '' : `, or communes by name; nearest: ${nearest.join(', ')}`}`;
  if (reason === 'ambiguous-place') return `a name that one ${place.kind.replace('-', ' ')} bears; these do: ${nearest.join(', ')}`;
  return `a known ${place.kind.replace('-', ' ')}; nearest: ${nearest.join(', ')}`;
}
