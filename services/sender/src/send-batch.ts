import type { Unit } from '@loa/domain/place';
import type { LeaseResult, LedgerRow } from '@loa/domain/ports';
import { isTakenBack } from '@loa/domain/warning';
import { inForceAt, inForceBeside } from './in-force-at.ts';
import type { HeldLease } from './lease-keeper.ts';
import { type ClaimNext, groupsOf, sendGroup } from './send-group.ts';
import { type BatchEnd, type BatchOnItsWay, type Earlier, providersFor, type Sending } from './send-row.ts';
import type { Slot } from './slots.ts';

export type Leased = Extract<LeaseResult, { kind: 'leased' }>;

/** How sending a batch ended, and whether it is certain that no row of it waits for a sender any more. */
export interface SentBatch {
  readonly end: BatchEnd;
  readonly nothingWaits: boolean;
}

/** Sends the rows of a leased batch in order, as many at once as there are slots. Resolves when none of them is under way any more. */
export async function sendBatch(sending: Sending, leased: Leased, lease: HeldLease, signal: AbortSignal): Promise<SentBatch> {
  const { slots } = sending;
  const { lane } = leased.batch;
  const takesBack = leased.rows.some((row) => isTakenBack(row.reason));
  const inForce = takesBack ? await inForceBeside(leased.warning.status, sending.inForce) : inForceAt([]);
  const { groupOf } = providersFor(sending, leased);
  // A mail to many is about nobody, and its readers may have been told by different ones before.
  const earlier: Earlier = leased.batch.channel === 'email' && groupOf < 2 ? await sending.earlierTold(leased.batch.id) : new Map();
  const silent: ReadonlySet<Unit> =
    groupOf > 1 && leased.rows.some(({ audience }) => audience === 'citizen') ? await sending.silentPlaces(leased.warning.id) : new Set();
  const run = new AbortController();
  const starting = AbortSignal.any([signal, run.signal]);
  const outcome: { end: BatchEnd } = { end: { kind: 'sent' } };
  const finish = (how: BatchEnd): void => {
    if (outcome.end.kind === 'sent') outcome.end = how;
    run.abort();
  };
  const on: BatchOnItsWay = { ...leased, inForce, earlier, silent, lease, signal: starting, settled: { rows: 0 }, announced: new Map() };
  const one = async (rows: readonly LedgerRow[], claim: ClaimNext): Promise<void> => {
    try {
      const how = await sendGroup(sending, on, rows, claim);
      if (how.kind !== 'sent') finish(how);
    } catch (error) {
      finish({ kind: 'fault', error });
    }
  };

  const line = groupsOf(leased.rows, groupOf, sending.hasLink).toReversed();
  const handedOut = new AbortController();
  const next: ClaimNext = () => {
    const group = starting.aborted ? undefined : line.pop();
    // With a reason: without one an exception is made, with its stack.
    if (line.length === 0 && !handedOut.signal.aborted) handedOut.abort('handed out');
    return group ?? [];
  };
  /** Sends one group after another in a slot; where a higher lane has work meanwhile it waits for a slot again. */
  const carry = async (first: Slot): Promise<void> => {
    let slot: Slot | null = first;
    let rows = next();
    while (rows.length > 0 && slot !== null) {
      let claimed: readonly LedgerRow[] = [];
      await one(rows, () => (claimed = next()));
      rows = claimed.length > 0 && !starting.aborted ? claimed : next();
      if (rows.length === 0 || slot.goesOn()) continue;
      slot.release();
      const leave = slots.begin(lane);
      slot = await slots.take(lane, starting);
      leave();
    }
    slot?.release();
  };

  const underWay = new Set<Promise<void>>();
  const leave = slots.begin(lane);
  const going = AbortSignal.any([starting, handedOut.signal]);
  try {
    if (line.length === 0) handedOut.abort('handed out');
    for (let slot = await slots.take(lane, going); slot !== null; slot = await slots.take(lane, going)) {
      const task = carry(slot).finally(() => underWay.delete(task));
      underWay.add(task);
    }
  } finally {
    leave();
    await Promise.all(underWay);
  }
  const end: BatchEnd = signal.aborted && outcome.end.kind === 'sent' ? { kind: 'lease-lost' } : outcome.end;
  // A word on a row that was in doubt may not have been the stronger one.
  return { end, nothingWaits: on.settled.rows === leased.rows.length && leased.rows.every(({ state }) => state === 'queued') };
}
