import { type Hazard, type ParametersOf } from '../bulletin/index.ts';
import type { Level, Severity } from '../bulletin/bulletin.ts';
import type { Unit } from '../place/place-ref.ts';
import type { TimeWindow } from '../time.ts';

/** A text in both languages of the rulebook. */
export type Words = { readonly vi: string; readonly en: string };

/** What is known of a unit under one heading: the value that rows are tested against, and its words. */
export type Fact = Words & {
  /** Several words: the place lies in each of them, and a row that wants one of them is met. */
  readonly value: number | string | readonly string[];
  /** The law's print disagrees about this fact: each may hold, and only what all of them give is a level. */
  readonly either?: readonly Fact[];
};
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

/** One of the levels that sources read in a contested row; null: none. */
export type Reading = { readonly level: Level | null; readonly by: Words };

/** One row: condition → level, with the clause that says so and how sure its wording is. */
export type Row = {
  readonly when: Condition;
  /** The highest reading where the row is contested. */
  readonly level: 1 | 2 | 3 | 4 | 5;
  /** Clause as cited, such as `42.2.b`. */
  readonly clause: string;
  readonly status: 'confirmed' | 'provisional' | 'contested';
  readonly source: string;
  /** Of a contested row: what the sources read. Only where all come to the same does the row give a level. */
  readonly readings?: readonly Reading[];
  /** What was decided about an open point of the wording. */
  readonly note?: Words;
};

/** A heading under which facts are known, as rows name it and as people read it. */
export type FactSpec = {
  readonly name: string;
  readonly words: Words;
  readonly unit?: Words;
  /** A closed list of values: where all give the same level, not knowing which does not matter. */
  readonly values?: readonly Fact[];
  /** Another way to meet a row: not known counts as not met. */
  readonly alternative?: true;
  /** Says in which of the law's regions the place lies, not what is expected there. */
  readonly ofPlace?: true;
};

/** A hazard's table with all that is particular to the hazard: the rows, and how its parameters become facts. */
export type DecisionTable = {
  readonly hazards: readonly Hazard[];
  /** Article of the rulebook's legal basis; 0 where it has none. */
  readonly article: number;
  readonly title: Words;
  /** In the order in which a missing one is reported. */
  readonly facts: readonly FactSpec[];
  readonly rows: readonly Row[];
  /** Open points that concern the whole table. */
  readonly note?: Words;
  /**
   * Facts of an area's forecast; per unit, since a region can decide; null for a place that the table does not name.
   * Units of one former province share their facts; special zones (đặc khu) and sea areas stand for themselves.
   * `parameters` have been parsed by the schema of the table's hazards.
   */
  readonly read: (parameters: unknown, window: TimeWindow, severity?: Severity) => (unit: Unit) => Facts | null;
};

/** A table whose `read` takes the parameters of its hazards as their schema gives them. */
export function decisionTable<H extends Hazard>(
  table: Omit<DecisionTable, 'read' | 'hazards'> & {
    readonly hazards: readonly H[];
    readonly read: (parameters: ParametersOf<H>, window: TimeWindow, severity?: Severity) => (unit: Unit) => Facts | null;
  },
): DecisionTable {
  const { read } = table;
  // The bulletin's schema has parsed the parameters; parsing them again per area is half the time of an assessment.
  return { ...table, read: (parameters, window, severity) => read(parameters as ParametersOf<H>, window, severity) };
}
