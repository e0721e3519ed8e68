import type { Unit } from '../place/place-ref.ts';
import { coastOf, seasOff } from '../place/sea-coasts.ts';
import type { Audience } from './subscriber.ts';

/** Audiences that hear of the sea off their coast, too: they act for, or speak to, those who are out there. */
const OF_THE_COAST: readonly Audience[] = ['agency', 'media'];

/** Does an audience hear of a sea area at the provinces whose coast it adjoins? */
export const hearsOfCoast = (audience: Audience): boolean => OF_THE_COAST.includes(audience);

/** Which places to ask the registry for, and which of the warned places a person with some of them hears of. */
export interface PlacesHeard {
  /** The warned places, and the coasts of those that are sea areas. */
  readonly asked: readonly Unit[];
  heardAt(audience: Audience, places: readonly Unit[]): Unit[];
}

const kept = new WeakMap<readonly Unit[], PlacesHeard>();

/** Whom a list of warned places concerns: people there; agencies and media at the coast of a sea area as well. */
export function placesHeard(warned: readonly Unit[]): PlacesHeard {
  const known = kept.get(warned);
  if (known !== undefined) return known;
  const own = new Set(warned);
  const seasAt = new Map<Unit, Unit[]>();
  for (const sea of own) for (const commune of coastOf(sea)) seasAt.set(commune, [...(seasAt.get(commune) ?? []), sea]);
  const made: PlacesHeard = {
    asked: seasAt.size === 0 ? warned : [...new Set([...warned, ...seasAt.keys()])],
    heardAt(audience, places) {
      const there = places.filter((unit) => own.has(unit));
      if (seasAt.size === 0 || !hearsOfCoast(audience)) return there;
      return [...new Set([...there, ...places.flatMap((unit) => seasAt.get(unit) ?? [])])];
    },
  };
  kept.set(warned, made);
  return made;
}

/** The sea areas of which some audience hears at places, besides the places themselves. */
export function seasHeardAt(places: readonly Unit[]): Unit[] {
  return [...new Set(places.flatMap(seasOff))];
}
