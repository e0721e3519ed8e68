import type { DeadLetters } from '@loa/domain/ports';
import type { Topic } from '@loa/domain/topics';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Clock } from './clock.ts';
import type { Disposition, EventLog, LogRecord } from './event-log.ts';
import type { Hooks } from './hooks.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { Metrics } from './metrics.ts';
import { outageReason } from './outage.ts';
import type { Handler, Outcome } from './outcome.ts';
import { attempts } from './worker-attempts.ts';
import { decoder } from './worker-decode.ts';
import { workerMetrics, type HandlingResult } from './worker-metrics.ts';
import { keepLetter, publish, type Settled } from './worker-settle.ts';

export interface WorkerOptions<S extends z.ZodType> {
  readonly eventLog: EventLog;
  readonly group: string;
  readonly topics: readonly Topic<S>[];
  readonly handler: Handler<z.output<S>>;
  readonly deadLetters: DeadLetters;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
  /** Told when a handler halts: the process is no longer ready. */
  readonly lifecycle: Pick<Lifecycle, 'fail'>;
  /** Partitions handled side by side; default 1. */
  readonly concurrency?: number;
}

export interface Worker {
  /** Stops taking records and waits for those in hand. Idempotent. */
  stop(): Promise<void>;
}

/** A handler may throw this often on one record before the record is a dead letter. */
export const TRIES = 5;
/** Waits between the tries double from here, milliseconds. */
const FIRST_WAIT_MS = 250;
/** Wait before a record is tried again when an engine is missing, milliseconds. */
const OUTAGE_WAIT_MS = 500;

/**
 * Runs `handler` on every record of `topics`, at least once, one after another within a partition. Follow-ups are durable in
 * the log before the position moves. A record that cannot be decoded, is refused, or makes the handler throw {@link TRIES}
 * times becomes a dead letter; an engine that is missing (of the handler, the log or the dead letters) holds the partition.
 */
export async function startWorker<S extends z.ZodType>(options: WorkerOptions<S>): Promise<Worker> {
  const { eventLog, group, topics, hooks } = options;
  const names = topics.map((topic) => topic.name);
  const measure = workerMetrics(options.metrics, eventLog, group, names);
  const decode = decoder(topics);
  const tries = attempts();
  let halted = false;

  async function handle(record: LogRecord, signal: AbortSignal): Promise<Disposition> {
    if (halted || signal.aborted) return { move: false, again: OUTAGE_WAIT_MS };
    const log = options.log.child({ group, topic: record.topic, partition: record.partition, offset: record.offset, id: record.id });
    const began = performance.now();
    try {
      const { result, disposition } = await settle(record, signal, log);
      measure(record.topic, result, performance.now() - began);
      if (disposition.move) {
        tries.forget(record);
        hooks.reached('before-position');
      }
      return disposition;
    } catch (err) {
      log.error({ err }, 'record could not be settled');
      return { move: false, again: OUTAGE_WAIT_MS };
    }
  }

  async function settle(record: LogRecord, signal: AbortSignal, log: Logger): Promise<Settled> {
    const attempt = tries.next(record);
    const decoded = decode(record);
    if (!decoded.ok) return keepLetter(options, record, decoded.reason, 'undecodable', log);
    try {
      const outcome = await options.handler(decoded.message, { log, signal, now: () => options.clock.now(), attempt });
      return await apply(outcome, record, log);
    } catch (err) {
      return thrown(err, record, signal, log);
    }
  }

  async function apply(outcome: Outcome, record: LogRecord, log: Logger): Promise<Settled> {
    switch (outcome.kind) {
      case 'done':
        return publish(options, outcome.followUps, record, log);
      case 'refuse':
        return keepLetter(options, record, outcome.reason, 'refused', log);
      case 'again':
        log.warn({ reason: outcome.reason, afterMs: outcome.afterMs }, 'record held');
        return held('again', outcome.afterMs);
      case 'halt':
        return halt(outcome.reason, log);
    }
  }

  async function thrown(err: unknown, record: LogRecord, signal: AbortSignal, log: Logger): Promise<Settled> {
    if (signal.aborted) return held('again', 0);
    const outage = outageReason(err);
    if (outage !== null) {
      log.warn({ reason: outage }, 'record held');
      return held('again', OUTAGE_WAIT_MS);
    }
    const faults = tries.fault(record);
    log.error({ err, faults }, 'handler threw');
    if (faults >= TRIES) return keepLetter(options, record, 'unexpected', 'unexpected', log);
    return held('again', FIRST_WAIT_MS * 2 ** (faults - 1));
  }

  function halt(reason: string, log: Logger): Settled {
    halted = true;
    log.fatal({ reason }, 'worker halted');
    options.lifecycle.fail(reason);
    // Not awaited: stopping waits for the record in hand, which is this one.
    consumer.then((running) => running.stop()).catch((err: unknown) => log.error({ err }, 'halted worker could not stop'));
    return held('halted', OUTAGE_WAIT_MS);
  }

  const moved = (): void => hooks.reached('after-position');
  const consumer = eventLog.consume({ group, topics: names, concurrency: options.concurrency ?? 1, handle, moved });
  const running = await consumer;
  return { stop: () => running.stop() };
}

function held(result: HandlingResult, again: number): Settled {
  return { result, disposition: { move: false, again } };
}
