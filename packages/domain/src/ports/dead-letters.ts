/** A message that no handler could take, with its bytes and the reason. */
export interface DeadLetter {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly group: string;
  readonly key: string | null;
  readonly envelopeId: string | null;
  readonly bytes: Uint8Array;
  readonly reason: string;
}

/** Keeping is idempotent by topic, partition, offset and group. Rejects when it could not be made durable. */
export interface DeadLetters {
  keep(letter: DeadLetter): Promise<void>;
}
