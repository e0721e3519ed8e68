import type { LeaseResult, LedgerRow } from '@loa/domain/ports';
import { isTakenBack } from '@loa/domain/warning';
import { inForceAt } from './in-force-at.ts';
import type { HeldLease } from './lease-keeper.ts';
import { groupsOf, sendGroup } from './send-group.ts';
import { type BatchEnd, type Earlier, providersFor, type Sending } from './send-row.ts';

export type Leased = Extract<LeaseResult, { kind: 'leased' }>;

/** Sends the rows of a leased batch in order, as many at once as there are slots. Resolves when none of them is under way any more. */
export async function sendBatch(sending: Sending, leased: Leased, lease: HeldLease, signal: AbortSignal): Promise<BatchEnd> {
  const { slots } = sending;
  const { lane } = leased.batch;
  const inForce = inForceAt(leased.rows.some((row) => isTakenBack(row.reason)) ? await sending.inForce(leased.warning.status) : []);
  const { groupOf } = providersFor(sending, leased);
  // A mail to many is about nobody, and its readers may have been told by different ones before.
  const earlier: Earlier = leased.batch.channel === 'email' && groupOf < 2 ? await sending.earlierTold(leased.batch.id) : new Map();
  const run = new AbortController();
  const starting = AbortSignal.any([signal, run.signal]);
  const outcome: { end: BatchEnd } = { end: { kind: 'sent' } };
  const finish = (how: BatchEnd): void => {
    if (outcome.end.kind === 'sent') outcome.end = how;
    run.abort();
  };
  const on = { ...leased, inForce, earlier, lease, signal: starting };
  const one = async (rows: readonly LedgerRow[]): Promise<void> => {
    try {
      const how = await sendGroup(sending, on, rows);
      if (how.kind !== 'sent') finish(how);
    } catch (error) {
      finish({ kind: 'fault', error });
    }
  };

  const underWay = new Set<Promise<void>>();
  const leave = slots.begin(lane);
  try {
    for (const rows of groupsOf(leased.rows, groupOf, sending.hasLink)) {
      const release = await slots.take(lane, starting);
      if (release === null) break;
      const task = one(rows).finally(() => {
        release();
        underWay.delete(task);
      });
      underWay.add(task);
    }
  } finally {
    leave();
    await Promise.all(underWay);
  }
  return signal.aborted && outcome.end.kind === 'sent' ? { kind: 'lease-lost' } : outcome.end;
}
