import type { BatchMessage } from '@loa/domain/delivery';
import { describe, expect, it } from 'vitest';
import { batchOutbox } from './batch-outbox.ts';
import { type EventLog, LogUnavailable } from './event-log.ts';

const batch = (batchId: number, overrides: Partial<BatchMessage> = {}): BatchMessage => ({
  batchId,
  warningId: 'actual-1',
  channel: 'email',
  lane: 'urgent',
  language: 'vi',
  attempt: 1,
  ...overrides,
});

function outbox(fail: (topic: string) => boolean = () => false) {
  const happened: string[] = [];
  const append: EventLog['append'] = async (topic, records) => {
    if (fail(topic)) throw new LogUnavailable('no log');
    for (const record of records) happened.push(`${topic} ${record.id} ${record.key} ${new TextDecoder().decode(record.value)}`);
  };
  const publish = batchOutbox({
    eventLog: { append, consume: never, lag: never, ping: never, close: never },
    marks: { markPublished: async (ids, now) => void happened.push(`marked ${ids.join(',')} ${now}`) },
    clock: { now: () => new Date('2025-11-06T01:00:00.000Z') },
    hooks: { reached: (point) => void happened.push(point) },
  });
  return { publish, happened };
}
const never = (): Promise<never> => Promise.reject(new Error('not asked for'));

describe('the outbox of batches', () => {
  it('puts batches on the topic of their channel and lane, in order, and then marks them', async () => {
    const { publish, happened } = outbox();
    await publish([batch(7), batch(8, { channel: 'sms', lane: 'flash' }), batch(9)]);
    expect(happened.map((one) => one.split(' {')[0])).toEqual([
      'before-publish',
      'dispatch.email.urgent batch:7 7',
      'dispatch.email.urgent batch:9 9',
      'dispatch.sms.flash batch:8 8',
      'after-publish',
      'before-mark',
      'marked 7,8,9 2025-11-06T01:00:00.000Z',
      'after-mark',
    ]);
  });

  it('sends ids and nothing else', async () => {
    const { publish, happened } = outbox();
    await publish([{ ...batch(7) }]);
    expect(happened[1]).toContain('{"batchId":7,"warningId":"actual-1","channel":"email","lane":"urgent","language":"vi","attempt":1}');
  });

  it('marks nothing when the log took only a part', async () => {
    const { publish, happened } = outbox((topic) => topic === 'dispatch.sms.flash');
    await expect(publish([batch(7), batch(8, { channel: 'sms', lane: 'flash' })])).rejects.toMatchObject({ code: 'log-unavailable' });
    expect(happened.some((one) => one.startsWith('marked'))).toBe(false);
  });

  it('does nothing for nothing', async () => {
    const { publish, happened } = outbox();
    await publish([]);
    expect(happened).toEqual([]);
  });
});
