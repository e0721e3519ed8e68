import { type BatchMessage, batchMessage } from '@loa/domain/delivery';
import type { BatchMarks } from '@loa/domain/ports';
import { dispatch } from '@loa/domain/topics';
import type { Clock } from './clock.ts';
import type { EventLog, NewRecord } from './event-log.ts';
import type { Hooks } from './hooks.ts';

export interface BatchOutboxOptions {
  readonly eventLog: EventLog;
  readonly marks: BatchMarks;
  readonly clock: Clock;
  readonly hooks: Hooks;
  /** A batch must be durable in the log within this time, milliseconds; default 5,000. */
  readonly deadlineMs?: number;
}

/** Puts committed batches into the log, those of one topic in the order given, and then marks them as published. */
export type BatchOutbox = (batches: readonly BatchMessage[]) => Promise<void>;

/**
 * The one outbox of fan-out and sweeper. A crash anywhere leaves batches unmarked, and unmarked ones are published again:
 * senders take a batch once, however often its id comes. Rejects as the log and the database do.
 */
export function batchOutbox({ eventLog, marks, clock, hooks, deadlineMs = 5_000 }: BatchOutboxOptions): BatchOutbox {
  return async (batches) => {
    if (batches.length === 0) return;
    hooks.reached('before-publish');
    for (const [topic, records] of byTopic(batches)) await eventLog.append(topic, records, { deadlineMs });
    hooks.reached('after-publish');
    hooks.reached('before-mark');
    await marks.markPublished(
      batches.map((batch) => batch.batchId),
      clock.now().toISOString(),
    );
    hooks.reached('after-mark');
  };
}

function byTopic(batches: readonly BatchMessage[]): Map<string, NewRecord[]> {
  const topics = new Map<string, NewRecord[]>();
  for (const batch of batches) {
    const { name } = dispatch(batch.channel, batch.lane);
    const records = topics.get(name) ?? [];
    topics.set(name, records);
    const id = String(batch.batchId);
    records.push({ key: id, id: `batch:${id}`, value: Buffer.from(JSON.stringify(batchMessage.parse(batch)), 'utf8') });
  }
  return topics;
}
