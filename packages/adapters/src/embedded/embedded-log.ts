import type { Topic } from '@loa/domain/topics';
import { type Consumer, type EventLog, LogUnavailable, outageReason } from '@loa/runtime';
import type { Database } from '../postgres/sql.ts';
import { append } from './append.ts';
import { runConsumer } from './consumer.ts';
import { createHeads } from './heads.ts';
import { LAG, PING, REGISTER, RETAIN, ROWS_A_STATEMENT } from './statements.ts';

export interface EmbeddedLogOptions {
  readonly topics: readonly Topic[];
  /** How often appends of other writers are looked for, milliseconds; default 200. Own appends wake consumers at once. */
  readonly pollMs?: number;
  /** Records younger than this are kept even when every group has passed them, milliseconds; default 7 days. */
  readonly retentionMs?: number;
}

export interface EmbeddedLog extends EventLog {
  /** Deletes records from before `instant` that every known group has passed; returns how many. Runs by itself every hour. */
  retain(instant: Date): Promise<number>;
}

/** Append or consume on a topic that is not among those given. */
export class UnknownTopic extends Error {
  override readonly name = 'UnknownTopic';
  readonly code = 'unknown-topic';
}

const PING_DEADLINE_MS = 2_000;
const DAY_MS = 86_400_000;
const RETAIN_EVERY_MS = 3_600_000;

/**
 * The event log in tables of the embedded database; see the obligations of `EventLog`. One log per database and process: it
 * knows which of its consumers holds which partition. `close` stops the consumers and leaves the database open.
 */
export function embeddedLog(db: Database, { topics, pollMs = 200, retentionMs = 7 * DAY_MS }: EmbeddedLogOptions): EmbeddedLog {
  const byName = new Map(topics.map((topic) => [topic.name, topic]));
  const heads = createHeads(db, [...byName.keys()], pollMs);
  const owners = new Map<string, symbol>();
  const consumers = new Set<Consumer>();

  function topicOf(name: string): Topic {
    const topic = byName.get(name);
    if (topic === undefined) throw new UnknownTopic(`there is no topic ${name}`);
    return topic;
  }

  async function retain(instant: Date): Promise<number> {
    let total = 0;
    for (;;) {
      const deleted = (await db.query(RETAIN, [instant.toISOString(), ROWS_A_STATEMENT])).length;
      total += deleted;
      if (deleted < ROWS_A_STATEMENT) return total;
    }
  }

  const retention = setInterval(() => {
    // A database that is missing now is asked again in an hour.
    retain(new Date(Date.now() - retentionMs)).catch(() => undefined);
  }, RETAIN_EVERY_MS).unref();

  return {
    async append(name, records, { deadlineMs }) {
      const topic = topicOf(name);
      for (const head of await within(deadlineMs, append(db, topic, records))) heads.advance(name, head.partition, head.next_offset);
    },
    async consume(options) {
      const partitions = options.topics
        .map(topicOf)
        .flatMap(({ name, partitions: count }) => Array.from({ length: count }, (_, partition) => ({ topic: name, partition })));
      try {
        await db.query(REGISTER, [options.group, partitions.map((p) => p.topic), partitions.map((p) => p.partition)]);
      } catch (error) {
        throw unavailable(error);
      }
      const consumer = runConsumer({ ...options, db, heads, owners, partitions });
      consumers.add(consumer);
      return {
        async stop() {
          await consumer.stop();
          consumers.delete(consumer);
        },
      };
    },
    async lag(group, names) {
      const rows = await db.query<{ topic: string; records: number; age_ms: number }>(LAG, [group, names]);
      const found = new Map(rows.map((row) => [row.topic, row]));
      return names.map((topic) => ({ topic, records: found.get(topic)?.records ?? 0, oldestAgeMs: found.get(topic)?.age_ms ?? 0 }));
    },
    async ping() {
      await within(PING_DEADLINE_MS, db.query(PING));
    },
    async close() {
      clearInterval(retention);
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      heads.close();
    },
    retain,
  };
}

async function within<T>(deadlineMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LogUnavailable(`no answer within ${deadlineMs} ms`)), deadlineMs);
  });
  try {
    return await Promise.race([work, late]);
  } catch (error) {
    throw unavailable(error);
  } finally {
    clearTimeout(timer);
  }
}

function unavailable(error: unknown): unknown {
  if (error instanceof LogUnavailable || outageReason(error) === null) return error;
  return new LogUnavailable('the database does not answer', { cause: error });
}
