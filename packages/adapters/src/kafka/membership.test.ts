import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { need } from '@loa/testing/servers';
import { testLogger } from '@loa/testing/logs';
import { describe, expect, it, vi } from 'vitest';
import { kafkaLog } from './index.ts';

const server = await need('kafka');

/** What the coordinator answers, at the boundary where kafkajs meets it. */
const { prototype: group } = createRequire(import.meta.url)('kafkajs/src/consumer/consumerGroup') as {
  readonly prototype: { heartbeat(of: object): Promise<void>; joinAndSync(): Promise<void> };
};
const { KafkaJSProtocolError } = createRequire(import.meta.url)('kafkajs') as { KafkaJSProtocolError: new (error: object) => Error };
const answers = (type: string, retriable: boolean): Error => new KafkaJSProtocolError({ type, code: 0, retriable, message: type });

describe.skipIf(server.missing)('a membership', () => {
  it('goes on where the coordinator is away for a moment and joining fails, though the group stays as it was', async () => {
    const topic = `moved.${randomUUID()}`;
    const topics = [{ name: topic, partitions: 3, maxMessageBytes: 10_000 }];
    const events = await kafkaLog({ brokers: [server.address], clientId: 'test', topics, log: testLogger('kafka-test') });
    const got: (string | null)[] = [];
    const append = (id: string) => events.append(topic, [{ key: 'one', id, value: Buffer.from('x') }], { deadlineMs: 20_000 });
    const come = (ids: string[]) => vi.waitFor(() => expect(got).toEqual(ids), { timeout: 30_000, interval: 20 });
    await events.consume({ group: 'g', topics: [topic], handle: async (record) => (got.push(record.id), { move: true }) });
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
      await events.close();
    }
  });
});
