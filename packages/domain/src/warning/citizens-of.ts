import { type Bulletin, isForeign } from '../bulletin/index.ts';
import type { Unit } from '../place/place-ref.ts';
import { resolvePlace } from '../place/resolve-place.ts';

/**
 * Where citizens may hear a warning: nothing is said, and all of them may, of a bulletin of Viet Nam; of an alert from abroad they are
 * the units of its entries that the rule of its source names. A place of the rule that is not known adds nobody.
 */
export function citizensOf(bulletin: Bulletin, entries: readonly { readonly units: readonly Unit[] }[]): { readonly citizens?: Unit[] } {
  if (!isForeign(bulletin)) return {};
  const allowed = new Set(
    (bulletin.citizens ?? []).flatMap((place) => {
      const resolved = resolvePlace(place);
      return resolved.ok ? resolved.units : [];
    }),
  );
  return { citizens: entries.flatMap(({ units }) => units.filter((unit) => allowed.has(unit))) };
}
