import type { WebsubAsk } from '@loa/domain/ports';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, migrate, openPglite, openPostgres, websubTable } from '../index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
const TOPIC = 'https://loa.example/feeds/cap.atom';

function websubContract(engine: string, open: () => Promise<Database>): void {
  describe(engine, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
    });
    afterAll(() => db.close());
    beforeEach(async () => {
      for (const table of ['websub_asks', 'websub_subscriptions', 'websub_topics']) await db.query(`delete from ${table}`);
    });

    const limits = (more: object = {}) => ({ owner: 'a', now: NOW, leaseMs: 30_000, sound: 10, suspect: 10, ...more });
    const anAsk = (more: Partial<WebsubAsk> = {}): WebsubAsk => ({
      ...{ mode: 'subscribe', topic: TOPIC, callback: 'https://example.com/hub', secret: 'bí mật', leaseS: 3_600, outletId: null },
      ...more,
    });
    const subscribe = async (more: Partial<WebsubAsk> = {}, shown = 'one', now = NOW) => {
      const hub = websubTable(db);
      expect(await hub.ask(anAsk(more), shown, now)).toBe('asked');
      for (const held of await hub.takeAsks(limits({ now }))) await hub.confirm(held, 'a', now);
    };

    test('an ask is taken once, and stands as a subscription when it is confirmed', async () => {
      const hub = websubTable(db);
      await hub.ask(anAsk(), 'one', NOW);
      expect(await hub.topics(NOW)).toEqual([]);
      const [held] = await hub.takeAsks(limits());
      expect(held).toMatchObject({ ...anAsk(), failures: 0 });
      expect(await hub.takeAsks(limits({ owner: 'b', now: after(29) }))).toEqual([]);
      await hub.confirm(held!, 'b', NOW);
      expect(await hub.topics(NOW)).toEqual([]);
      await hub.confirm(held!, 'a', NOW);
      expect([await hub.topics(NOW), await hub.count(NOW)]).toEqual([[TOPIC], 1]);
      expect([await hub.topics(after(3_600)), await hub.count(after(3_600))]).toEqual([[], 0]);
    });

    test('a lease on an ask that ran out is taken by another; an ask is dropped, or tried again at its time', async () => {
      const hub = websubTable(db);
      await hub.ask(anAsk(), 'one', NOW);
      await hub.takeAsks(limits());
      const [held] = await hub.takeAsks(limits({ owner: 'b', now: after(30) }));
      await hub.drop(held!.key, 'a', null);
      await hub.drop(held!.key, 'b', after(60));
      expect(await hub.takeAsks(limits({ now: after(59) }))).toEqual([]);
      expect(await hub.takeAsks(limits({ now: after(60) }))).toMatchObject([{ failures: 1 }]);
      await hub.drop(held!.key, 'a', null);
      expect(await hub.takeAsks(limits({ now: after(600) }))).toEqual([]);
    });

    test('a later ask takes the place of one that is being verified', async () => {
      const hub = websubTable(db);
      await subscribe();
      await hub.ask(anAsk({ leaseS: 7_200 }), 'one', NOW);
      const [first] = await hub.takeAsks(limits());
      await hub.ask(anAsk({ mode: 'unsubscribe' }), 'one', NOW);
      await hub.confirm(first!, 'a', NOW);
      expect(await hub.count(after(3_601))).toBe(0);
      const [second] = await hub.takeAsks(limits());
      await hub.confirm(second!, 'a', NOW);
      expect(await hub.count(NOW)).toBe(0);
    });

    test('what a topic showed when it was asked for is not sent; what is new since then is, once', async () => {
      const hub = websubTable(db);
      await hub.ask(anAsk(), 'one', NOW);
      expect([await hub.noteShown(TOPIC, 'one'), await hub.noteShown(TOPIC, 'two'), await hub.noteShown(TOPIC, 'two')]).toEqual([
        ...[false, true, false],
      ]);
      const [held] = await hub.takeAsks(limits());
      await hub.confirm(held!, 'a', NOW);
      const [line] = await hub.take(limits());
      expect(line).toMatchObject({ topic: TOPIC, callback: 'https://example.com/hub', secret: 'bí mật', version: 2, failures: 0 });
      expect(await hub.take(limits({ owner: 'b' }))).toEqual([]);
      await hub.settle({ key: line!.key, owner: 'a', kind: 'delivered', version: 2 }, NOW);
      expect(await hub.take(limits())).toEqual([]);
      await subscribe({ callback: 'https://example.com/late' }, 'two');
      expect(await hub.take(limits())).toEqual([]);
    });

    test('a failure waits for its time, counts, and counts for its holder alone', async () => {
      const hub = websubTable(db);
      await subscribe();
      await hub.noteShown(TOPIC, 'two');
      const [line] = await hub.take(limits());
      await hub.settle({ key: line!.key, owner: 'b', kind: 'ended' }, NOW);
      await hub.settle({ key: line!.key, owner: 'a', kind: 'failed', reason: 'http-503', dueAt: after(5) }, NOW);
      expect(await hub.take(limits({ now: after(4) }))).toEqual([]);
      expect(await hub.take(limits({ now: after(5), suspect: 0 }))).toEqual([]);
      expect(await hub.take(limits({ now: after(5), sound: 0 }))).toMatchObject([{ failures: 1 }]);
      await hub.settle({ key: line!.key, owner: 'a', kind: 'ended' }, NOW);
      expect(await hub.count(NOW)).toBe(0);
    });

    test('what is over is swept, with topics that nobody follows; a subscription that is confirmed after that gets what is new', async () => {
      const hub = websubTable(db);
      await subscribe();
      await hub.ask(anAsk({ callback: 'https://example.com/slow' }), 'one', NOW);
      const [slow] = await hub.takeAsks(limits());
      expect([await hub.sweep(after(3_599)), await hub.sweep(after(3_600))]).toEqual([0, 1]);
      await db.query('delete from websub_topics');
      await hub.confirm(slow!, 'a', after(3_600));
      expect(await hub.noteShown(TOPIC, 'one')).toBe(true);
      expect(await hub.take(limits({ now: after(3_601) }))).toMatchObject([{ callback: 'https://example.com/slow' }]);
    });

    test('a thousand topics are followed, and not one more', async () => {
      const hub = websubTable(db);
      await db.query(`insert into websub_topics (topic, shown) select 'topic ' || n, '' from generate_series(1, 1000) n`);
      expect(await hub.ask(anAsk(), 'one', NOW)).toBe('full');
      expect(await hub.ask(anAsk({ topic: 'topic 7' }), 'one', NOW)).toBe('asked');
    });
  });
}

websubContract('PGlite', () => openPglite({ dataDir: 'memory' }));

onPostgres('real PostgreSQL', (real) => {
  websubContract('PostgreSQL', () => openPostgres({ url: real.url, max: 10 }));
});
