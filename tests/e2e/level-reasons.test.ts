import { aBulletinInput, aStormArea, aSubscriber } from '@loa/testing/builders';
import { manualClock } from '@loa/testing/clock';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

const REASON = 'Nước dâng trùng triều cường, nhà ở ven biển yếu';

let bed: EmbeddedBed;
beforeAll(async () => {
  bed = await embeddedBed({ people: [aSubscriber({ id: 1, audience: 'agency' })], clock: manualClock('2025-11-06T00:10:00.000Z') });
});
afterAll(() => bed.stop());

test('a level that is not its table’s stays visible with its reason, in the warning and in the audit trail, and not in public', async () => {
  const areas = [
    aStormArea({ announcedLevel: 5, levelReason: REASON }),
    aStormArea({ places: [{ kind: 'former-province', name: 'Quảng Ngãi' }], announcedLevel: 4 }),
    aStormArea({ places: [{ kind: 'former-province', name: 'Phú Yên' }] }),
  ];
  const id = await bed.send(aBulletinInput({ status: 'Exercise', areas }));
  const warning = (await bed.decided(id)).warning?.id ?? '';
  const { status, body } = await bed.look(`/api/warnings/${warning}/levels`, bed.keys.operator);
  expect(status).toBe(200);
  expect(body).toEqual({
    warning,
    levels: [
      {
        named: { vi: expect.stringContaining('Bình Định'), en: expect.stringContaining('Binh Dinh') },
        ...{ announced: 5, table: { level: 4, clause: expect.stringMatching(/^42\./) }, reason: REASON },
      },
    ],
  });
  const trail = await bed.db.query('select subject, reason from audit where deed = $1', ['published']);
  expect(trail).toEqual([{ subject: id, reason: REASON }]);
  const page = await (await fetch(`${bed.url}/warnings/${warning}`)).text();
  expect(page).toContain('Bình Định');
  expect(page).not.toContain(REASON);
});

test('a warning that there is not has no levels', async () => {
  expect((await bed.look('/api/warnings/actual-999/levels', bed.keys.operator)).status).toBe(404);
});
