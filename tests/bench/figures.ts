/** One line of the result, as `--json` writes it. */
export interface Figure {
  readonly bench: string;
  /** Says of which engines it speaks: `embedded …` or `real …`. */
  readonly metric: string;
  /** Median of the rounds. */
  readonly value: number;
  readonly unit: string;
  /** The raw limit, median of its rounds; null where there is none. */
  readonly limit: number | null;
  /** Median of value / limit of each round: of a time 1 or more is expected, of a rate 1 or less. */
  readonly ratio: number | null;
}

/** Ours and its raw limit, measured one after the other. */
export interface Round<T> {
  readonly ours: T;
  readonly raw: T;
}

const ROUNDS = 3;

/** Measures ours and the raw limit in turn, three times, so that whatever else the machine does meets both. */
export async function alternated<T>(ours: () => Promise<T>, raw: () => Promise<T>): Promise<Round<T>[]> {
  const rounds: Round<T>[] = [];
  for (let round = 0; round < ROUNDS; round += 1) rounds.push({ ours: await ours(), raw: await raw() });
  return rounds;
}

/** The figure of rounds. */
export function figureOf(name: Pick<Figure, 'bench' | 'metric' | 'unit'>, rounds: readonly Round<number>[]): Figure {
  return {
    bench: name.bench,
    metric: name.metric,
    value: median(rounds.map((one) => one.ours)),
    unit: name.unit,
    limit: median(rounds.map((one) => one.raw)),
    ratio: median(rounds.map((one) => one.ours / one.raw)),
  };
}

/** Middle of an odd number of values. Throws a RangeError for none. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The value that the share `of` of all values does not exceed (nearest rank). Throws a RangeError for no values. */
export function percentile(values: readonly number[], of: number): number {
  const found = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * of) - 1)];
  if (found === undefined) throw new RangeError('a percentile of nothing');
  return found;
}
