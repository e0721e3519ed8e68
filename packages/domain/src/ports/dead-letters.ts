/** A record of the event log that no handler can take, with its bytes untouched. */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  /** Decimal string, as the log gave it. */
  readonly offset: string;
  /** The consumer group that could not take it. */
  readonly group: string;
  readonly key: string | null;
  /** A replay appends the same bytes under the same envelope id. */
  readonly envelopeId: string | null;
  readonly bytes: Uint8Array;
  /** A named reason: `undecodable`, `schema: <field>: …`, `unexpected`, or what the handler said. Never an address or a name. */
  readonly reason: string;
}

/**
 * Where dead letters are kept. `keep` is idempotent by topic, partition, offset and group: a record that is refused again
 * after a redelivery stays one row. It resolves when the row is durable and rejects when the store does not answer: the
 * worker then holds the partition.
 */
export interface DeadLetters {
  keep(letter: DeadLetter): Promise<void>;
}

/** A dead letter as it is kept. */
export interface KeptLetter extends DeadLetter {
  readonly id: number;
  /** When it was kept, RFC 3339 in UTC. */
  readonly at: string;
  readonly replayedAt: string | null;
  readonly replayedBy: string | null;
  readonly droppedAt: string | null;
  readonly droppedBy: string | null;
  readonly dropReason: string | null;
  /** Length of its bytes. */
  readonly size: number;
}

/** The operators' side of the dead letters. */
export interface DeadLetterShelf extends DeadLetters {
  /** With an id below `before`, newest first; without their bytes, which may be large. */
  list(before: number | null, limit: number): Promise<Omit<KeptLetter, 'bytes'>[]>;
  /** Null when there is no such letter. */
  get(id: number): Promise<KeptLetter | null>;
  /** The letter's bytes are in the log again. The last replay counts. */
  markReplayed(id: number, by: string, at: string): Promise<void>;
  /** Puts a letter away. False where there is no such letter, or it was put away or replayed before. */
  drop(id: number, by: string, reason: string, at: string): Promise<boolean>;
  /** Letters neither replayed nor dropped. */
  count(): Promise<number>;
}
