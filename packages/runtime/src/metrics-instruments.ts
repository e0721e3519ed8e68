import type { Definition, LabelSets } from './metrics.ts';

type Values = Readonly<Record<string, string>>;

interface Options {
  readonly name: string;
  readonly help: string;
  readonly labelNames: string[];
  readonly buckets: number[];
}

interface Entry<I> {
  readonly instrument: I;
  readonly labelNames: readonly string[];
  /** Label values that are allowed together, as keys. */
  readonly allowed: Set<string>;
}

/** Makes an instrument on its first definition, sets each new combination of label values to zero, and checks those used later. */
export function instruments<I>(make: (options: Options) => I, zero: (instrument: I, labels: Record<string, string>) => void) {
  const known = new Map<string, Entry<I>>();
  return (definition: Definition, buckets: readonly number[] = []) => {
    const { name, help, labels } = definition;
    const labelNames = Object.keys(labels).toSorted();
    const made = (): Entry<I> => ({ instrument: make({ name, help, labelNames, buckets: [...buckets] }), labelNames, allowed: new Set() });
    const entry = known.get(name) ?? made();
    if (entry.labelNames.join() !== labelNames.join()) throw new RangeError(`metric ${name} is defined with other labels`);
    known.set(name, entry);
    const keyOf = (values: Values): string => labelNames.map((label) => values[label]).join('\0');
    for (const values of combinations(labels)) {
      if (!entry.allowed.has(keyOf(values))) zero(entry.instrument, values);
      entry.allowed.add(keyOf(values));
    }
    const check = (values: Values): Record<string, string> => {
      if (!entry.allowed.has(keyOf(values))) throw new RangeError(`metric ${name} has no such label value`);
      return values;
    };
    return { instrument: entry.instrument, check };
  };
}

function combinations(sets: LabelSets): Record<string, string>[] {
  return Object.entries(sets).reduce<Record<string, string>[]>(
    (rows, [label, values]) => rows.flatMap((row) => values.map((value) => ({ ...row, [label]: value }))),
    [{}],
  );
}
