import { testAddresses } from '@loa/testing/addresses';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Database, ledgerTable, migrate, openPglite } from '../index.ts';

let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());
beforeEach(() => db.script('truncate batches, deliveries, subscribers restart identity cascade'));

const ISSUED = '2025-11-06T01:00:00Z';
const BEFORE = '2025-11-05T01:00:00Z';

/** A contact's number, as one body has it. */
async function contact(number: string): Promise<number> {
  const { sealed, hash } = testAddresses.seal('sms', number);
  const [row] = await db.query<{ id: number }>(
    `insert into subscribers (audience, language, supply, phone_sealed, phone_hash, by_voice) values ('agency', 'vi', true, $1, $2, true) returning id`,
    [sealed, hash],
  );
  return row?.id ?? 0;
}

/** A call to it; `leases`: so often somebody has had it in hand and not let go. */
async function call(
  subscriber: number,
  state: string,
  more: { sid?: string; settledAt?: string; channel?: string; leases?: number } = {},
): Promise<number> {
  const { sid = null, settledAt = null, channel = 'voice', leases = 0 } = more;
  const [row] = await db.query<{ id: number }>(
    `with b as (insert into batches (warning_id, channel, lane, language, leases) values ('w', $2, 'flash', 'vi', $3) returning id)
     insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset, units, response,
       expires_at, batch_id, queued_at, state, provider_id, settled_at)
     select 'w' || nextval('deliveries_id_seq'), 'e', 'tropical-cyclone', $1, 'agency', $2, 'flash', 'vi', 5, 'first-news', 4, now(), '{21583}', 'Avoid', now(), b.id, now(), $4, $5, $6
     from b returning id`,
    [subscriber, channel, leases, state, sid, settledAt],
  );
  return row?.id ?? 0;
}
const unclaimed = (delivery: number, ...ids: string[]) => ledgerTable(db, testAddresses).unclaimed(delivery, ids, ISSUED);

test('a call that another delivery has is not ours, whichever body has the number too', async () => {
  const [one, other, stranger] = [await contact('+999000000001'), await contact('+999000000001'), await contact('+999000000002')];
  const ours = await call(one, 'unknown');
  await call(one, 'delivered', { sid: 'CA1', settledAt: ISSUED });
  await call(other, 'accepted', { sid: 'CA2', settledAt: ISSUED });
  await call(stranger, 'accepted', { sid: 'CA3', settledAt: ISSUED });
  expect(await unclaimed(ours, 'CA1', 'CA2', 'CA3', 'CA4')).toEqual({ ids: ['CA3', 'CA4'], rivals: 0 });
});

test('others to the number that are in doubt may be it: those unknown since the warning, and those of a sender that is gone', async () => {
  const [one, other] = [await contact('+999000000001'), await contact('+999000000001')];
  const ours = await call(one, 'unknown');
  await call(one, 'queued');
  await call(one, 'failed', { settledAt: ISSUED });
  await call(one, 'unknown', { settledAt: BEFORE });
  await call(one, 'unknown', { channel: 'sms' });
  expect(await unclaimed(ours, 'CA1')).toEqual({ ids: ['CA1'], rivals: 0 });
  await call(one, 'unknown', { settledAt: '2025-11-06T02:00:00Z' });
  await call(other, 'unknown');
  await call(other, 'queued', { leases: 1 });
  expect(await unclaimed(ours, 'CA1')).toEqual({ ids: ['CA1'], rivals: 3 });
});
