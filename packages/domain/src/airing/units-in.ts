import { provinceOf, seaAreaById } from '../place/gazetteer.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Warning } from '../warning/warning.ts';

/** Units of a warning that lie in present provinces, the sea around their islands included. */
export function unitsIn({ entries, standing = [] }: Warning, provinces: readonly string[]): Set<Unit> {
  const all = [...entries, ...standing].flatMap((one) => one.units);
  return new Set(all.filter((unit) => provinces.includes(provinceOf(unit) ?? seaAreaById(unit)?.province ?? '')));
}
