import { LogUnavailable, type LogRecord } from '@loa/runtime';
import type { Consumer as KafkaConsumer, EachBatchPayload, KafkaMessage } from 'kafkajs';
import { withDeadline } from './deadline.ts';
import { createLane, type Lane } from './lane.ts';
import { createPositions } from './positions.ts';
import type { TopicConsumerOptions } from './topic-consumer.ts';

/** A commit without an answer by then has failed, milliseconds: kafkajs can wait for ever on a connection that was replaced. */
const COMMIT_MS = 10_000;
const LEAVE_MS = 3_000;
const LOOKS_PER_SILENCE = 6;
/**
 * How long the broker may hold a fetch that finds nothing. A record that comes ends it at once; what waits for it are heartbeats, a
 * partition that has room again and a consumer's leave. At 100 ms ten idle consumers kept a broker busy for a tenth of a processor.
 */
const LONGEST_FETCH_MS = 1_000;
/** By these a member hears of a rebalancing; they go out between fetches. */
const HEARTBEAT_MS = 2_000;

/** One kafkajs consumer from its building to its end. */
export interface Membership {
  /** Resolves with the cause when it crashed or could not be built, with null after `leave`. */
  readonly ended: Promise<unknown>;
  leave(): Promise<void>;
}

/**
 * kafkajs only fetches here: a batch goes into its partition's lane at once, so the fetch loop never waits for a handler. That
 * keeps heartbeats going (the loop sends them), lets other partitions go on while one is slow or held, and no handler's error
 * can reach kafkajs. A lane that is full pauses its partition. Lanes of partitions kept through a rebalance live on; each
 * knows the offset it wants next, so a stretch fetched twice is passed over and a stretch left out is sought.
 */
