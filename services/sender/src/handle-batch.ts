import type { BatchMessage } from '@loa/domain/delivery';
import { again, done, type Handler } from '@loa/runtime';
import { LEASE_MS, sendBatch, type Sending } from './send-batch.ts';

const PAUSED_MS = 1_000;

/** Takes a batch by lease and sends it, and after it the batches that stand in its place in the queue. */
export function handleBatch(sending: Sending & { readonly circuit: { open(reason: string): number; close(): void } }): Handler<BatchMessage> {
  return async (message, context) => {
    const turn = [message.batchId];
    for (let batchId = turn.shift(); batchId !== undefined; batchId = turn.shift()) {
      sending.hooks.reached('before-lease');
      const lease = await sending.ledger.lease(batchId, sending.owner, LEASE_MS);
      sending.hooks.reached('after-lease');
      if (lease.kind === 'held') {
        // Another sender has a stand-in batch: its own message will bring it again. The message's own batch is waited for.
        if (batchId === message.batchId) return again(Math.min(500, Math.max(50, lease.untilMs)), 'batch-held');
        continue;
      }
      if (lease.kind === 'leased') {
        const end = await sendBatch(sending, lease.batch, context.signal);
        if (end.kind === 'lease-lost') return again(100, 'lease-lost');
        await sending.ledger.release(batchId, sending.owner, context.now().toISOString());
        if (end.kind === 'paused') return again(PAUSED_MS, 'paused');
        if (end.kind === 'channel-down') {
          context.log.warn({ reason: end.reason }, 'channel is down');
          return again(sending.circuit.open(end.reason), 'channel-down');
        }
        sending.circuit.close();
      }
      turn.push(...(await sending.ledger.inPlaceOf(batchId)));
    }
    return done();
  };
}
