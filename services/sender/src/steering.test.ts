import { type Database, migrate, openPglite, providerDeskTable, steeringTable } from '@loa/adapters/postgres';
import type { ProviderState } from '@loa/domain/ports';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chooseProvider } from './providers/choose-provider.ts';
import { type Health, PROVIDER_RULES } from './providers/index.ts';
import { startSteering } from './steering.ts';

const NOW = '2025-11-06T10:00:00.000Z';
const UNTIL = '2025-11-06T11:00:00.000Z';
let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());

test('who is left alone by hand gets nothing while another one is there, and everything when none is', () => {
  const well: Health = { kind: 'well' };
  const open: Health = { kind: 'open', cause: 'down', reason: 'x', waitMs: 1 };
  const choose = (healths: Health[], avoided: boolean[]) =>
    chooseProvider(
      healths,
      0,
      PROVIDER_RULES,
      avoided.map((one) => (one ? 'by-hand' : null)),
    );
  expect(choose([well, well], [true, false])).toEqual({ at: 1, reason: 'by-hand' });
  expect(choose([well, well], [false, true])).toEqual({ at: 0, reason: 'first' });
  expect(choose([well, open], [true, false])).toEqual({ at: 0, reason: 'first' });
  expect(choose([well, well], [true, true])).toEqual({ at: 0, reason: 'first' });
  expect(choose([open, open], [true, false])).toEqual({ at: null, reason: 'all-down' });
});

test('a sender reads the orders of its channel and tells how its providers are; an order ends by hand or by itself', async () => {
  const steering = steeringTable(db);
  let at = NOW;
  const state: ProviderState = {
    ...{ channel: 'sms', provider: 'smpp', place: 0, state: 'open', cause: 'down', reason: 'smpp-no-bind', perSecond: 50 },
  };
  const read = startSteering({
    ...{ desk: providerDeskTable(db), channel: 'sms', worker: 'w', states: () => [state], now: () => new Date(at) },
    onError: (error) => {
      throw error;
    },
  });
  const SOON = { timeout: 20_000 };
  await expect.poll(() => steering.providers(NOW), SOON).toEqual([{ ...state, worker: 'w', seenAt: NOW }]);
  const order = { channel: 'sms' as const, provider: 'smpp', perSecond: null, reason: 'x', by: 'ca đêm', until: UNTIL };
  const avoid = await steering.order({ ...order, kind: 'avoid' }, NOW);
  await steering.order({ ...order, kind: 'slow', perSecond: 7 }, NOW);
  await steering.order({ ...order, kind: 'slow', perSecond: 9 }, NOW);
  await steering.order({ ...order, channel: 'email', kind: 'slow', perSecond: 1 }, NOW);
  await expect.poll(() => [read.avoided('smpp'), read.slowedTo('smpp'), read.slowedTo('twilio')], SOON).toEqual([true, 7, null]);
  await steering.end(avoid.id, 'ca đêm', NOW);
  await expect.poll(() => read.avoided('smpp'), SOON).toBe(false);
  at = UNTIL;
  expect(read.slowedTo('smpp')).toBeNull();
  await read.stop();
});
