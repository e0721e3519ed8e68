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
