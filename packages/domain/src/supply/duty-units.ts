import { type Authority, withinAuthority } from '../place/authority.ts';
import { communes, isSeaArea, seaAreas } from '../place/gazetteer.ts';
import type { Unit } from '../place/place-ref.ts';

/** Every unit at which a body must be supplied, whatever the hazard. Composite sea areas stand for their members and are no units. */
export function dutyUnits(duties: Authority): Unit[] {
  const seas = seaAreas().map(({ id }) => id);
  const every = [...communes().map(({ code }) => code), ...seas.filter(isSeaArea)];
  const judged = withinAuthority({ ...duties, hazards: 'all' }, 'storm', every);
  if (judged.ok) return every;
  const outside = new Set(judged.outside);
  return every.filter((unit) => !outside.has(unit));
}
