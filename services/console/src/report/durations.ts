/** How durations spread, in seconds: so many were done within `p50`, … by nearest rank. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
}

const TEN_MINUTES_S = 600;

/**
 * Counts durations by their value: to a tenth of a second up to ten minutes, to a second above, rounded up, so that memory does not grow with
 * their number.
 */
export class Durations {
  readonly #counts = new Map<number, number>();
  #count = 0;

  /** Milliseconds; what is below zero (clocks that differ) counts as zero. */
  add(ms: number): void {
    const seconds = Math.max(0, ms) / 1_000;
    const value = seconds <= TEN_MINUTES_S ? Math.ceil(seconds * 10) / 10 : Math.ceil(seconds);
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
    this.#count += 1;
  }

  /** Null where nothing was counted. */
  spread(): Spread | null {
    if (this.#count === 0) return null;
    const values = [...this.#counts].sort(([a], [b]) => a - b);
    const at = (share: number): number => {
      let left = Math.max(1, Math.ceil(this.#count * share));
      for (const [value, count] of values) {
        left -= count;
        if (left <= 0) return value;
      }
      return values.at(-1)?.[0] ?? 0;
    };
    return { count: this.#count, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: at(1) };
  }
}
