import { captureChannel } from '@loa/adapters/capture';
import { fenceTable } from '@loa/adapters/postgres';
import type { Lane } from '@loa/domain/audience';
import type { Channel, FenceReader } from '@loa/domain/ports';
import { expect, test } from 'vitest';
import { now, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('two-senders');
const SOON = { timeout: 20_000 };
const FLASH = 8;
const ROUTINE = { batches: 12, rows: 2 };

test('a sender starts nothing of a lower lane while another one has a batch of a higher lane in hand, and goes on then', async () => {
  const order: (Lane | undefined)[] = [];
  const reads = [0, 0];
  /** Both have read the fence from beginning to end since they were asked. */
  const bothRead = async (): Promise<void> => {
    const before = [...reads];
    await expect.poll(() => reads.every((one, at) => one > (before[at] ?? 0) + 1), { ...SOON, interval: 10 }).toBe(true);
  };
  const start = async (at: number): Promise<void> => {
    const inner = captureChannel({ name: 'email', now, slots: 1 });
    const channel: Channel = {
      ...inner,
      send: async (message, ...of) => {
        order.push(message.lane);
        if (message.lane === 'flash') await bothRead();
        return inner.send(message, ...of);
      },
    };
    const read: FenceReader['read'] = async (when) => {
      const state = await fenceTable(bed.db).read(when);
      reads[at] = (reads[at] ?? 0) + 1;
      return state;
    };
    await bed.start([{ name: 'one', account: 'one', channel }], { over: { fence: { read } } });
  };
  await start(0);
  await start(1);

  const warningId = await bed.issue('Actual');
  await bed.dispatch(warningId, FLASH);
  await expect.poll(() => order.length, SOON).toBeGreaterThan(0);
  await bothRead();
  for (let n = 0; n < ROUTINE.batches; n += 1) {
    await bed.dispatch(warningId, ROUTINE.rows, { lane: 'routine' });
  }
  const all = FLASH + ROUTINE.batches * ROUTINE.rows;
  await expect.poll(bed.states, SOON).toEqual({ 'no-receipt-on-this-route': all });
  expect(order.lastIndexOf('flash')).toBe(FLASH - 1);
  expect(order).toHaveLength(all);
});
