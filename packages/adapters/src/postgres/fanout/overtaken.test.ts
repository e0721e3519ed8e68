import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { fenceTable } from '../fence/index.ts';
import type { Database } from '../sql.ts';
import { type Bed, embedded, NOW, openBed, PROVINCES, settled, stormWarning } from './test-bed.ts';

const [HERE, THERE] = PROVINCES.A;

let db: Database;
let bed: Bed;
beforeAll(async () => void (db = await embedded()));
afterAll(() => db.close());
beforeEach(async () => {
  const places = [[HERE], [HERE], [HERE, THERE]];
  bed = await openBed(
    places.map((units, at) => ({ id: at + 1, audience: 'citizen', language: 'vi', email: `p${String(at)}@example.com`, units })),
    db,
  );
});

/** The first warning is in a sender's hands, and a second one is fanned out. */
const meanwhile = async (entry: Parameters<typeof stormWarning>[1][number]) => {
  await bed.issue(stormWarning(1, [{ units: [HERE, THERE] }]));
  await bed.slices();
  const [batch] = await db.query<{ id: number }>('select id from batches');
  const leased = (await bed.take(batch!.id))!;
  await bed.issue(stormWarning(2, [{ units: [HERE], previousLevel: 3, ...entry }]));
  await bed.slices();
  return leased;
};
const overtaken = async () => [...(await fenceTable(db).read(NOW)).overtaken].toSorted(([a], [b]) => a - b);
const states = async (warning: string) => (await bed.rows()).filter((row) => row.warning_id === warning).map((row) => row.state);

it('of what a sender has, the fence names what a later warning told the same people, until it has settled', async () => {
  const leased = await meanwhile({ change: 'escalated', level: 5 });
  const [first, second] = leased.rows.map((row) => row.deliveryId);
  // Whose row speaks of another place as well is still owed that.
  expect(await overtaken()).toEqual([
    [first, 'actual-2'],
    [second, 'actual-2'],
  ]);
  await bed.ledger.settle([settled(first!, 'accepted')]);
  expect(await overtaken()).toEqual([[second, 'actual-2']]);
  await bed.sweeper.stop({ now: NOW, limit: 10 });
  expect(await states('actual-1')).toEqual(['accepted', 'queued', 'queued']);
  await bed.ledger.close(leased.batch.id, 'sender');
  expect(await bed.sweeper.stop({ now: NOW, limit: 10 })).toEqual({ recalled: 0, superseded: 1 });
  expect(await states('actual-1')).toEqual(['accepted', 'superseded', 'queued']);
  await bed.sweeper.stop({ now: NOW, limit: 10 });
  expect(await db.query('select from overtaken')).toEqual([]);
});

it('what the later warning had nothing new to say of goes out', async () => {
  await meanwhile({ change: 'unchanged' });
  expect([await overtaken(), await states('actual-2')]).toEqual([[], []]);
});

it('what stands up again, since the later warning was recalled, is overtaken no more', async () => {
  const leased = await meanwhile({ change: 'escalated', level: 5 });
  await bed.ledger.close(leased.batch.id, 'sender');
  await bed.sweeper.stop({ now: NOW, limit: 10 });
  await db.query('update overtaken set at = $1', [NOW]);
  const later = '2025-11-06T01:01:00.000Z';
  await db.query(`update warnings set recalled_at = $1 where id = 'actual-2'`, [later]);
  await bed.sweeper.stop({ now: later, limit: 10 });
  await bed.sweeper.owe({ now: later, after: { settledAt: NOW, deliveryId: 0 }, until: '2025-11-06T01:02:00.000Z', limit: 10 });
  await bed.slices(Infinity, 100, later);
  expect(await states('actual-1')).toEqual(['queued', 'queued', 'queued']);
  expect(await overtaken()).toEqual([]);
});
