/** A fact of the far end or the ledger: this delivery went out. */
export interface Sent {
  readonly key: string;
}

export interface Judgement {
  readonly expected: number;
  readonly lost: readonly string[];
  /** Sent more than once, or sent to somebody who should not have been told. */
  readonly doubled: readonly string[];
  readonly unexpected: readonly string[];
}

/** Counts what was sent against what was expected. */
export function judge(expected: ReadonlySet<string>, sent: readonly Sent[]): Judgement {
  const counts = new Map<string, number>();
  for (const { key } of sent) counts.set(key, (counts.get(key) ?? 0) + 1);
  return {
    expected: expected.size,
    lost: [...expected].filter((key) => !counts.has(key)),
    doubled: [...counts].filter(([, count]) => count > 1).map(([key]) => key),
    unexpected: [...counts.keys()].filter((key) => !expected.has(key)),
  };
}
