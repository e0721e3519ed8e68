import { outletProfile } from '@loa/domain/outlet';
import type { LineLimits, OutletLine, SettledItems } from '@loa/domain/ports';
import { decideIssue } from '@loa/domain/warning';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { anAssessment } from '@loa/testing/contract/tables';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Database, issuingTable, migrate, openPglite, openPostgres, outletLinesTable, outletsTable } from '../index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();
const LEASE_MS = 30_000;
let names = 0;

function outletsContract(engine: string, open: () => Promise<Database>): void {
  describe(engine, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
    });
    afterAll(() => db.close());
    beforeEach(() => db.query('delete from outlets'));

    const issue = async (status: 'Actual' | 'Test', now = NOW) => {
      const result = await issuingTable(db).issue(anAssessment({ event: { id: `event-${(names += 1)}` }, status }), {
        now,
        decide: decideIssue,
      });
      if (result.decision !== 'issued') throw new Error(result.reason);
      return result.warning.number;
    };
    const profile = (more: object = {}) =>
      outletProfile.parse({ name: 'Đài', contact: 'desk', way: { kind: 'webhook', url: 'https://example.com/' }, ...more });
    const register = (more: object = {}) =>
      outletsTable(db).register(profile(more), { tokenHash: `hash-${(names += 1)}`, secret: 'whsec_x' }, NOW);
    const approved = async (more: object = {}) => {
      const { id } = await register(more);
      await outletsTable(db).stand(id, 'approved', 'operator', null, NOW);
      return id;
    };
    const take = (more: Partial<LineLimits> = {}): Promise<OutletLine[]> =>
      outletLinesTable(db).take('webhook', { owner: 'a', now: NOW, leaseMs: LEASE_MS, sound: 10, suspect: 10, ...more });
    const settle = (line: OutletLine, more: Partial<SettledItems>, now = NOW) => {
      const { outletId, status, number } = line;
      const whole = { outletId, status, owner: 'a', from: number, to: number + 1, kind: 'delivered', keep: false, ...more } as const;
      return outletLinesTable(db).settle([whole], { now, leaseMs: LEASE_MS });
    };
    const cursorsOf = async (id: number, now = NOW) => (await outletsTable(db).get(id, now))?.cursors ?? [];

    test('an outlet waits until it is approved, and begins at the head of that moment', async () => {
      const outlets = outletsTable(db);
      const made = await outlets.register(profile(), { tokenHash: 'its hash', secret: 'whsec_its-own' }, NOW);
      expect(made).toMatchObject({ standing: 'waiting', cursors: [], provedAt: null, name: 'Đài', way: { kind: 'webhook' } });
      expect(JSON.stringify([made, await outlets.list(NOW)])).not.toMatch(/whsec|its hash/);
      expect(await outlets.findByToken('its hash', NOW)).toEqual(made);
      expect([await outlets.findByToken('another', NOW), await outlets.secretsOf(made.id, NOW)]).toEqual([null, ['whsec_its-own']]);
      const head = await issue('Actual');
      expect(await take()).toEqual([]);
      const stands = await outlets.stand(made.id, 'approved', 'night shift', null, after(1));
      expect(stands).toMatchObject({
        standing: 'approved',
        standingSince: after(1),
        cursors: [{ status: 'Actual', number: head, lag: 0 }],
      });
      expect(await outlets.stand(made.id + 1_000, 'approved', 'night shift', null, NOW)).toBeNull();
    });

    test('a cursor that is behind is taken once, with what is needed to push, and says how far behind it is', async () => {
      const id = await approved({ filters: { provinces: ['52'] } });
      expect(await take()).toEqual([]);
      const number = await issue('Actual');
      await issue('Test');
      expect(await cursorsOf(id, after(90))).toMatchObject([{ status: 'Actual', number: number - 1, lag: 1, lagS: 90 }]);
      expect(await take()).toEqual([
        {
          ...{ outletId: id, status: 'Actual', number: number - 1, head: number, failures: 0, version: 2 },
          ...{ to: 'https://example.com/', secrets: ['whsec_x'], filters: { provinces: ['52'] }, language: 'vi' },
        },
      ]);
      expect(await take({ owner: 'b' })).toEqual([]);
    });

    test('a lease that ran out is taken by another, and its first holder settles nothing any more', async () => {
      const id = await approved();
      const number = await issue('Actual');
      const [line] = await take();
      expect(await take({ owner: 'b', now: after(29) })).toEqual([]);
      expect(await take({ owner: 'b', now: after(30) })).toMatchObject([{ outletId: id, number: number - 1 }]);
      expect(await settle(line!, {}, after(31))).toEqual([]);
      expect(await settle(line!, { owner: 'b' }, after(31))).toMatchObject([{ number, head: number, open: true }]);
      expect(await cursorsOf(id)).toMatchObject([{ number, lag: 0, deliveredAt: after(31) }]);
    });

    test('a kept lease goes on from the settle; one let go is free at once', async () => {
      await approved();
      await issue('Actual');
      await issue('Actual');
      const [line] = await take();
      await settle(line!, { keep: true }, after(20));
      expect(await take({ owner: 'b', now: after(49) })).toEqual([]);
      await settle({ ...line!, number: line!.number + 1 }, { kind: 'passed', to: line!.number + 1, keep: false }, after(21));
      expect(await take({ owner: 'b', now: after(22) })).toHaveLength(1);
    });

    test('a failure holds the cursor until its time, is counted and kept; a delivery forgets the count and not the list', async () => {
      const id = await approved();
      const number = await issue('Actual');
      for (let n = 1; n <= 6; n += 1) {
        const [line] = await take({ now: after(n * 10) });
        expect(line).toMatchObject({ failures: n - 1 });
        const failure = { reason: `http-50${n}`, dueAt: after(n * 10 + 5) };
        await settle(line!, { kind: 'failed', to: number - 1, failure }, after(n * 10));
        expect(await take({ now: after(n * 10 + 4) })).toEqual([]);
      }
      expect(await take({ now: after(100), suspect: 0 })).toEqual([]);
      expect(await cursorsOf(id)).toMatchObject([{ number: number - 1, failures: 6, dueAt: after(65) }]);
      expect((await cursorsOf(id))[0]?.recentFailures).toEqual(
        [6, 5, 4, 3, 2].map((n) => ({ at: after(n * 10), number, reason: `http-50${n}` })),
      );
      const [line] = await take({ now: after(100), sound: 0 });
      await settle(line!, {}, after(100));
      expect(await cursorsOf(id)).toMatchObject([{ number, failures: 0, dueAt: null, recentFailures: { length: 5 } }]);
      expect((await outletsTable(db).get(id, NOW))?.provedAt).toBe(after(100));
    });

    test('a replay that is asked for while an item is on its way stays, and the holder is told where to go on', async () => {
      const id = await approved();
      const first = await issue('Actual');
      await issue('Actual');
      const [line] = await take();
      await settle(line!, { to: first + 1, keep: true });
      expect(await outletsTable(db).replay(id, 'Actual', first - 1)).toBe('moved');
      const third = await issue('Actual');
      expect(await settle({ ...line!, number: first + 1 }, { to: third, keep: true })).toMatchObject([{ number: first - 1, head: third }]);
      expect(await outletsTable(db).replay(id, 'Actual', third)).toBe('ahead');
      expect(await outletsTable(db).replay(id, 'Test', 0)).toBe('not-followed');
    });

    test('a status that is asked for later begins at its head, also when it was followed before', async () => {
      const outlets = outletsTable(db);
      const id = await approved();
      const first = await issue('Test');
      const statusesAt = (found: Awaited<ReturnType<typeof outlets.change>>) => found?.cursors.map((one) => [one.status, one.number]);
      const actual = (await cursorsOf(id))[0]?.number;
      expect(statusesAt(await outlets.change(id, { statuses: ['Actual', 'Test'] }, NOW))).toEqual([
        ['Actual', actual],
        ['Test', first],
      ]);
      await outlets.change(id, { statuses: ['Actual'] }, NOW);
      const second = await issue('Test');
      expect(statusesAt(await outlets.change(id, { statuses: ['Test', 'Actual'] }, NOW))).toEqual([
        ['Actual', actual],
        ['Test', second],
      ]);
      expect(await outlets.change(id + 1_000, { language: 'en' }, NOW)).toBeNull();
    });

    test('what is blocked, or reads by itself, is not pushed to; approved again it goes on from where it was', async () => {
      const outlets = outletsTable(db);
      const [blocked, reading] = [await approved(), await approved({ way: { kind: 'feed' } })];
      const number = await issue('Actual');
      const [line] = await take();
      expect(line?.outletId).toBe(blocked);
      await outlets.stand(blocked, 'blocked', null, 'gone', NOW);
      expect(await settle(line!, { kind: 'passed', to: number - 1 })).toMatchObject([{ open: false, version: 3 }]);
      expect(await take()).toEqual([]);
      await outlets.stand(blocked, 'approved', 'night shift', null, NOW);
      expect(await take()).toMatchObject([{ outletId: blocked, number: number - 1 }]);
      expect(await outlets.noteRead(reading, 'Actual', number + 50, after(5))).toBe('noted');
      expect(await outlets.get(reading, NOW)).toMatchObject({ provedAt: after(5), cursors: [{ number, lag: 0 }] });
      expect(await outlets.noteRead(reading, 'Exercise', 1, NOW)).toBe('not-followed');
    });

    test('another address is tried at once, and a test that went through proves the path', async () => {
      const outlets = outletsTable(db);
      const id = await approved();
      const number = await issue('Actual');
      const [line] = await take();
      await settle(line!, { kind: 'failed', to: number - 1, failure: { reason: 'tls', dueAt: after(300) } });
      await outlets.change(id, { way: { kind: 'webhook', url: 'https://example.org/' } }, NOW);
      expect(await take()).toMatchObject([{ to: 'https://example.org/', failures: 0 }]);
      await outlets.noteProved(id, after(9));
      expect((await outlets.get(id, NOW))?.provedAt).toBe(after(9));
    });

    test('lag is told apart by whether the last try failed, also when there is no outlet at all', async () => {
      const lines = outletLinesTable(db);
      const states = async (now: string) => Object.fromEntries((await lines.lag(now)).map(({ state, ...lag }) => [state, lag]));
      const none = { outlets: 0, items: 0, seconds: 0 };
      expect(await states(NOW)).toEqual({ flowing: none, failing: none });
      await Promise.all([approved(), approved(), approved({ way: { kind: 'feed' } })]);
      const number = await issue('Actual');
      await issue('Actual', after(20));
      const [line] = await take({ sound: 1 });
      await settle(line!, { kind: 'failed', to: number - 1, failure: { reason: 'tls', dueAt: after(300) } });
      const [other] = await take({ sound: 1 });
      await settle(other!, {});
      expect(await states(after(60))).toEqual({
        flowing: { outlets: 1, items: 1, seconds: 40 },
        failing: { outlets: 1, items: 2, seconds: 60 },
      });
    });

    test('takers at once never get the same cursor', async () => {
      const ids = await Promise.all(Array.from({ length: 40 }, () => approved()));
      await issue('Actual');
      const taken = await Promise.all(['a', 'b', 'c', 'd'].map((owner) => take({ owner, sound: 15 })));
      const got = taken.flat().map((line) => line.outletId);
      expect(new Set(got).size).toBe(got.length);
      const rest = await take({ owner: 'e', sound: 100 });
      expect([...got, ...rest.map((line) => line.outletId)].toSorted((x, y) => x - y)).toEqual(ids.toSorted((x, y) => x - y));
    });
  });
}

outletsContract('PGlite', () => openPglite({ dataDir: 'memory' }));

onPostgres('real PostgreSQL', (real) => {
  outletsContract('PostgreSQL', () => openPostgres({ url: real.url, max: 10 }));
});
