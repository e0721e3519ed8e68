/** Values that are read again when they are older than a moment; those who ask at once share one read. */
export interface Fresh<T> {
  /** A read that rejects, or gives null, is not kept. */
  get(key: string, read: () => Promise<T | null>): Promise<T | null>;
  /** Keeps what another read, begun at `at`, has brought along. */
  keep(key: string, value: T, at: number): void;
}

/** So many are kept before the stale ones are looked for. */
const SWEEP_FROM = 1_024;

/** A value is fresh for `freshMs` from the beginning of its read, by `monotonic` (milliseconds). */
export function createFresh<T>(freshMs: number, monotonic: () => number): Fresh<T> {
  const kept = new Map<string, { readonly at: number; readonly value: Promise<T | null> }>();
  const isFresh = (at: number): boolean => monotonic() - at <= freshMs;
  const put = (key: string, at: number, value: Promise<T | null>): void => {
    if (kept.size >= SWEEP_FROM) for (const [old, one] of kept) if (!isFresh(one.at)) kept.delete(old);
    kept.set(key, { at, value });
  };
  const forget = (key: string, value: Promise<T | null>): void => {
    if (kept.get(key)?.value === value) kept.delete(key);
  };
  return {
    get(key, read) {
      const known = kept.get(key);
      if (known !== undefined && isFresh(known.at)) return known.value;
      const at = monotonic();
      const value = read();
      put(key, at, value);
      value.then(
        (found) => (found === null ? forget(key, value) : undefined),
        () => forget(key, value),
      );
      return value;
    },
    keep: (key, value, at) => put(key, at, Promise.resolve(value)),
  };
}
