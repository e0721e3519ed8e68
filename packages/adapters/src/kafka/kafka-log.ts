import type { Consumer, EventLog } from '@loa/runtime';
import { Partitioners } from 'kafkajs';
import { createAppender } from './appender.ts';
import { type ClientOptions, kafkaClient } from './client.ts';
import { unavailable, withDeadline } from './deadline.ts';
import { topicLag } from './lag.ts';
import { createSlots } from './slots.ts';
import { consumeTopic } from './topic-consumer.ts';
import { ensureTopics, type TopicLimits } from './topics.ts';

/** How to open the log. */
export interface KafkaLogOptions extends ClientOptions {
  /** The registry: topics that are missing are created, and only these can be appended to. */
  readonly topics: readonly TopicLimits[];
  /** A consumer of which no fetch ends for so long is replaced, milliseconds; default a minute. */
  readonly silentMs?: number;
}

const ADMIN_MS = 5_000;
const OPEN_MS = 30_000;
const SILENT_MS = 60_000;

/**
 * The event log on Apache Kafka. A group reads each topic as Kafka group `<group>.<topic>`: topics of one group do not wait
 * for each other's rebalances, and kafkajs's assigner expects every member of a group to read the same topics.
 * Rejects with LogUnavailable when no broker answers within 30 s.
 */
export async function kafkaLog(options: KafkaLogOptions): Promise<EventLog> {
  const { topics, log, silentMs = SILENT_MS } = options;
  const kafka = kafkaClient(options);
  const admin = kafka.admin();
  try {
    await withDeadline(
      admin.connect().then(() => ensureTopics(admin, topics)),
      OPEN_MS,
      'opening the log',
    );
  } catch (error) {
    void admin.disconnect().catch(() => undefined);
    throw unavailable('opening the log', error);
  }
  const appender = createAppender({
    topics,
    log,
    newProducer: () =>
      kafka.producer({
        idempotent: true,
        allowAutoTopicCreation: false,
        createPartitioner: Partitioners.DefaultPartitioner,
        retry: { initialRetryTime: 50, maxRetryTime: 500, retries: 8 },
      }),
  });
  const consumers = new Set<Consumer>();

  const ask = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
    try {
      return await withDeadline(work(), ADMIN_MS, what);
    } catch (error) {
      throw unavailable(what, error);
    }
  };

  return {
    append: (topic, records, { deadlineMs }) => appender.append(topic, records, deadlineMs),
    async consume({ group, topics: names, concurrency, handle, moved = () => undefined }) {
      const slots = createSlots(concurrency ?? 1);
      const started = await Promise.all(
        names.map((topic) => consumeTopic({ kafka, groupId: groupIdOf(group, topic), topic, slots, handle, moved, silentMs, log })),
      );
      const consumer: Consumer = {
        async stop() {
          consumers.delete(consumer);
          await Promise.all(started.map((one) => one.stop()));
        },
      };
      consumers.add(consumer);
      return consumer;
    },
    lag: (group, names) => ask('lag', () => Promise.all(names.map((topic) => topicLag(admin, groupIdOf(group, topic), topic, Date.now())))),
    async ping() {
      await ask('ping', () => admin.describeCluster());
    },
    async close() {
      await Promise.all([...consumers].map((consumer) => consumer.stop()));
      await appender.close();
      await withDeadline(admin.disconnect(), ADMIN_MS, 'closing').catch(() => undefined);
    },
  };
}

/** The Kafka group that reads `topic` for `group`. */
function groupIdOf(group: string, topic: string): string {
  return `${group}.${topic}`;
}
