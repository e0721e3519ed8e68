import type { Topic } from '@loa/domain/topics';
import type { Admin } from 'kafkajs';

/** What a topic needs of the registry: its name and limits. */
export type TopicLimits = Pick<Topic, 'name' | 'partitions' | 'maxMessageBytes'>;

/** Room beside the value for the batch's header, key and envelope id. */
export const FRAMING_BYTES = 4_096;

/**
 * Creates the topics that are missing; those that exist are left as they are, an operator may have changed them. Broker time
 * stamps (`LogAppendTime`), so that a record's age never depends on a producer's clock. Replication is the broker's default.
 */
export async function ensureTopics(admin: Admin, topics: readonly TopicLimits[]): Promise<void> {
  const there = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !there.has(topic.name));
  if (missing.length === 0) return;
  try {
    await admin.createTopics({ waitForLeaders: true, timeout: 10_000, topics: missing.map(definition) });
  } catch (error) {
    // Several services start at once, each with this list: whoever comes second finds some made and some not.
    const now = new Set(await admin.listTopics());
    if (missing.some((topic) => !now.has(topic.name))) throw error;
  }
}

function definition(topic: TopicLimits) {
  return {
    topic: topic.name,
    numPartitions: topic.partitions,
    replicationFactor: -1,
    configEntries: [
      { name: 'max.message.bytes', value: String(topic.maxMessageBytes + FRAMING_BYTES) },
      { name: 'message.timestamp.type', value: 'LogAppendTime' },
    ],
  };
}
