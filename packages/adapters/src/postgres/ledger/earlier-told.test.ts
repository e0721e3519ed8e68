import { testAddresses } from '@loa/testing/addresses';
import { expect, test } from 'vitest';
import { ledgerTable, migrate, openPglite } from '../index.ts';

const INSERT = `
  insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset, units, response,
    expires_at, batch_id, queued_at, state)
  values ($1, $2, 'tropical-cyclone', $3, 'citizen', $4, 'flash', 'vi', 5, 'first-news', 4, now(), '{21583}', 'Avoid', now(), $5, now(), $6) returning id`;

test('a person is found told of the event before by the last delivery that reached them on the channel', async () => {
  const db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  const row = async (
    warning: string,
    subscriber: number,
    more: { event?: string; channel?: string; batch?: number; state?: string } = {},
  ) => {
    const { event = 'e', channel = 'email', batch = null, state = 'accepted' } = more;
    const [inserted] = await db.query<{ id: number }>(INSERT, [warning, event, subscriber, channel, batch, state]);
    return inserted?.id;
  };
  await row('w1', 1);
  const told = await row('w2', 1);
  await row('w2', 2, { state: 'failed' });
  await row('w2', 3, { channel: 'sms' });
  await row('w2', 4, { event: 'another' });
  const now = await row('w3', 1, { batch: 9, state: 'queued' });
  for (const subscriber of [2, 3, 4]) await row('w3', subscriber, { batch: 9, state: 'queued' });
  await row('w4', 1);
  expect(await ledgerTable(db, testAddresses).earlierTold(9)).toEqual(new Map([[now, told]]));
  await db.close();
});
