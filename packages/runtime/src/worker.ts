import type { DeadLetters } from '@loa/domain/ports';
import type { Topic } from '@loa/domain/topics';
import type { Clock } from './clock.ts';
import type { Consumer, Disposition, EventLog, LogRecord } from './event-log.ts';
import { LogUnavailable } from './event-log.ts';
import type { Hooks } from './hooks.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Logger } from './log.ts';
import type { Metrics } from './metrics.ts';
import { again, type FollowUp, type Handler, type Outcome, refuse } from './outcome.ts';

/** Tries that an unexpected error gets before its message becomes a dead letter. */
export const UNEXPECTED_TRIES = 5;
const APPEND_DEADLINE_MS = 5_000;
const MOVE: Disposition = { move: true };
const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

export interface WorkerOptions<M> {
  readonly eventLog: EventLog;
  readonly group: string;
  readonly topics: readonly Topic[];
  readonly handler: Handler<M>;
  readonly deadLetters: DeadLetters;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
  /** Partitions handled side by side; default 1. */
  readonly concurrency?: number;
}

/**
 * Consumes topics with a handler: decodes by the topic's schema, appends follow-ups before the position moves, keeps what
 * no handler can take as a dead letter. No fault ever reaches the log's client.
 */
export function startWorker<M>(options: WorkerOptions<M>): Promise<Consumer> {
  const { group, metrics, hooks } = options;
  const schemas = new Map(options.topics.map((topic) => [topic.name, topic.schema]));
  const attempts = new Map<string, number>();
  const log = options.log.child({ group });

  const judge = async (record: LogRecord, signal: AbortSignal, attempt: number): Promise<Outcome> => {
    const message = decode(record, schemas.get(record.topic));
    if (!message.ok) return refuse(message.reason);
    const context = { log, signal, attempt, now: () => options.clock.now() };
    return options.handler(message.value as M, context);
  };

  const settle = async (record: LogRecord, outcome: Outcome): Promise<Disposition> => {
    switch (outcome.kind) {
      case 'done':
        await publish(options, outcome.followUps);
        return MOVE;
      case 'refuse':
        log.warn({ topic: record.topic, partition: record.partition, offset: record.offset, reason: outcome.reason }, 'message refused');
        await options.deadLetters.keep({ topic: record.topic, partition: record.partition, offset: record.offset, group, key: record.key, envelopeId: record.id, bytes: record.value, reason: outcome.reason });
        return MOVE;
      case 'again':
        log.debug({ topic: record.topic, reason: outcome.reason }, 'message held');
        return { move: false, again: outcome.afterMs };
      case 'halt':
        log.error({ topic: record.topic, reason: outcome.reason }, 'worker halts');
        options.lifecycle.fail(outcome.reason);
        return { move: false, again: 60_000 };
    }
  };

  const handle = async (record: LogRecord, signal: AbortSignal): Promise<Disposition> => {
    const place = `${record.topic}/${record.partition}/${record.offset}`;
    const attempt = (attempts.get(place) ?? 0) + 1;
    attempts.set(place, attempt);
    const stop = metrics.handling.startTimer({ group });
    const outcome = await judge(record, signal, attempt).catch((error: unknown) => unexpected(error, attempt));
    stop();
    metrics.messages.inc({ group, topic: record.topic, outcome: outcome.kind });
    try {
      const disposition = await settle(record, outcome);
      if (disposition.move) {
        attempts.delete(place);
        hooks.reached('before-position');
      }
      return disposition;
    } catch (error) {
      log.warn({ topic: record.topic, err: error }, 'outcome could not be kept; message is held');
      return { move: false, again: 1_000 };
    }
  };

  const unexpected = (error: unknown, attempt: number): Outcome => {
    if (error instanceof LogUnavailable) return again(1_000, error.code);
    if (codeOf(error) === 'unavailable' || codeOf(error) === '53100') return again(1_000, 'database unavailable');
    log.error({ err: error, attempt }, 'unexpected error in a handler');
    return attempt >= UNEXPECTED_TRIES ? refuse('unexpected') : again(100 * 2 ** attempt, 'unexpected');
  };

  return options.eventLog.consume({ group, topics: [...schemas.keys()], concurrency: options.concurrency ?? 1, handle });
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

function decode(record: LogRecord, schema: Topic['schema'] | undefined): { ok: true; value: unknown } | { ok: false; reason: string } {
  let json: unknown;
  try {
    json = JSON.parse(decoder.decode(record.value));
  } catch {
    return { ok: false, reason: 'undecodable: not JSON in UTF-8' };
  }
  const parsed = schema?.safeParse(json);
  if (parsed?.success === true) return { ok: true, value: parsed.data };
  const issue = parsed?.error.issues[0];
  return { ok: false, reason: `undecodable: ${issue === undefined ? 'no schema' : `${issue.path.join('.')}: ${issue.message}`}`.slice(0, 300) };
}

/** Appends follow-ups, those of one topic together. Rejects with LogUnavailable. */
export async function publish(options: { eventLog: EventLog; hooks: Hooks }, followUps: readonly FollowUp[]): Promise<void> {
  if (followUps.length === 0) return;
  options.hooks.reached('before-publish');
  const byTopic = Map.groupBy(followUps, (followUp) => followUp.topic.name);
  for (const [topic, group] of byTopic) {
    const records = group.map(({ key, id, message }) => ({ key, id, value: encoder.encode(JSON.stringify(message)) }));
    await options.eventLog.append(topic, records, { deadlineMs: APPEND_DEADLINE_MS });
  }
  options.hooks.reached('after-publish');
}
