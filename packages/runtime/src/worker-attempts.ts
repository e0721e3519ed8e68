import type { LogRecord } from './event-log.ts';

interface Tries {
  readonly offset: string;
  attempt: number;
  faults: number;
}

/** How often each partition's current record was given to the handler, in this process. */
export interface Attempts {
  /** Counts a delivery: 1 for a record that is met for the first time. */
  next(record: LogRecord): number;
  /** Counts a throw of the handler on the record. */
  fault(record: LogRecord): number;
  forget(record: LogRecord): void;
}

/** Holds at most one record per partition. */
export function attempts(): Attempts {
  const current = new Map<string, Tries>();
  const keyOf = (record: LogRecord): string => `${record.topic}/${record.partition}`;
  const triesOf = (record: LogRecord): Tries => {
    const known = current.get(keyOf(record));
    if (known?.offset === record.offset) return known;
    const fresh = { offset: record.offset, attempt: 0, faults: 0 };
    current.set(keyOf(record), fresh);
    return fresh;
  };
  return {
    next: (record) => (triesOf(record).attempt += 1),
    fault: (record) => (triesOf(record).faults += 1),
    forget: (record) => void current.delete(keyOf(record)),
  };
}
