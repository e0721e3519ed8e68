import type { Topic } from '@loa/domain/topics';
import { RecordTooLarge, type NewRecord } from '@loa/runtime';
import type { Database, Sql } from '../postgres/sql.ts';
import { partitionOf } from './partition-of.ts';
import { APPEND, LOCK_HEADS, ROWS_A_STATEMENT } from './statements.ts';

/** The next offset of a partition after an append. */
export interface Head {
  readonly partition: number;
  readonly next_offset: number;
}

/** Writes all records or none. Rejects with RecordTooLarge before anything is written. */
export async function append(db: Database, topic: Topic, records: readonly NewRecord[]): Promise<Head[]> {
  for (const { value } of records) {
    if (value.byteLength > topic.maxMessageBytes) {
      throw new RecordTooLarge(`a record of ${value.byteLength} bytes; ${topic.name} takes ${topic.maxMessageBytes}`);
    }
  }
  if (records.length === 0) return [];
  if (records.length <= ROWS_A_STATEMENT) return write(db, topic, records);
  return db.transaction(async (tx) => {
    // All heads first and in order: two long appends that locked them chunk by chunk could wait for each other.
    const partitions = new Set(records.map((record) => partitionOf(record.key, topic.partitions)));
    await tx.query(LOCK_HEADS, [topic.name, [...partitions].toSorted((a, b) => a - b)]);
    const heads = new Map<number, Head>();
    for (let from = 0; from < records.length; from += ROWS_A_STATEMENT) {
      for (const head of await write(tx, topic, records.slice(from, from + ROWS_A_STATEMENT))) heads.set(head.partition, head);
    }
    return [...heads.values()];
  });
}

function write(sql: Sql, topic: Topic, records: readonly NewRecord[]): Promise<Head[]> {
  return sql.query<Head>(APPEND, [
    topic.name,
    records.map((record) => partitionOf(record.key, topic.partitions)),
    records.map((record) => record.key),
    records.map((record) => record.id),
    // Base64 in a text[]: the drivers disagree on arrays of bytea.
    records.map(({ value }) => Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')),
  ]);
}
