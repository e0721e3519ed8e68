import type { DeadLetters } from '@loa/domain/ports';
import type { Logger } from 'pino';
import type { Disposition, EventLog, LogRecord, NewRecord } from './event-log.ts';
import { RecordTooLarge } from './event-log.ts';
import type { Hooks } from './hooks.ts';
import type { FollowUp } from './outcome.ts';
import type { HandlingResult } from './worker-metrics.ts';

/** What became of a record: for the engine, and for the counters. */
export interface Settled {
  readonly result: HandlingResult;
  readonly disposition: Disposition;
}

/** Follow-ups must be durable within this time, or the record is held; milliseconds. */
export const APPEND_DEADLINE_MS = 5_000;
const HELD_MS = 500;

const MOVE: Disposition = { move: true };

interface SettleOptions {
  readonly eventLog: EventLog;
  readonly deadLetters: DeadLetters;
  readonly group: string;
  readonly hooks: Hooks;
}

/** Appends the follow-ups, topic by topic in the order given, so that the position moves only after them. Rejects as the log does. */
export async function publish(options: SettleOptions, followUps: readonly FollowUp[], record: LogRecord, log: Logger): Promise<Settled> {
  const moved: Settled = { result: 'done', disposition: MOVE };
  if (followUps.length === 0) return moved;
  options.hooks.reached('before-publish');
  try {
    for (const [topic, records] of byTopic(followUps)) await options.eventLog.append(topic, records, { deadlineMs: APPEND_DEADLINE_MS });
  } catch (err) {
    if (err instanceof RecordTooLarge) return keepLetter(options, record, 'follow-up-too-large', 'unexpected', log);
    throw err;
  }
  options.hooks.reached('after-publish');
  return moved;
}

/** Keeps a record as a dead letter and moves on; holds it when the store does not answer. */
export async function keepLetter(
  options: SettleOptions,
  record: LogRecord,
  reason: string,
  result: HandlingResult,
  log: Logger,
): Promise<Settled> {
  const { topic, partition, offset, key, id: envelopeId, value } = record;
  try {
    await options.deadLetters.keep({ topic, partition, offset, group: options.group, key, envelopeId, bytes: value, reason });
  } catch (err) {
    log.error({ err, reason }, 'dead letter not kept');
    return { result: 'again', disposition: { move: false, again: HELD_MS } };
  }
  log.error({ reason }, 'dead letter kept');
  return { result, disposition: MOVE };
}

function byTopic(followUps: readonly FollowUp[]): Map<string, NewRecord[]> {
  const topics = new Map<string, NewRecord[]>();
  for (const { topic, key, id, message } of followUps) {
    const records = topics.get(topic.name) ?? [];
    topics.set(topic.name, records);
    records.push({ key, id, value: Buffer.from(JSON.stringify(message), 'utf8') });
  }
  return topics;
}
