import type { z } from 'zod';
import type { Hazard } from '../bulletin/hazard.ts';
import type { Unit } from '../place/place-ref.ts';
import type { TimeWindow } from '../time.ts';

/** What is known of a unit under one heading: the value that rows are tested against, and its words. */
export type Fact = { readonly value: number | string; readonly vi: string; readonly en: string };
/** Facts by name; a name that is absent is not known. */
export type Facts = Readonly<Record<string, Fact | undefined>>;

/** A stretch of numbers with its ends spelled out: `min` or `over`, `max` or `under`; a missing end is open. */
export type Interval = {
  /** Least value, itself included. */
  readonly min?: number;
  /** Greatest value below the interval: itself not included. */
  readonly over?: number;
  /** Greatest value, itself included. */
  readonly max?: number;
  /** Least value above the interval: itself not included. */
  readonly under?: number;
};
/** Every named fact must lie in its interval or be one of the words. */
export type Condition = Readonly<Record<string, Interval | readonly string[]>>;

/** One row: condition → level, with the clause that says so and how sure its wording is. */
export type Row = {
  readonly when: Condition;
  readonly level: 1 | 2 | 3 | 4 | 5;
  /** Clause as cited, such as `42.2.b`. */
  readonly clause: string;
  readonly status: 'confirmed' | 'provisional' | 'contested';
  readonly source: string;
};

/** A hazard's table with all that is particular to the hazard: the rows, and how its parameters become facts. */
export type DecisionTable = {
  readonly hazards: readonly Hazard[];
  readonly article: number;
  /** Names of the facts in the order in which a missing one is reported. */
  readonly facts: readonly string[];
  /** Facts that are another way to meet a row: not known counts as not met. */
  readonly alternatives: readonly string[];
  /** Facts with a closed list of values: where all give the same level, not knowing which does not matter. */
  readonly closed: Readonly<Record<string, readonly Fact[]>>;
  readonly rows: readonly Row[];
  /** Facts of an area's forecast; per unit, since a region can decide. */
  readonly read: (parameters: unknown, window: TimeWindow) => (unit: Unit) => Facts;
};

/** A table whose parameters are parsed by the bulletin's own schema. */
export function decisionTable<P extends z.ZodType>(
  table: Omit<DecisionTable, 'read'> & { parameters: P; read: (parameters: z.output<P>, window: TimeWindow) => (unit: Unit) => Facts },
): DecisionTable {
  const { parameters: schema, read, ...rest } = table;
  return { ...rest, read: (parameters, window) => read(schema.parse(parameters), window) };
}
