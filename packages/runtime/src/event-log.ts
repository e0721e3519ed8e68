/** One record as a consumer sees it. `value` is untouched bytes: decoding is the worker's business. */
export interface LogRecord {
  readonly topic: string;
  readonly partition: number;
  /** Decimal string; grows within a partition. */
  readonly offset: string;
  readonly key: string | null;
  /** The envelope id given on append; null for a record that somebody else wrote. */
  readonly id: string | null;
  readonly value: Uint8Array;
  /** When it was appended, epoch milliseconds. */
  readonly at: number;
}

export interface NewRecord {
  readonly key: string;
  /** Derived from what the record says, equal on every re-append of the same thing. */
  readonly id: string;
  readonly value: Uint8Array;
}

/** What to do with the position after a record: move past it, or deliver it again after `again` milliseconds. */
export type Disposition = { readonly move: true } | { readonly move: false; readonly again: number };

export interface ConsumeOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Partitions handled side by side; records of one partition are handled one after another. Default 1. */
  readonly concurrency?: number;
  /** Must not reject: the worker loop turns every fault into a disposition. `signal` aborts when the partition is lost or the consumer stops. */
  readonly handle: (record: LogRecord, signal: AbortSignal) => Promise<Disposition>;
  /** Called when the group's position in a partition is durably `next`, the offset of the first record not yet passed. */
  readonly moved?: (topic: string, partition: number, next: string) => void;
}

export interface Consumer {
  /** Stops taking records, waits for those in hand, keeps positions. Idempotent. */
  stop(): Promise<void>;
}

export interface Lag {
  readonly topic: string;
  /** Records appended and not yet passed by the group. */
  readonly records: number;
  /** Age of the oldest of them in milliseconds; 0 when there is none. */
  readonly oldestAgeMs: number;
}

/**
 * The event log. Obligations of every engine, shown by the contract suite:
 * - `append` resolves when the records are durable, and rejects with {@link LogUnavailable} after `deadlineMs`; records
 *   may still appear after that, which is harmless because ids are derived.
 * - Records of one key keep the order in which they were appended.
 * - A group's position moves past a record only after its `handle` said `move: true`; a process that dies in between
 *   sees the record again (at least once). A new group starts at the oldest record.
 * - `move: false` holds that partition only; others go on.
 * - A record larger than the topic's `maxMessageBytes` is refused with {@link RecordTooLarge} on append.
 * - Two consumers of one group never hold the same partition at once for longer than a session time-out.
 */
export interface EventLog {
  append(topic: string, records: readonly NewRecord[], options: { readonly deadlineMs: number }): Promise<void>;
  consume(options: ConsumeOptions): Promise<Consumer>;
  lag(group: string, topics: readonly string[]): Promise<Lag[]>;
  /** Resolves when the engine answers; rejects with {@link LogUnavailable}. For /readyz. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

/** The log could not take or give records within the deadline. */
export class LogUnavailable extends Error {
  override readonly name = 'LogUnavailable';
  readonly code = 'log-unavailable';
}

/** A record larger than its topic takes. */
export class RecordTooLarge extends Error {
  override readonly name = 'RecordTooLarge';
  readonly code = 'record-too-large';
}
