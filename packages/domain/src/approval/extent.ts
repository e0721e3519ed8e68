import { z } from 'zod';
import { provinceOf } from '../place/gazetteer.ts';
import type { Unit } from '../place/place-ref.ts';
import { isTakenBack, type WarningEntry } from '../warning/warning.ts';

/** How far a warning goes: provinces, and sea areas by themselves, with the highest level there; 0 where none is known. */
export const extent = z.record(z.string(), z.int().min(0).max(5));
export type Extent = Readonly<z.output<typeof extent>>;

/** The place of an extent that a unit lies in. */
export const placeOf = (unit: Unit): string => provinceOf(unit) ?? unit;

/** The extent of a warning's entries; what it takes back is no part of it. */
export function extentOf(entries: readonly Pick<WarningEntry, 'change' | 'level' | 'units'>[]): Extent {
  const standing = entries.filter(({ change }) => !isTakenBack(change));
  return joined(standing.map(({ level, units }) => Object.fromEntries(units.map((unit) => [placeOf(unit), level ?? 0]))));
}

/** Several extents as one: at each place the highest level. */
export function joined(extents: readonly Extent[]): Extent {
  const all: Record<string, number> = {};
  for (const one of extents) for (const [place, level] of Object.entries(one)) all[place] = Math.max(all[place] ?? 0, level);
  return all;
}
