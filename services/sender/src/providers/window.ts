import { isRefusalOfSender } from '@loa/domain/delivery';
import type { AttemptResult } from '@loa/domain/ports';
import { type Counts, isError, type ProviderRules } from './health.ts';

/** What came of a provider's operations, in buckets of a second; forgets what is older than the rules ask for. */
export interface Window {
  add(result: AttemptResult, tookMs: number, now: number): void;
  counts(now: number, underWay: Pick<Counts, 'underWay' | 'hanging'>): Counts;
  /** A step on the way back begins. */
  newStep(): void;
  clear(): void;
}

interface Bucket {
  readonly second: number;
  operations: number;
  errors: number;
  doubtful: number;
  slow: number;
}

const BUCKET_MS = 1_000;

export function createWindow(rules: ProviderRules): Window {
  let buckets: Bucket[] = [];
  const none = { errorsInARow: 0, doubtfulInARow: 0, refusedInARow: 0, errorsInStep: 0, doubtfulInStep: 0 };
  let runs = { ...none };

  const bucketAt = (now: number): Bucket => {
    const second = Math.floor(now / BUCKET_MS);
    const last = buckets.at(-1);
    if (last?.second === second) return last;
    const oldest = (now - rules.windowMs) / BUCKET_MS;
    const next = { second, operations: 0, errors: 0, doubtful: 0, slow: 0 };
    buckets = [...buckets.filter((one) => one.second >= oldest), next];
    return next;
  };
  const since = (from: number, of: Exclude<keyof Bucket, 'second'>): number =>
    buckets.reduce((sum, bucket) => sum + (bucket.second * BUCKET_MS >= from - BUCKET_MS ? bucket[of] : 0), 0);

  return {
    add(result, tookMs, now) {
      const bucket = bucketAt(now);
      bucket.operations += 1;
      if (tookMs >= rules.slowMs) bucket.slow += 1;
      if (!isError(result)) {
        // One refused for good says something of a recipient, ten in a row of the provider.
        runs = { ...runs, errorsInARow: result.kind === 'permanent' ? runs.errorsInARow + 1 : 0, doubtfulInARow: 0, refusedInARow: 0 };
        return;
      }
      const doubtful = result.kind === 'unknown' ? 1 : 0;
      bucket.errors += 1;
      bucket.doubtful += doubtful;
      runs = {
        errorsInARow: runs.errorsInARow + 1,
        doubtfulInARow: runs.doubtfulInARow + doubtful,
        refusedInARow: result.kind === 'retryable' && isRefusalOfSender(result.reason) ? runs.refusedInARow + 1 : 0,
        errorsInStep: runs.errorsInStep + 1,
        doubtfulInStep: runs.doubtfulInStep + doubtful,
      };
    },
    counts(now, underWay) {
      const from = now - rules.windowMs;
      const recently = now - rules.slowWindowMs;
      return {
        ...runs,
        ...underWay,
        operations: since(from, 'operations'),
        errors: since(from, 'errors'),
        doubtful: since(from, 'doubtful'),
        recent: since(recently, 'operations'),
        slow: since(recently, 'slow'),
      };
    },
    newStep: () => void (runs = { ...runs, errorsInStep: 0, doubtfulInStep: 0 }),
    clear() {
      buckets = [];
      runs = { ...none };
    },
  };
}
