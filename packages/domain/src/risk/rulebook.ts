import type { Hazard } from '../bulletin/hazard.ts';
import type { Instant } from '../time.ts';
import type { DecisionTable, Reading, Words } from './decision-table.ts';

/** A hazard whose table the sources read in ways that cannot both hold: it gives no level. */
export type ContestedHazard = { readonly hazard: Hazard; readonly article: number; readonly readings: readonly Reading[] };

/** The rules of one country between two dates: which text they come from, and a table per hazard. */
export type Rulebook = {
  readonly id: string;
  /** ISO 3166-1 alpha-2, or {@link ELSEWHERE}. */
  readonly country: string;
  /** Legal basis. */
  readonly title: Words;
  readonly inForceFrom: Instant;
  /** First instant at which it is no longer in force; null: open. */
  readonly inForceTo: Instant | null;
  readonly tables: readonly DecisionTable[];
  readonly contested: readonly ContestedHazard[];
};

/** Every country without a rulebook of its own. */
export const ELSEWHERE = '*';

/** The version of a country's rules in force at an instant; undefined where none was. Of two in force the later begun decides. */
export function rulebookAmong(rulebooks: readonly Rulebook[], country: string, at: Instant): Rulebook | undefined {
  const own = rulebooks.filter((one) => one.country === country);
  const candidates = own.length > 0 ? own : rulebooks.filter((one) => one.country === ELSEWHERE);
  return candidates
    .filter((one) => one.inForceFrom <= at && (one.inForceTo === null || at < one.inForceTo))
    .toSorted((one, other) => (one.inForceFrom < other.inForceFrom ? -1 : 1))
    .at(-1);
}

/** The table of a hazard; undefined where the rulebook has none. */
export function tableOf(rulebook: Rulebook, hazard: Hazard): DecisionTable | undefined {
  return rulebook.tables.find((table) => table.hazards.includes(hazard));
}
