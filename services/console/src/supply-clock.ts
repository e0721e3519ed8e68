import type { SupplyRecord, SupplyRecords } from '@loa/domain/ports';
import { type Colour, supplyClock, type SupplyClock } from '@loa/domain/supply';
import type { Clock, Logger } from '@loa/runtime';
import type { Alarm } from './alarm.ts';

/** A body and a warning with the clock as it stands. */
export interface ClockRow extends SupplyRecord {
  /** When a provider first took a message to one of the body's contacts; null: none has. */
  readonly handedOverAt: string | null;
  readonly clock: SupplyClock;
}

/** The clock of a record; what is closed stands still. */
export function clockRow(record: SupplyRecord, now: string): ClockRow {
  const handedOverAt = record.calls.flatMap((call) => call.handedOverAt ?? []).toSorted()[0] ?? null;
  const { hazard, finishedAt, confirmation, closed } = record;
  const clock = supplyClock({ hazard, finishedAt, handedOverAt, confirmedAt: confirmation?.at ?? null, now: closed?.at ?? now });
  return { ...record, handedOverAt, clock };
}

/** Open bodies read at once: more than any list has bodies for the warnings in force. */
const MOST = 5_000;

export interface SupplyWatch {
  /** Open bodies by colour. */
  colours(): Promise<Readonly<Record<Colour, number>>>;
  /** Calls somebody about bodies whose clock is red, and about those of whom nobody is left to be called; about each once. */
  look(): Promise<void>;
}

/** Watches the supply clock. `look` rejects when nobody could be called, and is then tried again. */
export function supplyWatch(ports: { records: SupplyRecords; alarm: Alarm | null; clock: Clock; log: Logger }): SupplyWatch {
  const { records, alarm, clock, log } = ports;
  const rows = async (): Promise<ClockRow[]> => {
    const now = clock.now().toISOString();
    return (await records.open(MOST)).map((record) => clockRow(record, now));
  };
  return {
    async colours() {
      const counts: Record<Colour, number> = { green: 0, amber: 0, red: 0 };
      for (const row of await rows()) counts[row.clock.colour] += 1;
      return counts;
    },
    async look() {
      const due = (await rows()).flatMap((row) => [
        ...(row.clock.colour === 'red' && !row.alarms.includes('red') ? [{ row, kind: 'red' as const }] : []),
        ...(row.operatorCalledAt !== null && !row.alarms.includes('operator') ? [{ row, kind: 'operator' as const }] : []),
      ]);
      if (due.length === 0) return;
      for (const { row, kind } of due) log.error({ warningId: row.warningId, bodyId: row.bodyId, kind }, 'a body has not confirmed');
      const drill = due.every(({ row }) => row.warningId.startsWith('exercise-'));
      await alarm?.({
        subject: `Loa: ${drill ? 'EXERCISE: ' : ''}bodies of the supply list have not confirmed (${due.length})`,
        lanes: [],
        bodies: due.map(({ row, kind }) => ({
          ...{ warning: row.warningId, body: row.bodyId, elapsedS: row.clock.elapsedS },
          why: kind === 'red' ? 'not confirmed in time' : 'nobody left to call: telephone',
        })),
      });
      // After the call: an alarm given twice is better than none.
      const now = clock.now().toISOString();
      for (const { row, kind } of due) await records.noteAlarm({ warningId: row.warningId, bodyId: row.bodyId, kind, now });
    },
  };
}
