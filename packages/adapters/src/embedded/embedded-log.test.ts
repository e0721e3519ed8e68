import { randomUUID } from 'node:crypto';
import type { Topic } from '@loa/domain/topics';
import { LogUnavailable } from '@loa/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { type Database, migrate, openPglite, SqlError } from '../postgres/index.ts';
import { embeddedClaims, type EmbeddedLog, embeddedLog, UnknownTopic } from './index.ts';
import { partitionOf } from './partition-of.ts';

let db: Database;
let logs: EmbeddedLog[] = [];
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
}, 60_000);
afterEach(async () => {
  await Promise.all(logs.splice(0).map((log) => log.close()));
});
afterAll(() => db.close());

const topicNamed = (name: string): Topic => ({ name, schema: z.unknown(), partitions: 2, maxMessageBytes: 1_000 });
function open(topic: Topic, on: Database = db, pollMs = 10): EmbeddedLog {
  const log = embeddedLog(on, { topics: [topic], pollMs });
  logs = [...logs, log];
  return log;
}
const record = (n: number, key = 'k') => ({ key, id: `r${n}`, value: Buffer.from(String(n)) });
const DEADLINE = { deadlineMs: 10_000 };
const eventually = (check: () => void | Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 5 });

describe('embedded log', () => {
  it('puts a key into the same partition for ever', () => {
    expect(['storm-13-2025', 'batch:1', 'đợt mưa', ''].map((key) => partitionOf(key, 6))).toEqual([5, 4, 5, 1]);
  });

  it('gives gap-free offsets to appends that run at once', async () => {
    const topic = topicNamed(randomUUID());
    const log = open(topic);
    const sizes = [1, 700, 3, 501, 20];
    const many = (size: number) => Array.from({ length: size }, (_, n) => record(n, `k${n % 5}`));
    await Promise.all(sizes.map((size) => log.append(topic.name, many(size), DEADLINE)));
    const rows = await db.query<{ partition: number; records: number; first: number; last: number }>(
      'select partition, count(*) as records, min(log_offset) as first, max(log_offset) as last from log_records where topic = $1 group by partition',
      [topic.name],
    );
    expect(rows.reduce((sum, row) => sum + row.records, 0)).toBe(1_225);
    for (const row of rows) expect([row.first, row.last]).toEqual([0, row.records - 1]);
  });

  it('writes nothing of an append in which one record is too large', async () => {
    const topic = topicNamed(randomUUID());
    const log = open(topic);
    const large = { key: 'k', id: 'x', value: new Uint8Array(1_001) };
    await expect(log.append(topic.name, [record(1), large], DEADLINE)).rejects.toMatchObject({ code: 'record-too-large' });
    expect(await log.lag('g', [topic.name])).toEqual([{ topic: topic.name, records: 0, oldestAgeMs: 0 }]);
    await expect(log.append('nowhere', [record(1)], DEADLINE)).rejects.toBeInstanceOf(UnknownTopic);
  });

  it('finds what another writer appended', async () => {
    const topic = topicNamed(randomUUID());
    const got: (string | null)[] = [];
    const handle = async ({ id }: { id: string | null }) => (got.push(id), { move: true as const });
    await open(topic).consume({ group: 'g', topics: [topic.name], handle });
    await open(topic).append(topic.name, [record(1)], DEADLINE);
    await eventually(() => expect(got).toEqual(['r1']));
  });

  it('goes on where it was after the database was missing, and writes the positions then', async () => {
    const topic = topicNamed(randomUUID());
    let missing = false;
    const flaky: Database = {
      ...db,
      query: (text, parameters) => (missing ? Promise.reject(new SqlError('unavailable', 'gone')) : db.query(text, parameters)),
    };
    const log = open(topic, flaky);
    const got: (string | null)[] = [];
    const handle = async ({ id }: { id: string | null }) => {
      got.push(id);
      missing = id === 'r1';
      return { move: true as const };
    };
    const consumer = await log.consume({ group: 'g', topics: [topic.name], handle });
    await log.append(topic.name, [record(1)], DEADLINE);
    await eventually(() => expect(got).toEqual(['r1']));
    await expect(log.append(topic.name, [record(2)], DEADLINE)).rejects.toBeInstanceOf(LogUnavailable);
    await expect(log.ping()).rejects.toBeInstanceOf(LogUnavailable);
    missing = false;
    await log.append(topic.name, [record(2)], DEADLINE);
    await eventually(() => expect(got).toEqual(['r1', 'r2']));
    await consumer.stop();
    expect(await log.lag('g', [topic.name])).toMatchObject([{ records: 0 }]);
  });

  it('deletes records only when they are old and every known group has passed them', async () => {
    const topic = topicNamed(randomUUID());
    const log = open(topic);
    const count = async () => (await db.query('select 1 as one from log_records where topic = $1', [topic.name])).length;
    const handle = async () => ({ move: true as const });
    await log.append(topic.name, [record(1), record(2), record(3)], DEADLINE);
    const soon = new Date(Date.now() + 60_000);
    await log.retain(soon);
    expect(await count()).toBe(3);
    const slow = await log.consume({ group: 'slow', topics: [topic.name], handle: async () => ({ move: false, again: 60_000 }) });
    await log.consume({ group: 'quick', topics: [topic.name], handle });
    await eventually(async () => expect(await log.lag('quick', [topic.name])).toMatchObject([{ records: 0 }]));
    await log.retain(soon);
    expect(await count()).toBe(3);
    await slow.stop();
    await log.consume({ group: 'slow', topics: [topic.name], handle });
    await eventually(async () => expect(await log.lag('slow', [topic.name])).toMatchObject([{ records: 0 }]));
    await log.retain(new Date(0));
    expect(await count()).toBe(3);
    await log.retain(soon);
    expect(await count()).toBe(0);
    const late: (string | null)[] = [];
    await log.consume({ group: 'new', topics: [topic.name], handle: async ({ id }) => (late.push(id), { move: true }) });
    await log.append(topic.name, [record(4)], DEADLINE);
    await eventually(() => expect(late).toEqual(['r4']));
  });
});

describe('embedded claims', () => {
  it('makes room by deleting claims that have run out', async () => {
    const claims = embeddedClaims(db);
    await claims.claim('old', 'a', 1);
    const rows = () => db.query('select 1 as one from claims where key = $1', ['old']);
    await eventually(async () => {
      await Promise.all(Array.from({ length: 500 }, () => claims.claim('kept', 'a', 600_000)));
      expect(await rows()).toHaveLength(0);
    });
  });
});
