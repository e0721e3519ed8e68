import { expect, test } from 'vitest';
import { after, type Bed, insertBatch, insertDeliveries, insertWarning, NOW, useBeds } from '../test-bed.ts';

let bed: Bed;
useBeds(async (opened) => {
  bed = opened;
  await insertWarning(bed.db, 'actual-1');
});

const recall = (as: string, id = 'actual-1') => bed.call('POST', `/api/warnings/${id}/recall`, as, { reason: 'wrong province' });
const recalledAt = async () => (await bed.db.query<{ recalled_at: string | null }>('select recalled_at from warnings'))[0]?.recalled_at;

test('a recall answers after the fence with what had started and what will not', async () => {
  for (const state of ['unknown', 'accepted', 'delivered', 'undelivered'])
    await insertDeliveries(bed.db, 'actual-1', 1, { state, sentAt: NOW });
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'failed', sentAt: NOW });
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'failed' });
  await insertDeliveries(bed.db, 'actual-1', 3, { state: 'queued' });
  await insertDeliveries(bed.db, 'actual-1', 2, { state: 'recalled' });
  const { status, body } = await recall(bed.key.operator);
  expect(status).toBe(200);
  expect(body).toEqual({ warning: 'actual-1', recalledAt: NOW, started: 5, stopped: 5, undecided: 0 });
  expect(bed.waits).toEqual([250]);
  expect(await bed.db.query('select recalled_by, recall_reason from warnings')).toEqual([
    { recalled_by: 'night shift', recall_reason: 'wrong province' },
  ]);
});

test('it waits until a sender has let the batch go, and counts what that sender made of it', async () => {
  const batch = await insertBatch(bed.db, 'actual-1', 60);
  await insertDeliveries(bed.db, 'actual-1', 4, { state: 'queued', batch });
  bed.onWait = async () => {
    if (bed.waits.length !== 3) return;
    await bed.db.query(`update deliveries set state = 'accepted', sent_at = $1 where id = (select min(id) from deliveries)`, [NOW]);
    await bed.db.query(`update deliveries set state = 'recalled' where state = 'queued'`);
    await bed.db.query('update batches set lease_until = null, lease_owner = null');
  };
  expect((await recall(bed.key.operator)).body).toMatchObject({ started: 1, stopped: 3, undecided: 0 });
});

test('a sender that never lets go is waited for five seconds, and its rows are called undecided', async () => {
  const batch = await insertBatch(bed.db, 'actual-1', 60);
  await insertDeliveries(bed.db, 'actual-1', 4, { state: 'queued', batch });
  expect((await recall(bed.key.operator)).body).toMatchObject({ started: 0, stopped: 0, undecided: 4 });
  expect(bed.waits.reduce((sum, ms) => sum + ms)).toBe(5_250);
});

test('a batch that is taken up after the fence is not waited for: whoever took it has read the recall', async () => {
  const held = await insertBatch(bed.db, 'actual-1', 60);
  const later = await insertBatch(bed.db, 'actual-1', null);
  await insertDeliveries(bed.db, 'actual-1', 2, { state: 'queued', batch: held });
  await insertDeliveries(bed.db, 'actual-1', 3, { state: 'queued', batch: later });
  bed.onWait = async () => {
    if (bed.waits.length !== 2) return;
    await bed.db.query(`update batches set lease_owner = 'another', lease_until = $1`, [after(60)]);
  };
  expect((await recall(bed.key.operator)).body).toMatchObject({ started: 0, stopped: 5, undecided: 0 });
  expect(bed.waits).toHaveLength(2);
});

test('of two recalls at once one is written, and both say when', async () => {
  const answers = await Promise.all([recall(bed.key.operator), recall(bed.key.nchmf)]);
  const instants = new Set(answers.map((one) => one.body.recalledAt));
  expect(instants).toEqual(new Set([await recalledAt()]));
  bed.clock.advance(60_000);
  const again = await recall(bed.key.operator);
  expect([again.status, again.body.recalledAt]).toEqual([200, await recalledAt()]);
});

test('the issuer can recall its own warning', async () => {
  expect((await recall(bed.key.nchmf)).status).toBe(200);
  expect(await recalledAt()).toBe(NOW);
});

test('another forecaster cannot, and is told whose it is', async () => {
  const { status, type, body } = await recall(bed.key.quangNgai);
  expect([status, body.type]).toEqual([403, 'urn:loa:problem:other-issuer']);
  expect(type).toContain('application/problem+json');
  expect(body.detail).toBe('actual-1 was issued by nchmf; the caller speaks for quang-ngai');
  expect(await recalledAt()).toBeNull();
});

test('a recall needs a key, a reason and a warning', async () => {
  expect((await bed.call('POST', '/api/warnings/actual-1/recall', null, { reason: 'x' })).status).toBe(401);
  const without = await bed.call('POST', '/api/warnings/actual-1/recall', bed.key.operator, {});
  expect([without.status, (without.body.errors as { path: string }[])[0]?.path]).toEqual([422, 'reason']);
  expect((await recall(bed.key.operator, 'actual-99')).body.type).toBe('urn:loa:problem:warning-unknown');
  expect(await recalledAt()).toBeNull();
});

test('deliveries of a warning are counted, all or those in one state', async () => {
  await insertDeliveries(bed.db, 'actual-1', 2, { state: 'queued' });
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'delivered', channel: 'email', sentAt: after(1) });
  const all = await bed.call('GET', '/api/warnings/actual-1/deliveries', bed.key.operator);
  expect(all.body.total).toBe(3);
  const queued = await bed.call('GET', '/api/warnings/actual-1/deliveries?state=queued', bed.key.operator);
  expect(queued.body.counts).toEqual([
    { channel: 'sms', lane: 'urgent', audience: 'citizen', reason: 'first-news', state: 'queued', count: 2 },
  ]);
  expect((await bed.call('GET', '/api/warnings/actual-1/deliveries?state=lost', bed.key.operator)).status).toBe(400);
  expect((await bed.call('GET', '/api/warnings/actual-9/deliveries', bed.key.operator)).status).toBe(404);
});
