import type { Status } from '@loa/domain/bulletin';
import { type Covered, covered } from '@loa/domain/delivery';
import type { PlaceCount, PlacePeople, ReportedWarning, WarningCount } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import { type CoveredPlace, coverageOf } from '../coverage-of.ts';
import type { ClockRow } from '../supply-clock.ts';
import type { LedgerFigures } from './ledger-tally.ts';

/** A channel's deliveries. `subscribed` is known by place alone, and 0 here. */
export interface CoveredChannel extends Covered {
  readonly channel: string;
}

/** What a report says of one warning. */
export interface WarningReport extends ReportedWarning {
  /** Highest of its entries; null without one. */
  readonly level: number | null;
  readonly deliveries: Covered;
  /** Null where the rows were dropped for their age. */
  readonly ledger: LedgerFigures | null;
}

/** What became of an event's warnings of one status. */
export interface EventReport {
  readonly eventId: string;
  readonly status: Status;
  /** The one warning that it is about; null: all of the event's. */
  readonly only: string | null;
  readonly at: Instant;
  readonly warnings: readonly WarningReport[];
  readonly channels: readonly CoveredChannel[];
  readonly deliveries: Covered;
  /** Provinces and sea areas, by channel; `subscribed` as the registry is now. */
  readonly places: readonly CoveredPlace[];
  /** Of all warnings whose rows are still there. */
  readonly ledger: LedgerFigures;
  /** Warnings whose rows were dropped for their age: nothing in `ledger` speaks of them. */
  readonly retired: number;
  readonly supply: readonly ClockRow[];
}

/** Everything that a report is made of. */
export interface ReportInput {
  readonly eventId: string;
  readonly status: Status;
  readonly only: string | null;
  readonly at: Instant;
  readonly warnings: readonly ReportedWarning[];
  readonly counts: readonly WarningCount[];
  readonly places: readonly PlaceCount[];
  /** Of each warning. */
  readonly people: readonly PlacePeople[];
  readonly ledgers: ReadonlyMap<string, LedgerFigures>;
  readonly ledger: LedgerFigures;
  readonly supply: readonly ClockRow[];
}

/** Puts a report together. Pure. */
export function eventReport(input: ReportInput): EventReport {
  const { eventId, status, only, at, warnings, counts, ledgers, ledger, supply } = input;
  const byWarning = Map.groupBy(counts, (one) => one.warningId);
  const byChannel = Map.groupBy(counts, (one) => one.channel);
  return {
    ...{ eventId, status, only, at, ledger, supply },
    warnings: warnings.map((one) => ({
      ...one,
      level: one.warning.entries.reduce<number | null>((most, { level }) => (level === null ? most : Math.max(most ?? 0, level)), null),
      deliveries: covered(0, byWarning.get(one.warning.id) ?? []),
      ledger: ledgers.get(one.warning.id) ?? null,
    })),
    channels: [...byChannel].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([channel, of]) => ({ channel, ...covered(0, of) })),
    deliveries: covered(0, counts),
    places: coverageOf(input.places, mostPeople(input.people)).provinces,
    retired: warnings.filter((one) => one.retiredAt !== null).length,
  };
}

/** Of a place's people at several warnings the most: they are the same people. */
function mostPeople(people: readonly PlacePeople[]): PlacePeople[] {
  const most = new Map<string, PlacePeople>();
  for (const one of people) {
    const key = `${one.grain}|${one.place}|${one.channel}`;
    if ((most.get(key)?.people ?? -1) < one.people) most.set(key, one);
  }
  return [...most.values()];
}
