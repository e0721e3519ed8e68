import { testAddresses } from '@loa/testing/addresses';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, ledgerTable, migrate, openPglite, sentMessagesTable } from '../index.ts';
import { accepted, insertBatch, insertWarning } from './test-bed.ts';

const PROVIDER = 'smpp:loa@a';
let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());
beforeEach(() => db.script('truncate warnings, batches, deliveries, subscribers, smpp_messages restart identity cascade'));

/** A delivery, and the settle of an attempt that an operator took under these ids. */
async function row(): Promise<{ id: number; taken: (ids: string, attempt?: number) => Promise<void> }> {
  const { rows } = await insertBatch(db, await insertWarning(db, 1), 1);
  const [id = 0] = rows;
  const taken = (ids: string, attempt = 1) =>
    ledgerTable(db, testAddresses).settle([accepted(id, { attempt, providerId: `smpp:${ids}`, provider: PROVIDER })]);
  return { id, taken };
}

const delivered = (deliveryId: number, parts: number, ids: string, attempt = 1) =>
  sentMessagesTable(db).partsDelivered(
    PROVIDER,
    ids.split(' ').map((id) => ({ deliveryId, attempt, parts, providerId: `smpp:${id}` })),
  );

test('a message is found by the id of each of its parts, at its own operator alone', async () => {
  const { id, taken } = await row();
  await taken('a b c');
  const sent = sentMessagesTable(db);
  for (const part of ['a', 'b', 'c']) expect(await sent.find(PROVIDER, `smpp:${part}`)).toEqual({ deliveryId: id, attempt: 1, parts: 3 });
  expect([await sent.find(PROVIDER, 'smpp:a b c'), await sent.find('smpp:loa@b', 'smpp:a')]).toEqual([null, null]);
});

test('a message is delivered as a whole once each of its parts is, in whatever order settle and receipts come', async () => {
  const { id, taken } = await row();
  const whole = { deliveryId: id, attempt: 1, parts: 3 };
  expect(await delivered(id, 3, 'b')).toEqual([]);
  await taken('a b c');
  expect(await delivered(id, 3, 'b')).toEqual([]);
  expect(await delivered(id, 3, 'a')).toEqual([]);
  expect(await delivered(id, 3, 'c')).toEqual([whole]);
  expect(await delivered(id, 3, 'c a')).toEqual([whole]);
});

test('parts of two tries do not add up, and an id that an operator gives again is of its new message', async () => {
  const { id, taken } = await row();
  await taken('a b');
  expect(await delivered(id, 2, 'a')).toEqual([]);
  await taken('c d', 2);
  expect(await delivered(id, 2, 'c', 2)).toEqual([]);
  await taken('a d', 3);
  expect(await delivered(id, 2, 'd', 3)).toEqual([]);
  expect(await delivered(id, 2, 'a', 3)).toEqual([{ deliveryId: id, attempt: 3, parts: 2 }]);
});
