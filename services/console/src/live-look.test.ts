import type { Live } from '@loa/domain/ports';
import { manualClock } from '@loa/testing/clock';
import { testLogger } from '@loa/testing/logs';
import { expect, test } from 'vitest';
import { liveLook } from './live-look.ts';

const ID = 'actual-1';
const NOTHING = async () => [];

test('provinces that are counted long after the last delivery are shown, however late', async () => {
  let folded = false;
  const live: Live = {
    marks: async () => [{ id: ID, recalledAt: null, recalledBy: null, recallReason: null }],
    heads: async () => [
      {
        ...{ id: ID, status: 'Actual', number: 1, action: 'issue', seriesId: 's', eventId: 'e', event: null, hazard: 'other' },
        ...{ hazardName: { vi: 'mưa sao băng' }, sentBy: null, beganAt: '' },
        ...{ issuer: 'nchmf', issuerName: null, level: 4, units: 1, issuedAt: '', onset: '', expiresAt: '' },
      },
    ],
    progress: async () => [{ warning: ID, channel: 'sms', total: 4, waiting: 0, accepted: 4, delivered: 0, failed: 0, stopped: 0 }],
    provinces: async () => (folded ? [{ warning: ID, province: '52', total: 4, waiting: 0, accepted: 4 }] : []),
    gauges: async () => ({
      deadLetters: 0,
      retries: { due: 0, unknown: 0, nextAt: null },
      outlets: { count: 0, failing: 0, mostItems: 0, mostSeconds: 0 },
      notTakenOver: 0,
    }),
  };
  const steering = { providers: NOTHING, inForce: NOTHING } as never;
  const look = liveLook({
    ...{ queue: { lanes: NOTHING, pauses: NOTHING }, approvals: { open: NOTHING }, supplyRecords: { open: NOTHING } },
    ...{ steering, live, clock: manualClock('2025-11-06T01:00:00.000Z'), log: testLogger('live') },
  });
  for (let looks = 0; looks < 30; looks += 1) await look();
  folded = true;
  const parts = await look();
  expect(JSON.parse(parts.get(`warning:${ID}`) ?? '{}')).toMatchObject({
    provinces: [['52', 4, 0, 4]],
    // A hazard that is none of the list goes by its own name, as far as it has one.
    hazardName: { vi: 'mưa sao băng', en: 'other hazard' },
  });
});
