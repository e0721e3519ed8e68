import type { Span } from '@loa/domain/bulletin';
import type { Fields } from './record.ts';

/** A number or a range [low, high], ends in any order; undefined for whatever else stands in the field. */
export function spanOf(value: unknown): Span | undefined {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (!Array.isArray(value) || value.length === 0 || !value.every((one) => typeof one === 'number' && Number.isFinite(one)))
    return undefined;
  const all = value as number[];
  const [low, high] = [Math.min(...all), Math.max(...all)];
  return low === high ? low : [low, high];
}

/** The first of several fields that holds a number or a range. */
export function spanIn(fields: Fields, ...names: readonly string[]): Span | undefined {
  for (const name of names) {
    const found = spanOf(fields[name]);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Greatest force of the extended Beaufort scale. */
const STRONGEST = 17;

/**
 * Wind force, Beaufort. `<field>_over` 12 means at least one force more, `<field>_below` 6 at most one force less; the force
 * near the storm's centre in a region is the highest there.
 */
export function windForceIn(fields: Fields): Span | undefined {
  const near = spanIn(fields, 'wind_force_near_centre', 'wind_force_near_center');
  return near ?? plainForceIn(fields, 'wind_force_beaufort') ?? plainForceIn(fields, 'wind_force');
}

/** A force that need not be near any centre. */
export function plainForceIn(fields: Fields, name: string): Span | undefined {
  const [given, over, below] = [spanIn(fields, name), spanIn(fields, `${name}_over`), spanIn(fields, `${name}_below`)];
  if (given !== undefined) return given;
  if (typeof over === 'number') return Math.min(STRONGEST, over + 1);
  return typeof below === 'number' ? Math.max(0, below - 1) : undefined;
}
