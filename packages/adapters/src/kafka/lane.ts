import { setTimeout as sleep } from 'node:timers/promises';
import type { ConsumeOptions, Disposition, Logger, LogRecord } from '@loa/runtime';
import type { Slots } from './slots.ts';

/** Fetched and not yet handled, beyond which the partition is paused. */
const FULL_RECORDS = 256;
const FULL_BYTES = 4 * 1024 * 1024;

/** The records of one partition in this process, handled one after another. */
export interface Lane {
  /** Offset of the next record this lane wants; null before its first. */
  readonly next: bigint | null;
  readonly full: boolean;
  /** Takes records in order; those it has had already are passed over. `after` is the offset that follows the fetched stretch. */
  offer(records: readonly LogRecord[], after: bigint): void;
  /** Starts no record until `goOn`; the one in hand ends. */
  hold(): void;
  goOn(): void;
  /** Lets the record in hand end and starts no other. With `lost`, what it still ends with moves no position. */
  end(how: 'lost' | 'stopped'): Promise<void>;
}

/** See {@link Lane}. */
export function createLane(options: {
  readonly handle: ConsumeOptions['handle'];
  readonly slots: Slots;
  /** An earlier lane of the same partition: its record in hand ends first. */
  readonly previous: Promise<void>;
  readonly moved: (next: bigint) => void;
  /** Called when a full lane has room again. */
  readonly roomAgain: () => void;
  readonly log: Logger;
}): Lane {
  const { handle, slots, log } = options;
  const queue: LogRecord[] = [];
  const abort = new AbortController();
  let bytes = 0;
  let next: bigint | null = null;
  let lost = false;
  let running: Promise<void> = options.previous;
  let busy = false;
  let held: PromiseWithResolvers<void> | null = null;
  const isFull = () => queue.length >= FULL_RECORDS || bytes >= FULL_BYTES;

  async function one(record: LogRecord): Promise<Disposition> {
    await slots.take();
    try {
      await held?.promise;
      if (abort.signal.aborted) return { move: false, again: 0 };
      return await handle(record, abort.signal);
    } catch (error) {
      // The port forbids it; a rejection that reached kafkajs would make it restart for ever.
      log.error({ err: error, topic: record.topic, partition: record.partition, offset: record.offset }, 'a handler rejected');
      return { move: false, again: 1_000 };
    } finally {
      slots.give();
    }
  }

  async function work(previous: Promise<void>): Promise<void> {
    await previous;
    for (let record = queue[0]; record !== undefined && !abort.signal.aborted; record = queue[0]) {
      const disposition = await one(record);
      if (!disposition.move) {
        await sleep(disposition.again, undefined, { signal: abort.signal }).catch(() => undefined);
        continue;
      }
      const wasFull = isFull();
      queue.shift();
      bytes -= record.value.byteLength;
      if (lost) return;
      options.moved(BigInt(record.offset) + 1n);
      if (wasFull && !isFull()) options.roomAgain();
    }
    busy = false;
  }

  return {
    get next() {
      return next;
    },
    get full() {
      return isFull();
    },
    offer(records, after) {
      for (const record of records) {
        if (next !== null && BigInt(record.offset) < next) continue;
        queue.push(record);
        bytes += record.value.byteLength;
      }
      if (next === null || after > next) next = after;
      if (busy || abort.signal.aborted || queue.length === 0) return;
      busy = true;
      running = work(running);
    },
    hold() {
      held ??= Promise.withResolvers();
    },
    goOn() {
      held?.resolve();
      held = null;
    },
    async end(how) {
      if (how === 'lost') lost = true;
      abort.abort();
      held?.resolve();
      await running;
    },
  };
}
