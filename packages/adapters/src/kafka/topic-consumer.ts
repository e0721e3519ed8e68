import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumeOptions, Consumer, Logger } from '@loa/runtime';
import type { Kafka } from 'kafkajs';
import { openMembership, type Membership } from './membership.ts';
import type { Slots } from './slots.ts';

/** How long `consume` waits to be a member of its group before it goes on joining behind the caller's back. */
const FIRST_JOIN_MS = 30_000;
const REBUILD_MS = 500;

/** What one topic's consumer is made of. */
export interface TopicConsumerOptions {
  readonly kafka: Kafka;
  readonly groupId: string;
  readonly topic: string;
  readonly slots: Slots;
  readonly handle: ConsumeOptions['handle'];
  readonly moved: (topic: string, partition: number, next: string) => void;
  /** A consumer of which no fetch ends for so long is replaced, milliseconds. */
  readonly silentMs: number;
  readonly log: Logger;
}

/**
 * Keeps one topic's membership alive: a crashed kafkajs consumer is replaced by a new one, for ever, until `stop`. Records in
 * hand of the old membership end before the new one handles the same partition.
 */
export async function consumeTopic(options: TopicConsumerOptions): Promise<Consumer> {
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const tails = new Map<number, Promise<void>>();
  let current: Membership | null = null;
  let joined = () => {};
  const firstJoin = new Promise<void>((resolve) => (joined = resolve));

  async function live(): Promise<void> {
    while (!isStopping()) {
      try {
        current = openMembership({ ...options, tails, joined });
        const cause = await current.ended;
        if (!isStopping()) options.log.warn({ err: cause, topic: options.topic }, 'consumer crashed, building it again');
      } catch (error) {
        options.log.warn({ err: error, topic: options.topic }, 'consumer could not be built yet');
      }
      await sleep(REBUILD_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  const living = live();
  await Promise.race([firstJoin, sleep(FIRST_JOIN_MS, undefined, { ref: false })]);
  return {
    async stop() {
      stopping.abort();
      await current?.leave();
      await living;
    },
  };
}
