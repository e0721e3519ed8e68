import { nextStep, openingsOf, supplyBody } from '@loa/domain/supply';
import type { Warning } from '@loa/domain/warning';
import { testAddresses } from '@loa/testing/addresses';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Bed, embedded, NOW, openBed, PROVINCES, stormWarning } from '../fanout/test-bed.ts';
import type { Database } from '../sql.ts';
import { supplyBodiesTable, supplyDeskTable } from './index.ts';

const [HERE, THERE] = PROVINCES.A;
const LATER = '2025-11-06T01:10:00.000Z';

const body = supplyBody.parse({
  ...{ id: 'gia-lai', name: 'Ban chỉ huy tỉnh', basis: { kind: 'own', text: 'quy chế' }, dutyChannel: 'sms' },
  duties: { hazards: 'all', provinces: ['52'], seaAreas: [] },
  contacts: ['duty', 'head'].map((id, at) => ({ id, role: id, phone: `+99900000010${String(at)}` })),
});

let db: Database;
let bed: Bed;
beforeAll(async () => void (db = await embedded()));
afterAll(() => db.close());
beforeEach(async () => {
  await db.script('truncate supply_bodies cascade');
  bed = await openBed([], db);
  await supplyBodiesTable(db, testAddresses).put(body, 'night shift', NOW);
});

const issue = async (...of: Parameters<typeof stormWarning>): Promise<Warning> => {
  const warning = await bed.issue(stormWarning(...of));
  const desk = supplyDeskTable(db);
  await desk.open(warning, openingsOf(warning, await desk.roster(), NOW), { followUp: false, now: NOW });
  return warning;
};
const work = async (): Promise<void> => {
  await bed.slices();
  await bed.send();
};
const steps = async (): Promise<Record<string, string>> => {
  const waiting = await supplyDeskTable(db).waiting({ after: null, limit: 10 });
  return Object.fromEntries(waiting.map((one) => [one.warningId, nextStep(one, LATER).reason]));
};

test('a warning that a later one of its series has overtaken at a body is not carried on; the later one is', async () => {
  await issue(1, [{ units: [HERE], level: 3 }]);
  await work();
  await issue(2, [{ units: [HERE], level: 5, change: 'escalated', previousLevel: 3 }]);
  expect(await steps()).toMatchObject({ 'actual-1': 'unconfirmed' });
  await work();
  expect(await steps()).toEqual({ 'actual-1': 'overtaken', 'actual-2': 'unconfirmed' });
  await db.query(`update warnings set recalled_at = $1 where id = 'actual-2'`, [NOW]);
  expect(await steps()).toEqual({ 'actual-1': 'unconfirmed', 'actual-2': 'recalled' });
});

test('one is carried on where the later one says nothing new to the body, speaks of fewer places, or is of another series', async () => {
  await issue(1, [{ units: [HERE, THERE], level: 4 }]);
  await work();
  await issue(2, [{ units: [HERE, THERE], level: 4, change: 'unchanged', previousLevel: 4 }]);
  await issue(3, [{ units: [HERE], level: 5, change: 'escalated', previousLevel: 4 }]);
  await issue(4, [{ units: [HERE, THERE], level: 5 }], { seriesId: 'another', eventId: 'another' });
  await work();
  expect(await steps()).toEqual({
    'actual-1': 'unconfirmed',
    'actual-2': 'nothing-new',
    'actual-3': 'unconfirmed',
    'actual-4': 'unconfirmed',
  });
});

test.each([
  ['and then of the others alone', '', [THERE]],
  ['and of all where the higher level waits for a second person', 'waits', [HERE, THERE]],
  ['and of all where it was recalled', 'recalled', [HERE, THERE]],
])('the next contact is not told of a place where the level has risen since, %s', async (_, how, units) => {
  const warning = await issue(1, [{ units: [HERE, THERE], level: 3 }]);
  await work();
  const raised = await issue(2, [{ units: [HERE], level: 5, change: 'escalated', previousLevel: 3 }]);
  await bed.inForce([THERE], [HERE]);
  if (how === 'recalled') await db.query('update warnings set recalled_at = $1 where id = $2', [NOW, raised.id]);
  if (how === 'waits')
    await db.query(
      `insert into approvals (warning_id, event_id, held_since, reason, exceeded, extent, units) values ($1, $2, $3, 'level', '[]', '{}', $4)`,
      [raised.id, raised.eventId, NOW, [HERE]],
    );
  const call = {
    warningId: warning.id,
    bodyId: body.id,
    contactId: 'head',
    ways: ['duty' as const],
    reason: 'unconfirmed',
    seen: 1,
    now: NOW,
  };
  expect(await supplyDeskTable(db).call(call)).toBe(true);
  await work();
  const told = await db.query<{ units: string[] }>(
    `select d.units from deliveries d join supply_contacts c on c.phone_subscriber = d.subscriber_id where c.id = 'head'`,
  );
  expect(told.map((row) => row.units.toSorted())).toEqual([units]);
});
