import { type PlaceAsked, settlePlaces, type SettledPlaces } from '@loa/domain/audience';
import { Problem } from '@loa/runtime';

/** What places come to; 422 that names each place at fault, what was wrong, and what could be meant. */
export function settled(places: readonly PlaceAsked[]): Omit<Extract<SettledPlaces, { ok: true }>, 'ok'> {
  const found = settlePlaces(places);
  if (found.ok) return { units: found.units, ends: found.ends, points: found.points };
  throw new Problem({
    status: 422,
    code: 'place-unknown',
    title: 'There is a place that is not known',
    errors: found.faults.map(({ index, field, reason, nearest }) => ({
      path: `places.${index}.at.${field}`,
      expected: nearest.length === 0 ? `a place that is known (${reason})` : `one of: ${nearest.join(', ')} (${reason})`,
    })),
  });
}
