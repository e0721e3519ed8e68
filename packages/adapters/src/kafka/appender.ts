import { type Logger, LogUnavailable, type NewRecord, RecordTooLarge } from '@loa/runtime';
import type { Producer } from 'kafkajs';
import { unavailable, withDeadline } from './deadline.ts';
import { FRAMING_BYTES, type TopicLimits } from './topics.ts';

/** Records of one topic that go out together: at most the topic's largest record batch. */
interface Parcel {
  readonly topic: TopicLimits;
  readonly records: readonly NewRecord[];
  readonly bytes: number;
  readonly deadline: number;
  /** Set when its append was given up before it left: then it must not leave any more. */
  readonly given: { up: boolean };
  readonly settle: (error: LogUnavailable | null) => void;
}

/** See {@link createAppender}. */
export interface Appender {
  append(topic: string, records: readonly NewRecord[], deadlineMs: number): Promise<void>;
  close(): Promise<void>;
}

/**
 * Appends through one idempotent producer, one request at a time: what is asked for meanwhile leaves with the next request, in
 * the order asked. After any failed request the producer is thrown away: its sequence numbers are in doubt then, and a broker
 * that has seen a number takes the next record under that number for a repeat and drops it without an error.
 */
export function createAppender(options: {
  readonly topics: readonly TopicLimits[];
  readonly newProducer: () => Producer;
  readonly log: Logger;
}): Appender {
  const { newProducer, log } = options;
  const topics = new Map(options.topics.map((topic) => [topic.name, topic]));
  const waiting: Parcel[] = [];
  let producer: Producer | null = null;
  let sending = false;

  async function connected(ms: number): Promise<Producer> {
    if (producer !== null) return producer;
    const fresh = newProducer();
    producer = fresh;
    fresh.on(fresh.events.DISCONNECT, () => {
      if (producer === fresh) producer = null;
    });
    await withDeadline(fresh.connect(), ms, 'connecting the producer');
    return fresh;
  }

  function throwAway(): void {
    const old = producer;
    producer = null;
    // It may be without a broker to take leave of; nobody waits for it.
    old?.disconnect().catch(() => undefined);
  }

  async function send(flight: readonly Parcel[]): Promise<void> {
    const ms = Math.max(...flight.map((parcel) => parcel.deadline)) - Date.now();
    try {
      const sender = await connected(ms);
      await withDeadline(sender.sendBatch({ acks: -1, timeout: 5_000, topicMessages: flight.map(messages) }), ms, 'append');
      for (const parcel of flight) parcel.settle(null);
    } catch (error) {
      throwAway();
      log.warn({ err: error, topics: flight.map((parcel) => parcel.topic.name) }, 'append failed');
      for (const parcel of flight) parcel.settle(unavailable('append', error));
    }
  }

  async function sendAll(): Promise<void> {
    if (sending) return;
    sending = true;
    for (let flight = nextFlight(waiting); flight.length > 0; flight = nextFlight(waiting)) await send(flight);
    sending = false;
  }

  return {
    async append(topicName, records, deadlineMs) {
      const topic = topics.get(topicName);
      if (topic === undefined) throw new Error(`topic ${topicName} is not in the registry this log was opened with`);
      if (records.length === 0) return;
      const given = { up: false };
      const deadline = Date.now() + deadlineMs;
      const settled = parcelsOf(topic, records).map(
        (part) =>
          new Promise<void>((resolve, reject) => {
            const settle = (error: LogUnavailable | null) => (error === null ? resolve() : reject(error));
            waiting.push({ ...part, topic, deadline, given, settle });
          }),
      );
      void sendAll();
      try {
        await withDeadline(Promise.all(settled), deadlineMs, 'append');
      } finally {
        given.up = true;
        for (const part of settled) part.catch(() => undefined);
      }
    },
    async close() {
      for (const parcel of waiting.splice(0)) parcel.settle(new LogUnavailable('the log was closed'));
      await producer?.disconnect().catch(() => undefined);
      producer = null;
    },
  };
}

function messages(parcel: Parcel) {
  return {
    topic: parcel.topic.name,
    messages: parcel.records.map((record) => ({ key: record.key, value: Buffer.from(record.value), headers: { id: record.id } })),
  };
}

/** Takes what fits into the next request: per topic at most one largest batch, as if all of it went to one partition. */
function nextFlight(waiting: Parcel[]): Parcel[] {
  const flight: Parcel[] = [];
  const bytes = new Map<string, number>();
  while (waiting[0] !== undefined) {
    const parcel = waiting[0];
    if (parcel.given.up) {
      waiting.shift();
      continue;
    }
    const sum = (bytes.get(parcel.topic.name) ?? 0) + parcel.bytes;
    if (sum > parcel.topic.maxMessageBytes + FRAMING_BYTES && bytes.has(parcel.topic.name)) break;
    bytes.set(parcel.topic.name, sum);
    flight.push(parcel);
    waiting.shift();
  }
  return flight;
}

/** Cuts an append into parts that each fit one record batch. Throws {@link RecordTooLarge}. */
function parcelsOf(topic: TopicLimits, records: readonly NewRecord[]): { records: NewRecord[]; bytes: number }[] {
  const parcels: { records: NewRecord[]; bytes: number }[] = [];
  for (const record of records) {
    const framing = 128 + Buffer.byteLength(record.key) + Buffer.byteLength(record.id);
    if (record.value.byteLength > topic.maxMessageBytes || framing > FRAMING_BYTES) {
      throw new RecordTooLarge(`a record of ${record.value.byteLength} bytes; ${topic.name} takes ${topic.maxMessageBytes}`);
    }
    const bytes = framing + record.value.byteLength;
    const last = parcels.at(-1);
    if (last === undefined || last.bytes + bytes > topic.maxMessageBytes + FRAMING_BYTES) parcels.push({ records: [record], bytes });
    else {
      last.records.push(record);
      last.bytes += bytes;
    }
  }
  return parcels;
}
