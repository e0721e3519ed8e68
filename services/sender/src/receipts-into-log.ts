import { createHash } from 'node:crypto';
import type { Receipt } from '@loa/domain/ports';
import { receipts } from '@loa/domain/topics';
import type { EventLog } from '@loa/runtime';

/** Longest wait for the log, milliseconds: whoever reports brings it again. */
const DEADLINE_MS = 5_000;

/** Delivery reports that come over the channel's own connection go into the log, as those of callbacks do. Rejects as the log does. */
export function receiptsIntoLog(eventLog: Pick<EventLog, 'append'>): (group: readonly Receipt[]) => Promise<void> {
  return async (group) => {
    const value = new TextEncoder().encode(JSON.stringify({ receipts: group }));
    const id = `receipts:${createHash('sha256').update(value).digest('hex').slice(0, 32)}`;
    await eventLog.append(receipts.name, [{ key: id, id, value }], { deadlineMs: DEADLINE_MS });
  };
}
