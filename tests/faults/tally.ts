/** A message as it arrived at the far end. */
export interface Arrival {
  readonly to: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** What the far end has, beside what it should have: counts of addresses, `doubled` of messages beyond the first of an address. */
export interface Tally {
  readonly expected: number;
  readonly arrived: number;
  readonly lost: number;
  readonly doubled: number;
  readonly unexpected: number;
  /** Expected ones whose first message came after `lateFrom`. */
  readonly late: number;
}

/** Counts the messages that arrived against those expected once each. `lateFrom`: epoch milliseconds. */
export function tally(expected: ReadonlySet<string>, arrivals: readonly Arrival[], lateFrom: number): Tally {
  const first = new Map<string, number>();
  for (const { to, at } of arrivals) first.set(to, Math.min(at, first.get(to) ?? at));
  return {
    expected: expected.size,
    arrived: arrivals.length,
    lost: [...expected].filter((one) => !first.has(one)).length,
    doubled: arrivals.length - first.size,
    unexpected: [...first.keys()].filter((one) => !expected.has(one)).length,
    late: [...expected].filter((one) => (first.get(one) ?? 0) > lateFrom).length,
  };
}

/** One tally of several. */
export function sum(tallies: readonly Tally[]): Tally {
  const of = (key: keyof Tally): number => tallies.reduce((total, one) => total + one[key], 0);
  return {
    expected: of('expected'),
    arrived: of('arrived'),
    lost: of('lost'),
    doubled: of('doubled'),
    unexpected: of('unexpected'),
    late: of('late'),
  };
}
