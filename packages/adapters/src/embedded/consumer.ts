import type { ConsumeOptions, Consumer, Disposition, LogRecord } from '@loa/runtime';
import type { Sql } from '../postgres/sql.ts';
import type { Heads } from './heads.ts';
import { createPositions } from './positions.ts';
import { POSITION, READ } from './statements.ts';

export interface ConsumerOptions extends ConsumeOptions {
  readonly db: Sql;
  readonly heads: Heads;
  readonly partitions: readonly { readonly topic: string; readonly partition: number }[];
  /** Who holds which partition of which group, over all consumers of this log. */
  readonly owners: Map<string, symbol>;
}

interface Slot {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to read; null until the position has been looked up. */
  next: number | null;
  busy: boolean;
  hold: NodeJS.Timeout | null;
}

interface Row {
  readonly log_offset: number;
  readonly key: string | null;
  readonly envelope_id: string | null;
  readonly value: Uint8Array;
  readonly at_ms: number;
}

/** Records read ahead from a partition. */
const PREFETCH = 64;
const RETRY_MS = 200;

/** One consumer: up to `concurrency` partitions at work, each taken by the first that finds records in it and kept until it stops. */
export function runConsumer(options: ConsumerOptions): Consumer {
  const { db, heads, group, owners, concurrency = 1 } = options;
  const me = Symbol(group);
  const abort = new AbortController();
  const positions = createPositions(db, group, ({ topic, partition, next }) => options.moved?.(topic, partition, String(next)));
  const slots: Slot[] = options.partitions.map((at) => ({ ...at, next: null, busy: false, hold: null }));
  const inHand = new Set<Promise<void>>();
  const ownerKey = (slot: Slot): string => `${group}\0${slot.topic}\0${slot.partition}`;

  function isReady(slot: Slot): boolean {
    if (slot.busy || slot.hold !== null || heads.of(slot.topic, slot.partition) <= (slot.next ?? 0)) return false;
    return (owners.get(ownerKey(slot)) ?? me) === me;
  }

  function pump(): void {
    while (!abort.signal.aborted && inHand.size < concurrency) {
      const index = slots.findIndex(isReady);
      const [slot] = index < 0 ? [] : slots.splice(index, 1);
      if (slot === undefined) return;
      // To the end of the row: a busy partition must not starve the others.
      slots.push(slot);
      owners.set(ownerKey(slot), me);
      slot.busy = true;
      const work = pass(slot).finally(() => {
        slot.busy = false;
        inHand.delete(work);
        pump();
      });
      inHand.add(work);
    }
  }

  function holdFor(slot: Slot, ms: number): void {
    slot.hold = setTimeout(() => {
      slot.hold = null;
      pump();
    }, ms);
  }

  /** Handles one chunk of a partition. Never rejects. */
  async function pass(slot: Slot): Promise<void> {
    let records: LogRecord[];
    try {
      records = await read(slot);
    } catch {
      holdFor(slot, RETRY_MS);
      return;
    }
    for (const record of records) {
      if (abort.signal.aborted) return;
      const disposition = await dispositionOf(record);
      if (!disposition.move) {
        holdFor(slot, disposition.again);
        return;
      }
      slot.next = Number(record.offset) + 1;
      positions.mark({ topic: slot.topic, partition: slot.partition, next: slot.next });
    }
  }

  async function read(slot: Slot): Promise<LogRecord[]> {
    const { topic, partition } = slot;
    const end = heads.of(topic, partition);
    if (slot.next === null) {
      const [position] = await db.query<{ next_offset: number }>(POSITION, [group, topic, partition]);
      slot.next = position?.next_offset ?? 0;
    }
    const rows = await db.query<Row>(READ, [topic, partition, slot.next, PREFETCH]);
    if (rows.length === 0) slot.next = Math.max(slot.next, end);
    return rows.map((row) => ({
      topic,
      partition,
      offset: String(row.log_offset),
      key: row.key,
      id: row.envelope_id,
      value: row.value,
      at: row.at_ms,
    }));
  }

  async function dispositionOf(record: LogRecord): Promise<Disposition> {
    try {
      return await options.handle(record, abort.signal);
    } catch {
      // Against its obligation; the record is not lost by it.
      return { move: false, again: RETRY_MS };
    }
  }

  const unsubscribe = heads.subscribe(pump);
  let stopping: Promise<void> | null = null;

  async function stop(): Promise<void> {
    abort.abort();
    unsubscribe();
    await Promise.all(inHand);
    for (const slot of slots) if (slot.hold !== null) clearTimeout(slot.hold);
    try {
      await positions.drain();
    } finally {
      for (const slot of slots) if (owners.get(ownerKey(slot)) === me) owners.delete(ownerKey(slot));
      heads.wakeAll();
    }
  }

  pump();
  return { stop: () => (stopping ??= stop()) };
}
