import { type PlaceAsked, settlePlaces, type SettledPlaces } from '@loa/domain/audience';
import { Problem } from '@loa/runtime';

const TO_COME = 'an instant to come; a place is ended by leaving it out';

/**
 * What places come to; 422 that names each place at fault, what was wrong, and what could be meant. A place that is over already is one of them:
 * whoever asked for it would believe to be warned there.
 */
export function settled(places: readonly PlaceAsked[], now: Date): Omit<Extract<SettledPlaces, { ok: true }>, 'ok'> {
  const over = places.flatMap(({ until }, index) => (until !== null && new Date(until) <= now ? [`places.${index}.until`] : []));
  if (over.length > 0)
    throw new Problem({
      ...{ status: 422, code: 'body-invalid', title: 'The body does not fit' },
      errors: over.map((path) => ({ path, expected: TO_COME })),
    });
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
