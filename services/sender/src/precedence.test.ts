import { captureChannel } from '@loa/adapters/capture';
import type { Channel } from '@loa/domain/ports';
import { expect, test } from 'vitest';
import { now, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('precedence');
const { issue, dispatch, states } = bed;
const SOON = { timeout: 20_000 };
const CITIZENS = { batches: 20, rows: 3 };
const BODY = CITIZENS.batches * CITIZENS.rows + 1;

/** Citizens of a first warning are in the channel's hands, and a body of a second warning in the log behind all of them. */
async function bodyBehindCitizens(send: (inner: Channel) => Channel['send']) {
  const inner = captureChannel({ name: 'sms', now, keep: 100, slots: 2 });
  const release = Promise.withResolvers<null>();
  let underWay = 0;
  const channel: Channel = {
    ...inner,
    send: async (...of) => {
      underWay += 1;
      await release.promise;
      return send(inner)(...of);
    },
  };
  const first = await issue('Actual', 1);
  for (let n = 0; n < CITIZENS.batches; n += 1) await dispatch(first, CITIZENS.rows, { channel: 'sms' });
  await bed.start([{ name: 'one', account: 'one', channel, perSecond: 100 }]);
  await expect.poll(() => underWay, SOON).toBe(2);
  await dispatch(await issue('Actual', 2, { eventId: 'another' }), 1, { channel: 'sms', supply: true });
  release.resolve(null);
  return inner;
}

test('a body of the supply list is told before the citizens of an earlier warning are through: behind the batches in hand alone', async () => {
  const channel = await bodyBehindCitizens((inner) => inner.send);
  await expect.poll(states, SOON).toEqual({ 'no-receipt-on-this-route': BODY });
  expect(channel.captured.findIndex(({ deliveryId }) => deliveryId === BODY)).toBeLessThan(5 * CITIZENS.rows);
  expect(new Set(channel.captured.map(({ deliveryId }) => deliveryId)).size).toBe(BODY);
  expect(channel.count).toBe(BODY);
});

test('a fault in what goes first is no fault of the batches that wait for it', async () => {
  const channel = await bodyBehindCitizens(
    (inner) =>
      (message, ...of) =>
        message.deliveryId === BODY ? Promise.reject(new Error('a fault')) : inner.send(message, ...of),
  );
  await expect.poll(states, SOON).toEqual({ 'no-receipt-on-this-route': BODY - 1, queued: 1 });
  expect(channel.count).toBe(BODY - 1);
});
