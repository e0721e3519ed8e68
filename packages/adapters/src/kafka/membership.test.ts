import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { need } from '@loa/testing/servers';
import { testLogger } from '@loa/testing/logs';
import { describe, expect, it, vi } from 'vitest';
import { kafkaLog } from './index.ts';

const server = await need('kafka');

/** What the coordinator answers, at the boundary where kafkajs meets it. */
const { prototype: group } = createRequire(import.meta.url)('kafkajs/src/consumer/consumerGroup') as {
  readonly prototype: { heartbeat(of: object): Promise<void>; joinAndSync(): Promise<void>; fetch(node: number): Promise<unknown> };
};
const { KafkaJSProtocolError } = createRequire(import.meta.url)('kafkajs') as { KafkaJSProtocolError: new (error: object) => Error };
const answers = (type: string, retriable: boolean): Error => new KafkaJSProtocolError({ type, code: 0, retriable, message: type });

const LIMITS = { partitions: 3, maxMessageBytes: 10_000 };

/** A topic of its own, read by one consumer; what it got. */
async function reading(more: { readonly silentMs?: number } = {}) {
  const topic = `membership.${randomUUID()}`;
  const topics = [{ name: topic, ...LIMITS }];
  const events = await kafkaLog({ brokers: [server.address], clientId: 'test', topics, log: testLogger('kafka-test'), ...more });
  const got: (string | null)[] = [];
  await events.consume({ group: 'g', topics: [topic], handle: async (record) => (got.push(record.id), { move: true }) });
  return {
    append: (id: string) => events.append(topic, [{ key: 'one', id, value: Buffer.from('x') }], { deadlineMs: 20_000 }),
    come: (ids: string[]) => vi.waitFor(() => expect(got).toEqual(ids), { timeout: 90_000, interval: 20 }),
    close: () => events.close(),
  };
}

describe.skipIf(server.missing)('a membership', () => {
  it('goes on where the coordinator is away for a moment and joining fails, though the group stays as it was', async () => {
    const { append, come, close } = await reading();
    await append('before');
    await come(['before']);
    const heartbeat = vi.spyOn(group, 'heartbeat').mockRejectedValueOnce(answers('NOT_COORDINATOR_FOR_GROUP', true));
    const join = vi.spyOn(group, 'joinAndSync').mockRejectedValueOnce(answers('COORDINATOR_LOAD_IN_PROGRESS', true));
    try {
      await vi.waitFor(() => expect(join).toHaveBeenCalledOnce(), { timeout: 30_000, interval: 20 });
      await append('after');
      await come(['before', 'after']);
      expect(join).toHaveBeenCalledOnce();
    } finally {
      heartbeat.mockRestore();
      join.mockRestore();
      await close();
    }
  });

  it('is replaced where no fetch ends any more', async () => {
    const { append, come, close } = await reading({ silentMs: 15_000 });
    await append('before');
    await come(['before']);
    const { promise: never, reject: atLast } = Promise.withResolvers<never>();
    never.catch(() => undefined);
    const fetch = vi.spyOn(group, 'fetch').mockReturnValueOnce(never);
    try {
      await vi.waitFor(() => expect(fetch).toHaveBeenCalled(), { timeout: 30_000, interval: 20 });
      await append('after');
      await come(['before', 'after']);
    } finally {
      fetch.mockRestore();
      atLast(new Error('the test is over'));
      await close();
    }
  }, 180_000);
});
