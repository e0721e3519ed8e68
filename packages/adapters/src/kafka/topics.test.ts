import type { ITopicConfig } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { ensureTopics, FRAMING_BYTES, type TopicAdmin } from './topics.ts';

const topic = (name: string) => ({ name, partitions: 6, maxMessageBytes: 1_000 });

/** A cluster whose metadata lags: new topics show only at the third look, and their first description fails. */
function laggingCluster(existing: string[], create: (names: string[]) => void = () => undefined) {
  const created: ITopicConfig[] = [];
  let looks = 0;
  let described = 0;
  const admin: TopicAdmin = {
    listTopics: () => {
      looks += 1;
      return Promise.resolve(looks < 3 ? existing : [...existing, ...created.map((one) => one.topic)]);
    },
    createTopics: async ({ topics }) => {
      created.push(...topics);
      create(topics.map((one) => one.topic));
      return true;
    },
    fetchTopicMetadata: async () => {
      described += 1;
      if (described === 1) throw new Error('This server does not host this topic-partition');
      return { topics: [] };
    },
  };
  return { admin, created, described: () => described };
}

describe('making topics', () => {
  it('waits for a broker that has not heard yet of what the controller made', async () => {
    const cluster = laggingCluster(['old']);
    await ensureTopics(cluster.admin, [topic('old'), topic('new')]);
    expect(cluster.created.map((one) => one.topic)).toEqual(['new']);
    expect(cluster.described()).toBe(2);
  });

  it('gives a topic its partitions, its largest record and broker time stamps', async () => {
    const cluster = laggingCluster([]);
    await ensureTopics(cluster.admin, [topic('new')]);
    expect(cluster.created).toMatchObject([
      {
        numPartitions: 6,
        configEntries: [
          { name: 'max.message.bytes', value: String(1_000 + FRAMING_BYTES) },
          { name: 'message.timestamp.type', value: 'LogAppendTime' },
        ],
      },
    ]);
  });

  it('goes on when another service made the topics a moment before', async () => {
    const cluster = laggingCluster([], () => {
      throw new Error('TOPIC_ALREADY_EXISTS');
    });
    await ensureTopics(cluster.admin, [topic('new')]);
    expect(cluster.described()).toBe(2);
  });

  it('touches nothing where every topic exists', async () => {
    const cluster = laggingCluster(['old']);
    await ensureTopics(cluster.admin, [topic('old')]);
    expect([cluster.created, cluster.described()]).toEqual([[], 0]);
  });
});
