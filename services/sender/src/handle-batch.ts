import type { BatchMessage } from '@loa/domain/delivery';
import type { Ledger } from '@loa/domain/ports';
import { again, done, type Handler, type Context, type Outcome } from '@loa/runtime';
import { keepLease, LEASE_MS } from './lease-keeper.ts';
import { type Leased, sendBatch } from './send-batch.ts';
import type { BatchEnd, Sending } from './send-row.ts';

export interface BatchHandling extends Sending {
  readonly ledger: Ledger;
  /** A name no other lease has. */
  readonly owner: () => string;
  readonly monotonic: () => number;
}

/** Waits before a batch is looked at again, milliseconds. */
const PAUSED_MS = 500;
const HELD_MS = 200;

/** By more than somebody else's lease. */
const isHeldUp = (outcome: Outcome): boolean => outcome.kind === 'again' && outcome.reason !== 'batch-held';

const isTest = (message: BatchMessage): boolean => message.warningId.startsWith('test-');

/** Takes a batch by lease and sends it, after the batches of its lane that go before it, and before those that share its place in the queue. */
export function handleBatch(handling: BatchHandling): Handler<BatchMessage> {
  const { ledger, providers, fence, hooks, monotonic } = handling;

  const turnOf = async (batchId: number, signal: AbortSignal): Promise<{ outcome: Outcome; inItsPlace: readonly number[] }> => {
    const owner = handling.owner();
    const takenAt = monotonic();
    hooks.reached('before-lease');
    const leased = await ledger.lease(batchId, owner, LEASE_MS);
    hooks.reached('after-lease');
    if (leased.kind === 'held') return { outcome: again(HELD_MS, 'batch-held'), inItsPlace: [] };
    if (leased.kind === 'done') return { outcome: done(), inItsPlace: leased.inItsPlace };
    return { outcome: outcomeOf(await under(owner, takenAt, leased, signal)), inItsPlace: leased.inItsPlace };
  };

  const under = async (owner: string, takenAt: number, leased: Leased, signal: AbortSignal): Promise<BatchEnd> => {
    const lease = keepLease(ledger, leased.batch.id, owner, takenAt, monotonic);
    try {
      const { end, nothingWaits } = await sendBatch(handling, leased, lease, signal);
      const closing = ledger.close(leased.batch.id, owner, { nothingWaits });
      // After a fault the database may be what is missing: then the lease runs out by itself.
      const closed = await (end.kind === 'fault' ? closing.catch(() => 'lost') : closing);
      return end.kind === 'sent' && closed !== 'done' ? { kind: 'lease-lost' } : end;
    } finally {
      lease.stop();
    }
  };

  const outcomeOf = (end: BatchEnd): Outcome => {
    switch (end.kind) {
      case 'sent':
        return done();
      case 'paused':
        return again(PAUSED_MS, 'paused');
      case 'lease-lost':
        return again(HELD_MS, 'lease-lost');
      case 'channel-down':
        return again(Math.max(HELD_MS, providers.waitMs()), 'channel-down');
      case 'fault':
        throw end.error;
    }
  };

  const inTurn = async (own: number, signal: AbortSignal): Promise<Outcome> => {
    const turn = [own];
    for (let batchId = turn.shift(); batchId !== undefined; batchId = turn.shift()) {
      const { outcome, inItsPlace } = await turnOf(batchId, signal);
      // A batch in its place that somebody else holds has a message of its own.
      const waitFor = batchId === own || isHeldUp(outcome);
      if (outcome.kind !== 'done' && waitFor) return outcome;
      turn.push(...inItsPlace);
    }
    return done();
  };

  /** Sends what goes before a batch, as its own messages in the log would only later; null: it is the batch's turn. */
  const othersFirst = async (batchId: number, context: Context): Promise<Outcome | null> => {
    for (const other of await ledger.before(batchId)) {
      const outcome = (await othersFirst(other, context)) ?? (await sentFor(other, context));
      if (isHeldUp(outcome)) return outcome;
    }
    return null;
  };

  /** A fault is counted by the batch's own message: it is none of the one that waits for it. */
  const sentFor = async (batchId: number, { signal, log }: Context): Promise<Outcome> => {
    try {
      return await inTurn(batchId, signal);
    } catch (err) {
      log.warn({ err, batchId }, 'a batch that goes first could not be sent');
      return done();
    }
  };

  return async (message, context) => {
    const { signal } = context;
    if (providers.waitMs() > 0 && !isTest(message)) return again(providers.waitMs(), 'channel-down');
    await fence.fresh(signal);
    if (fence.paused(message.channel, message.lane)) return again(PAUSED_MS, 'paused');
    const held = isTest(message) ? null : await othersFirst(message.batchId, context);
    return held ?? inTurn(message.batchId, signal);
  };
}
