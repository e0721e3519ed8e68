/** What the far end has, beside what it should have: counts of addresses, `doubled` of messages beyond the first of an address. */
export interface Tally {
  readonly expected: number;
  readonly arrived: number;
  readonly lost: number;
  readonly doubled: number;
  readonly unexpected: number;
}

/** Counts the messages that arrived, each given by its address, against those expected once each. */
export function tally(expected: ReadonlySet<string>, arrived: readonly string[]): Tally {
  const at = new Set(arrived);
  return {
    expected: expected.size,
    arrived: arrived.length,
    lost: [...expected].filter((one) => !at.has(one)).length,
    doubled: arrived.length - at.size,
    unexpected: [...at].filter((one) => !expected.has(one)).length,
  };
}