export function openMembership(options: TopicConsumerOptions & { tails: Map<number, Promise<void>>; joined: () => void }): Membership {
  const { kafka, groupId, topic, log, tails, silentMs } = options;
  const lanes = new Map<number, Lane>();
  const sought = new Map<number, bigint>();
  let leaving = false;
  let end: (cause: unknown) => void = () => {};
  const ended = new Promise<unknown>((resolve) => (end = resolve));

  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: 10_000,
    // A member that was killed holds up the others' join no longer than its session would last.
    rebalanceTimeout: 10_000,
    heartbeatInterval: HEARTBEAT_MS,
    maxWaitTimeInMs: LONGEST_FETCH_MS,
    allowAutoTopicCreation: false,
    // Restarting is the caller's business: kafkajs's own restart keeps the broken state.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: () => Promise.resolve(false) },
  });
  const positions = createPositions({
    log,
    async commit(moved) {
      // kafkajs answers without a word when it is not running any more: only its event says that the broker took it.
      let commits = 0;
      const off = consumer.on(consumer.events.COMMIT_OFFSETS, () => void (commits += 1));
      try {
        await withDeadline(consumer.commitOffsets(moved.map((position) => ({ topic, ...position }))), COMMIT_MS, 'commit');
      } finally {
        off();
      }
      if (commits === 0) throw new LogUnavailable('the consumer is not running');
    },
    committed: (partition, next) => options.moved(topic, partition, next),
    // A client that can fetch and not commit would deliver everything again to its successor: better now than at the next start.
    givenUp: abandon,
  });
  let lastSign = performance.now();
  const looking = setInterval(() => {
    if (performance.now() - lastSign > silentMs) abandon(new LogUnavailable('the consumer gives no sign of life'));
  }, silentMs / LOOKS_PER_SILENCE).unref();

  function abandon(cause: unknown): void {
    fail(cause);
    void withDeadline(consumer.disconnect(), LEAVE_MS, 'leaving the group').catch(() => undefined);
  }

  function fail(cause: unknown): void {
    clearInterval(looking);
    for (const partition of [...lanes.keys()]) void drop(partition, 'lost');
    positions.end();
    end(cause);
  }

  function laneOf(partition: number): Lane {
    const existing = lanes.get(partition);
    if (existing !== undefined) return existing;
    const lane = createLane({
      handle: options.handle,
      slots: options.slots,
      previous: tails.get(partition) ?? Promise.resolve(),
      moved: (next) => positions.moved(partition, next),
      roomAgain: () => resume(consumer, topic, partition),
      log,
    });
    lanes.set(partition, lane);
    return lane;
  }

  async function drop(partition: number, how: 'lost' | 'stopped'): Promise<void> {
    const lane = lanes.get(partition);
    if (lane === undefined) return;
    lanes.delete(partition);
    const done = lane.end(how);
    tails.set(partition, done);
    if (how === 'lost') positions.forget(partition);
    await done;
  }

  async function takeBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const first = batch.messages[0];
    const last = batch.messages.at(-1);
    if (leaving || first === undefined || last === undefined) return;
    const { partition } = batch;
    const lane = laneOf(partition);
    if (lane.next !== null && BigInt(first.offset) > lane.next && sought.get(partition) !== lane.next) {
      // A stretch is missing: fetched under an assignment that ended meanwhile, or removed by the broker. Ask for it, once.
      sought.set(partition, lane.next);
      consumer.seek({ topic, partition, offset: String(lane.next) });
      return;
    }
    lane.offer(
      batch.messages.map((message) => recordOf(topic, partition, message)),
      BigInt(last.offset) + 1n,
    );
    payload.resolveOffset(last.offset);
    if (lane.full) payload.pause();
  }

  // A fetch ends every second whatever it finds. Where none does, kafkajs has lost its loop without a word.
  const alive = (): void => void (lastSign = performance.now());
  consumer.on(consumer.events.FETCH, alive);
  consumer.on(consumer.events.GROUP_JOIN, alive);
  consumer.on(consumer.events.REBALANCING, () => {
    // From here on a partition may become another member's: no new record until it is known whose it is.
    for (const lane of lanes.values()) lane.hold();
  });
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    const mine = new Set(payload.memberAssignment[topic] ?? []);
    for (const partition of [...lanes.keys()]) {
      if (mine.has(partition)) {
        lanes.get(partition)?.goOn();
      } else {
        void drop(partition, 'lost');
        resume(consumer, topic, partition);
      }
    }
    log.info({ topic, partitions: mine.size }, 'consumer joined its group');
    options.joined();
  });
  consumer.on(consumer.events.HEARTBEAT, () => {
    // A rebalancing need not end by joining: where that failed, since the coordinator had moved, say, kafkajs goes on as the member that it was, and
    // the broker has just confirmed it. Held until a join, the partitions would stand still for ever.
    for (const lane of lanes.values()) lane.goOn();
  });
  consumer.on(consumer.events.CRASH, ({ payload }) => fail(payload.error));

  async function start(): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch: takeBatch });
  }
  const started = start().catch(async (error: unknown) => {
    clearInterval(looking);
    await consumer.disconnect().catch(() => undefined);
    end(error);
  });

  return {
    ended,
    async leave() {
      leaving = true;
      clearInterval(looking);
      await Promise.all([...lanes.keys()].map((partition) => drop(partition, 'stopped')));
      // A broker that does not answer must not hold up the end: what was not committed is delivered again.
      await withDeadline(positions.flush(), LEAVE_MS, 'the last positions').catch((err: unknown) =>
        log.warn({ err }, 'positions not committed'),
      );
      positions.end();
      await withDeadline(
        started.then(() => consumer.disconnect()),
        LEAVE_MS,
        'leaving the group',
      ).catch((err: unknown) => log.warn({ err }, 'group not left'));
      end(null);
    },
  };
}

function resume(consumer: KafkaConsumer, topic: string, partition: number): void {
  try {
    consumer.resume([{ topic, partitions: [partition] }]);
  } catch {
    // Not running any more: nothing is paused then.
  }
}

function recordOf(topic: string, partition: number, message: KafkaMessage): LogRecord {
  const id = message.headers?.['id'];
  return {
    topic,
    partition,
    offset: message.offset,
    key: message.key?.toString() ?? null,
    id: id === undefined ? null : String(Array.isArray(id) ? id[0] : id),
    value: message.value ?? new Uint8Array(),
    at: Number(message.timestamp),
  };
}
