import { testAddresses } from '@loa/testing/addresses';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, ledgerTable, migrate, openPglite, receiptsTable } from '../index.ts';
import { accepted, insertBatch, insertWarning, LATER, NOW, stateOf } from './test-bed.ts';

let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());
beforeEach(() => db.script('truncate warnings, batches, deliveries, subscribers restart identity cascade'));

test('an acceptance without receipts to come stays what it is, unless a receipt comes nevertheless', async () => {
  const ledger = ledgerTable(db, testAddresses);
  const receipts = receiptsTable(db);
  const { rows } = await insertBatch(db, await insertWarning(db, 1), 2);
  const [one = 0, two = 0] = rows;
  await ledger.settle(rows.map((id) => accepted(id, { state: 'no-receipt-on-this-route' })));
  const word = { attempt: 1, at: LATER, providerId: 'r', code: null };
  await receipts.settle([{ ...word, deliveryId: one, state: 'accepted' }]);
  await receipts.settle([{ ...word, deliveryId: two, state: 'undelivered' }]);
  expect(await stateOf(db, one)).toMatchObject({ state: 'no-receipt-on-this-route', state_reason: null, settled_at: NOW });
  expect(await stateOf(db, two)).toMatchObject({ state: 'undelivered', state_reason: 'reason-not-given' });
  await receipts.settle([{ ...word, deliveryId: one, state: 'delivered' }]);
  expect(await stateOf(db, one)).toMatchObject({ state: 'delivered' });
});

test('a reason that is not in the closed list is kept as unexpected', async () => {
  const { rows } = await insertBatch(db, await insertWarning(db, 1), 2);
  const [one = 0, two = 0] = rows;
  const settle = (id: number, reason: string) => ledgerTable(db, testAddresses).settle([accepted(id, { state: 'failed', reason })]);
  await settle(one, 'twilio-21211');
  await settle(two, '550 no mailbox p1@example.com');
  expect([await stateOf(db, one), await stateOf(db, two)]).toMatchObject([
    { state_reason: 'twilio-21211' },
    { state_reason: 'unexpected' },
  ]);
});

test('a refused attempt leaves no doubt, and how many are in doubt comes with the lease', async () => {
  const ledger = ledgerTable(db, testAddresses);
  const { batchId, rows } = await insertBatch(db, await insertWarning(db, 1), 1);
  const [one = 0] = rows;
  const later = { settledAt: null, dueAt: NOW, providerId: null };
  const leased = async () => {
    await db.query('update deliveries set due_at = null');
    const lease = await ledger.lease(batchId, 'sender', 60_000);
    return lease.kind === 'leased' ? lease.rows.map(({ state, attempt, doubts }) => [state, attempt, doubts]) : lease.kind;
  };
  expect(await leased()).toEqual([['queued', 0, 0]]);
  await ledger.settle([accepted(one, { ...later, state: 'due', reason: 'twilio-20429' })]);
  expect(await leased()).toEqual([['due', 1, 0]]);
  await ledger.settle([accepted(one, { ...later, state: 'unknown', attempt: 2, doubts: 1 })]);
  expect(await leased()).toEqual([['unknown', 2, 1]]);
  await ledger.settle([accepted(one, { ...later, state: 'unknown', attempt: 3, reason: 'twilio-20429' })]);
  expect(await leased()).toEqual([['unknown', 3, 1]]);
});
