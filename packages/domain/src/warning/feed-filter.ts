import { z } from 'zod';
import { hazard } from '../bulletin/hazard.ts';
import { level } from '../bulletin/bulletin.ts';
import { provinceByCode, provinceOf } from '../place/gazetteer.ts';
import type { Unit } from '../place/place-ref.ts';
import { isTakenBack, type Warning } from './warning.ts';

/** What a reader of the sequence wants of it; an absent field lets everything pass. */
export const feedFilter = z.strictObject({
  /** Present province codes. */
  provinces: z
    .array(z.string().refine((code) => provinceByCode(code) !== undefined, 'expected the code of a present province, such as 52'))
    .min(1)
    .optional(),
  hazards: z.array(hazard).min(1).optional(),
  /** Passes this level and above, what has no level, and the end of what passed. */
  leastLevel: level.optional(),
});
export type FeedFilter = z.output<typeof feedFilter>;

/** Does the warning say anything that the filter asks for? A warning without a level is never held back for want of one. */
export function passes({ hazard: of, entries, standing = [] }: Warning, { provinces, hazards, leastLevel = 1 }: FeedFilter): boolean {
  if (hazards !== undefined && !hazards.includes(of) && !standing.some((row) => hazards.includes(row.hazard))) return false;
  const wanted = provinces === undefined ? null : new Set(provinces);
  const isHere = (units: readonly Unit[]): boolean => wanted === null || units.some((unit) => wanted.has(provinceOf(unit) ?? ''));
  const said = entries.some((entry) => {
    const shown = isTakenBack(entry.change) ? entry.previousLevel : entry.level;
    return (shown ?? 5) >= leastLevel && isHere(entry.units);
  });
  return said || standing.some((row) => (row.level ?? 5) >= leastLevel && isHere(row.units));
}
