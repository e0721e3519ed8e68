import type { Unit } from '../place/place-ref.ts';
import type { Warning } from '../warning/warning.ts';

/** Where a warning names each unit: looked up per reader, made once per warning. */
export interface EntriesAt {
  /** Which entries speak of these places; equal for readers at whose places the warning says the same. */
  keyOf(units: readonly Unit[]): string;
  /** Those of the places that the warning names, in its order. */
  inOrder(units: readonly Unit[]): Unit[];
}

export function entriesAt({ entries }: Pick<Warning, 'entries'>): EntriesAt {
  const named = new Map<Unit, { readonly at: number; readonly entries: number[] }>();
  entries.forEach((entry, index) => {
    for (const unit of entry.units) {
      const known = named.get(unit);
      if (known === undefined) named.set(unit, { at: named.size, entries: [index] });
      else if (known.entries.at(-1) !== index) known.entries.push(index);
    }
  });
  return {
    keyOf(units) {
      const [only] = units;
      // Nearly all readers have one place.
      if (only !== undefined && units.length === 1) return (named.get(only)?.entries ?? []).join(',');
      return [...new Set(units.flatMap((unit) => named.get(unit)?.entries ?? []))].sort((a, b) => a - b).join(',');
    },
    inOrder: (units) => units.filter((unit) => named.has(unit)).toSorted((a, b) => (named.get(a)?.at ?? 0) - (named.get(b)?.at ?? 0)),
  };
}
