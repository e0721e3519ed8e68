import { bulletinsTable, type Database, eventStatesTable, issuingTable, migrate, openPglite } from '@loa/adapters/postgres';
import { bulletin, bulletinId } from '@loa/domain/bulletin';
import { assess } from '@loa/domain/risk';
import { decideIssue } from '@loa/domain/warning';
import { noHooks } from '@loa/runtime';
import { aBulletin, aBulletinInput, aStormArea } from '@loa/testing/builders';
import { testLogger } from '@loa/testing/logs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { handleBulletin } from './handle-bulletin.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const context = {
  log: testLogger('classifier'),
  signal: new AbortController().signal,
  now: () => new Date(NOW),
  attempt: 1,
};
let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());
const handle: ReturnType<typeof handleBulletin> = (bulletin, given) =>
  handleBulletin({ ...tables(), assess: (one, inForce) => assess(one, { inForce }), hooks: noHooks })(bulletin, given);
const tables = () => ({ bulletins: bulletinsTable(db), events: eventStatesTable(db) });

test('an accepted bulletin is assessed, the assessment kept, and passed on under the bulletin’s id; again the same', async () => {
  const bulletin = aBulletin({ event: { id: 'accepted' } });
  await bulletinsTable(db).insert(bulletin, NOW);
  const outcome = await handle(bulletin, context);
  const id = bulletinId(bulletin);
  expect(outcome).toMatchObject({
    kind: 'done',
    followUps: [{ topic: { name: 'assessments' }, key: 'accepted', id, message: { bulletinId: id, areas: [{ level: 4 }] } }],
  });
  expect(await bulletinsTable(db).get(id)).toMatchObject({ assessedAt: NOW, level: 4 });
  expect(await handle(bulletin, { ...context, attempt: 2 })).toEqual(outcome);
});

test('what nobody took in at intake is refused, and leaves no trace but the dead letter', async () => {
  const bulletin = aBulletin({ event: { id: 'foreign' }, status: 'Actual' });
  expect(await handle(bulletin, context)).toEqual({ kind: 'refuse', reason: 'not-taken-by-intake' });
  expect(await bulletinsTable(db).get(bulletinId(bulletin))).toBeNull();
  await bulletinsTable(db).insert(bulletin, NOW);
  expect(await handle(bulletin, context)).toMatchObject({ kind: 'done' });
});

test('a test put straight into the log gets its row', async () => {
  const bulletin = aBulletin({ event: { id: 'straight' } });
  expect(await handle(bulletin, context)).toMatchObject({ kind: 'done' });
  expect(await bulletinsTable(db).get(bulletinId(bulletin))).toMatchObject({ acceptedAt: NOW, publishedAt: NOW, assessedAt: NOW });
});

test('an unknown place refuses the whole bulletin, and its row says where and why', async () => {
  const areas = [aStormArea(), aStormArea({ places: [{ kind: 'commune', code: '99999' }] })];
  const bulletin = aBulletin({ event: { id: 'nowhere' }, areas });
  const outcome = await handle(bulletin, context);
  const reason = expect.stringMatching(/^areas\.1\.places\.0: unknown-place/);
  expect(outcome).toEqual({ kind: 'refuse', reason });
  expect(await bulletinsTable(db).get(bulletinId(bulletin))).toMatchObject({ decision: null, reason });
});

test('a ring that crosses itself is refused too, with the reason kept: nothing wider is taken in its stead', async () => {
  const ring: [number, number][] = [[108.9, 13.6], [109.3, 14], [109.3, 13.6], [108.9, 14]]; // prettier-ignore
  const bulletin = aBulletin({ event: { id: 'bow-tie' }, areas: [aStormArea({ places: [{ kind: 'polygon', ring }] })] });
  const reason = 'areas.0.places.0: self-crossing: "4 points"; edge 1, edge 3';
  expect(await handle(bulletin, context)).toEqual({ kind: 'refuse', reason });
  expect(await bulletinsTable(db).get(bulletinId(bulletin))).toMatchObject({ decision: null, reason, warning: null });
});

test('with provisional rows off, a level that only they give is left out, and the bulletin goes on', async () => {
  const heat = aBulletin({ event: { id: 'heat' } });
  const given = {
    ...heat,
    hazard: 'heat' as const,
    areas: heat.areas.map((area) => ({ ...area, parameters: { tempMaxC: 42, durationDays: 8 } })),
  };
  const off = handleBulletin({ ...tables(), assess: (one) => assess(one, { provisional: 'off' }), hooks: noHooks });
  expect(await off(given, context)).toMatchObject({
    kind: 'done',
    followUps: [{ message: { rulebook: 'vn-18-2021', areas: [{ level: null, verdict: { reason: 'provisional-off' } }] } }],
  });
});

test('other content under a standing id is refused and changes nothing', async () => {
  const bulletin = aBulletin({ event: { id: 'standing' } });
  await handle(bulletin, context);
  const other = aBulletin({ event: { id: 'standing' }, areas: [aStormArea({ announcedLevel: 5 })] });
  expect(await handle(other, context)).toMatchObject({ kind: 'refuse', reason: expect.stringContaining('sequence-conflict') });
  expect(await bulletinsTable(db).get(bulletinId(bulletin))).toMatchObject({ level: 4 });
});

test('where another hazard of the event is in force a raise is proposed, kept with the bulletin and passed on', async () => {
  const storm = aBulletin({ event: { id: 'together' } });
  const first = assess(storm);
  if (!first.ok) throw new Error(first.reason);
  await issuingTable(db).issue(first.assessment, { now: NOW, decide: decideIssue });
  const areas = [{ ...aStormArea(), parameters: { rainMm24h: 150 } }];
  const rain = bulletin.parse({
    ...aBulletinInput({ event: { id: 'together' } }),
    family: 'rain',
    hazard: 'heavy-rain',
    type: 'warning',
    areas,
  });
  const raises = [expect.objectContaining({ level: 1, allowed: [2, 3], with: ['storm'], clause: '4.4' })];
  expect(await handle(rain, context)).toMatchObject({ kind: 'done', followUps: [{ message: { raises } }] });
  expect(await bulletinsTable(db).get(bulletinId(rain))).toMatchObject({ level: 1, assessment: { rulebook: 'vn-18-2021', raises } });
});
