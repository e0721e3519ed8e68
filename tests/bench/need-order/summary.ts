import { percentile } from '../figures.ts';

/** A message that was taken: when, and the person's onset; epoch milliseconds. */
export interface Row {
  readonly id: number;
  readonly sent: number;
  readonly onset: number;
  readonly supply: boolean;
}

/** A message by its time after the bulletin was accepted, and the onset by its time after the same, milliseconds. */
export interface Told {
  readonly afterMs: number;
  readonly onsetMs: number;
  readonly supply: boolean;
}

const MINUTE_MS = 60_000;
/** The share of people, by onset, who count as the most endangered. */
const MOST_ENDANGERED = 0.1;

/** How an order of sending served people; times in minutes, shares in percent. Throws a RangeError where nobody was told, or no supply body. */
export function summaryOf(
  rows: readonly Told[],
): Readonly<Record<'endangered95' | 'beforeOnset' | 'endangeredBeforeOnset' | 'lastSupply' | 'last', number>> {
  const earliest = percentile(
    rows.map((row) => row.onsetMs),
    MOST_ENDANGERED,
  );
  const endangered = rows.filter((row) => row.onsetMs <= earliest);
  const minutes = (of: readonly Told[], share: number): number =>
    percentile(
      of.map((row) => row.afterMs),
      share,
    ) / MINUTE_MS;
  const before = (of: readonly Told[]): number => (100 * of.filter((row) => row.afterMs < row.onsetMs).length) / of.length;
  return {
    endangered95: minutes(endangered, 0.95),
    beforeOnset: before(rows),
    endangeredBeforeOnset: before(endangered),
    lastSupply: minutes(
      rows.filter((row) => row.supply),
      1,
    ),
    last: minutes(rows, 1),
  };
}
