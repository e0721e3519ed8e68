import type { PollSettled, SourceItem } from '@loa/domain/ports';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { capPollsTable, type Database, migrate, openPglite, openPostgres } from '../index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
const source = (id: string, fingerprint = 'one') => ({ id, url: `https://${id}.example/feed`, fingerprint });
const limits = (more: object = {}) => ({ ids: ['a', 'b'], now: NOW, leaseMs: 30_000, sound: 10, suspect: 10, ...more });
const settled = (more: Partial<PollSettled> = {}): PollSettled => ({
  ...{ outcome: 'read', reason: null, validators: { etag: '"1"', lastModified: null }, nextAt: after(60), now: NOW },
  ...more,
});
const item = (name: string, more: Partial<SourceItem> = {}): SourceItem => ({
  ...{ item: name, identity: { sender: 's', identifier: name, sent: NOW }, outcome: 'submitted', reason: null, bulletinId: `b-${name}` },
  ...{ findings: [], at: NOW },
  ...more,
});

function capPollsContract(engine: string, open: () => Promise<Database>): void {
  describe(engine, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
    });
    afterAll(() => db.close());
    beforeEach(async () => {
      for (const table of ['cap_sources', 'cap_source_items', 'cap_source_links']) await db.query(`delete from ${table}`);
      await capPollsTable(db).configure([source('a'), source('b')], NOW);
    });

    test('a source that is due is taken once until its lease runs out, and one that is not asked for is left alone', async () => {
      const polls = capPollsTable(db);
      expect((await polls.take(limits({ ids: ['a'] }))).map(({ id }) => id)).toEqual(['a']);
      expect((await polls.take(limits())).map(({ id }) => id)).toEqual(['b']);
      expect(await polls.take(limits({ now: after(29) }))).toEqual([]);
      expect(await polls.take(limits({ now: after(30) }))).toHaveLength(2);
    });

    test('of those that take at once one has a source', async () => {
      const polls = capPollsTable(db);
      const taken = await Promise.all([1, 2, 3, 4].map(() => polls.take(limits())));
      expect(
        taken
          .flat()
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(['a', 'b']);
    });

    test('who has lost a lease, also to another round of the same process, prolongs and writes nothing', async () => {
      const polls = capPollsTable(db);
      const [first] = await polls.take(limits({ ids: ['a'] }));
      expect(await polls.renew(first!, after(40))).toBe(true);
      expect(await polls.take(limits({ ids: ['a'], now: after(39) }))).toEqual([]);
      const [second] = await polls.take(limits({ ids: ['a'], now: after(40) }));
      expect([await polls.renew(first!, after(80)), await polls.settle(first!, settled())]).toEqual([false, false]);
      await polls.release(first!);
      expect(await polls.take(limits({ ids: ['a'], now: after(41) }))).toEqual([]);
      expect(await polls.settle(second!, settled())).toBe(true);
      await polls.release(second!);
    });

    test('validators stay until a document was read to its end; failures are counted, listed newest first, and end with a success', async () => {
      const polls = capPollsTable(db);
      const round = async (more: Partial<PollSettled>) => {
        const [held] = await polls.take(limits({ ids: ['a'], now: more.now ?? NOW }));
        await polls.settle(held!, settled({ nextAt: more.now ?? NOW, ...more }));
        return held;
      };
      await round({});
      await round({ outcome: 'failed', reason: 'http-500', validators: null, now: after(1) });
      await round({ outcome: 'failed', reason: 'timeout', validators: null, now: after(2) });
      expect(await round({ outcome: 'partial', reason: 'link-http-404', validators: null, now: after(3) })).toMatchObject({
        ...{ etag: '"1"', lastModified: null, failures: 2 },
      });
      expect(await polls.states(['a'])).toMatchObject([
        {
          ...{ id: 'a', outcome: 'partial', failures: 0, polledAt: after(3), succeededAt: NOW, configuredAt: NOW, nextAt: after(3) },
          recentFailures: [
            { at: after(3), reason: 'link-http-404' },
            { at: after(2), reason: 'timeout' },
            { at: after(1), reason: 'http-500' },
          ],
        },
      ]);
      expect((await polls.take(limits({ ids: ['a'], now: after(3), sound: 0 }))).length).toBe(0);
    });

    test('a message is remembered once, under its source, and shown newest first', async () => {
      const polls = capPollsTable(db);
      const findings = [{ element: 'sender', rule: 'sender-not-yours', says: 'expected another' }];
      await polls.note('a', item('1'));
      await polls.note('a', item('1', { outcome: 'refused', reason: 'late' }));
      await polls.note('a', item('2', { identity: null, outcome: 'refused', reason: 'no', bulletinId: null, findings, at: after(1) }));
      expect([await polls.dealtWith('a', ['1', '2', '3']), await polls.dealtWith('b', ['1'])]).toEqual([['1', '2'], []]);
      const [a, b] = await polls.states(['a', 'b']);
      expect(a?.recentItems).toEqual([
        item('2', { identity: null, outcome: 'refused', reason: 'no', bulletinId: null, findings, at: after(1) }),
        item('1'),
      ]);
      expect([a?.counts, b?.counts]).toEqual([
        { submitted: 1, refused: 1, checked: 0 },
        { submitted: 0, refused: 0, checked: 0 },
      ]);
    });

    test('a link counts its failures until it is done, and stays done', async () => {
      const polls = capPollsTable(db);
      await polls.noteLink('a', 'x', 'failed', NOW);
      await polls.noteLink('a', 'x', 'failed', NOW);
      expect(await polls.links('a', ['x', 'y'])).toEqual([{ link: 'x', failures: 2, done: false }]);
      await polls.noteLink('a', 'x', 'done', NOW);
      await polls.noteLink('a', 'x', 'failed', NOW);
      expect(await polls.links('a', ['x'])).toMatchObject([{ done: true }]);
    });

    test('when a source is configured otherwise it is read anew, and what was not submitted may be; unchanged it stays', async () => {
      const polls = capPollsTable(db);
      for (const held of await polls.take(limits())) await polls.settle(held, settled());
      for (const id of ['a', 'b']) {
        await polls.note(id, item('taken'));
        await polls.note(id, item('refused', { outcome: 'refused' }));
        await polls.note(id, item('checked', { outcome: 'checked' }));
        await polls.noteLink(id, 'x', 'done', NOW);
      }
      await polls.configure([source('a', 'two'), source('b')], after(5));
      expect(await polls.take(limits({ now: after(5) }))).toMatchObject([{ id: 'a', etag: null }]);
      const all = ['taken', 'refused', 'checked'];
      expect([await polls.dealtWith('a', all), (await polls.dealtWith('b', all)).length]).toEqual([['taken'], 3]);
      expect([await polls.links('a', ['x']), (await polls.links('b', ['x'])).length]).toEqual([[], 1]);
    });

    test('what is old and is not shown any more is forgotten; what is shown or young is kept', async () => {
      const polls = capPollsTable(db);
      await polls.note('a', item('old'));
      await polls.note('a', item('shown'));
      await polls.note('a', item('young', { at: after(10) }));
      await polls.note('b', item('old'));
      for (const link of ['old', 'shown']) await polls.noteLink('a', link, 'done', NOW);
      await polls.forget('a', { items: ['shown'], links: ['shown'] }, after(5));
      expect((await polls.dealtWith('a', ['old', 'shown', 'young'])).toSorted()).toEqual(['shown', 'young']);
      expect((await polls.links('a', ['old', 'shown'])).map(({ link }) => link)).toEqual(['shown']);
      expect(await polls.dealtWith('b', ['old'])).toEqual(['old']);
    });
  });
}

capPollsContract('PGlite', () => openPglite({ dataDir: 'memory' }));

onPostgres('real PostgreSQL', (real) => {
  capPollsContract('PostgreSQL', () => openPostgres({ url: real.url, max: 10 }));
});
