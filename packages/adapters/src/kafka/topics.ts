import { setTimeout as sleep } from 'node:timers/promises';
import type { Topic } from '@loa/domain/topics';
import { LogUnavailable } from '@loa/runtime';
import type { Admin } from 'kafkajs';

/** What a topic needs of the registry: its name and limits. */
export type TopicLimits = Pick<Topic, 'name' | 'partitions' | 'maxMessageBytes'>;

/** Room beside the value for the batch's header, key and envelope id. */
export const FRAMING_BYTES = 4_096;

/** What is asked of the cluster. */
export type TopicAdmin = Pick<Admin, 'listTopics' | 'createTopics' | 'fetchTopicMetadata'>;

const VISIBLE_MS = 20_000;

/**
 * Creates the topics that are missing and waits until the broker asked knows them; those that exist are left as they are, an
 * operator may have changed them. Broker time stamps (`LogAppendTime`), so that a record's age never depends on a producer's
 * clock. Replication is the broker's default.
 */
export async function ensureTopics(admin: TopicAdmin, topics: readonly TopicLimits[]): Promise<void> {
  const there = new Set(await admin.listTopics());
  const missing = topics.filter((topic) => !there.has(topic.name));
  if (missing.length === 0) return;
  let refused: unknown;
  try {
    // kafkajs's own wait for leaders fails on a broker that has not heard of the topic yet, which KRaft tells it a little later.
    await admin.createTopics({ waitForLeaders: false, timeout: 10_000, topics: missing.map(definition) });
  } catch (error) {
    // Several services start at once, each with this list: whoever comes second finds some made and some not.
    refused = error;
  }
  await visible(admin, missing, refused);
}

async function visible(admin: TopicAdmin, topics: readonly TopicLimits[], refused: unknown): Promise<void> {
  const names = topics.map((topic) => topic.name);
  const end = Date.now() + VISIBLE_MS;
  for (let fault = refused; ; await sleep(50)) {
    try {
      const there = new Set(await admin.listTopics());
      if (names.every((name) => there.has(name))) {
        await admin.fetchTopicMetadata({ topics: names });
        return;
      }
    } catch (error) {
      fault = error;
    }
    if (Date.now() > end) throw new LogUnavailable('the broker does not show the new topics', { cause: fault });
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
