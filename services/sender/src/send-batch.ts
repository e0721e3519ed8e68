import { mayGoOut } from '@loa/domain/delivery';
import type { AttemptResult, Channel, LeasedBatch, LeasedRow, Ledger, RateLimiter } from '@loa/domain/ports';
import type { Hooks } from '@loa/runtime';
import type { FenceReader } from './fence-reader.ts';
import type { LaneTurns } from './lane-turns.ts';
import { messagesOf } from './message-of.ts';
import { settlementOf } from './settlement-of.ts';
import type { SettleQueue } from './settle-queue.ts';

/** A lease is shorter than a consumer's session time-out, so that a killed sender's batch is free when its message comes again. */
export const LEASE_MS = 3_000;
const RENEW_MS = 1_000;

export interface Sending {
  readonly ledger: Ledger;
  readonly owner: string;
  readonly channel: Channel;
  /** Takes what must reach nobody: status Test. */
  readonly testChannel: Channel;
  readonly fence: FenceReader;
  readonly settles: SettleQueue;
  readonly turns: LaneTurns;
  /** Operations per second of the provider's account, over all workers; null: no limit. */
  readonly rate: { readonly limiter: RateLimiter; readonly key: string; readonly perSecond: number } | null;
  readonly hooks: Hooks;
  readonly now: () => Date;
  readonly random: () => number;
}

/** Why a batch was let go before all its rows were settled. */
export type BatchEnd = { readonly kind: 'sent' } | { readonly kind: 'paused' } | { readonly kind: 'channel-down'; readonly reason: string } | { readonly kind: 'lease-lost' };

/** Sends what is unsettled in a leased batch, each slot one message after another. */
export async function sendBatch(sending: Sending, batch: LeasedBatch, signal: AbortSignal): Promise<BatchEnd> {
  const channel = batch.warning.status === 'Test' ? sending.testChannel : sending.channel;
  const write = messagesOf(batch);
  const queue = batch.rows[Symbol.iterator]();
  const run = { end: null as BatchEnd | null, leasedUntil: performance.now() + LEASE_MS };
  const leaving = sending.turns.begin(batch.lane);
  const renewing = keepLease(sending, batch.id, run);

  const gate = (row: LeasedRow) => () => {
    const now = sending.now().toISOString();
    if (run.end !== null || performance.now() > run.leasedUntil || signal.aborted) return { go: false as const, reason: 'lease-lost' as const };
    if (!sending.fence.isFresh()) return { go: false as const, reason: 'fence-stale' as const };
    return mayGoOut({
      warning: { status: batch.warning.status, stopped: sending.fence.stopped(batch.warning.id) },
      delivery: row,
      adapter: channel,
      paused: sending.fence.paused(batch.channel, batch.lane, now),
      now,
    });
  };

  const sendOne = async (row: LeasedRow): Promise<void> => {
    for (;;) {
      await sending.fence.fresh(signal);
      if (row.to === null) return settle(row, row.attempt, { kind: 'permanent', reason: 'no-address' });
      const attempt = row.attempt + 1;
      const message = write(row, row.to, attempt);
      const result = (await lookedUp(channel, batch, row, message)) ?? (await attemptOnce(message, row));
      if (result.kind === 'stopped' && result.reason === 'fence-stale') continue;
      return settle(row, attempt, result);
    }
  };

  const attemptOnce = async (message: ReturnType<typeof write>, row: LeasedRow): Promise<AttemptResult> => {
    sending.hooks.reached('before-send');
    const result = await channel.send(message, gate(row));
    sending.hooks.reached('after-send');
    return result;
  };

  const settle = async (row: LeasedRow, attempt: number, result: AttemptResult): Promise<void> => {
    if (result.kind === 'channel-down') run.end ??= { kind: 'channel-down', reason: result.reason };
    if (result.kind === 'stopped' && result.reason === 'paused') run.end ??= { kind: 'paused' };
    if (result.kind === 'stopped' && result.reason === 'lease-lost') run.end ??= { kind: 'lease-lost' };
    const settlement = settlementOf({ row, attempt, channel, result, now: sending.now(), jitter: sending.random() });
    if (settlement === null) return;
    sending.hooks.reached('before-settle');
    await sending.settles.settle(settlement);
    sending.hooks.reached('after-settle');
  };

  const slot = async (): Promise<void> => {
    for (let next = queue.next(); next.done !== true && run.end === null && !signal.aborted; next = queue.next()) {
      await sending.turns.turn(batch.lane, signal);
      await rateTurn(sending, signal);
      await sendOne(next.value);
    }
  };

  try {
    const slots = Math.min(channel.slots, sending.turns.slots(batch.lane), Math.max(1, batch.rows.length));
    await Promise.all(Array.from({ length: slots }, slot));
    return run.end ?? (signal.aborted ? { kind: 'lease-lost' } : { kind: 'sent' });
  } finally {
    clearInterval(renewing);
    leaving();
  }
}

function keepLease(sending: Sending, batchId: number, run: { end: BatchEnd | null; leasedUntil: number }): NodeJS.Timeout {
  return setInterval(() => {
    const asked = performance.now();
    sending.ledger.renew(batchId, sending.owner, LEASE_MS).then(
      (kept) => {
        if (kept) run.leasedUntil = asked + LEASE_MS;
        else run.end ??= { kind: 'lease-lost' };
      },
      // An unanswered renewal is no renewal: the lease runs out by itself.
      () => undefined,
    );
  }, RENEW_MS);
}

/** What the provider says of a message that may have been sent before; null when it must be (re)sent. */
async function lookedUp(channel: Channel, batch: LeasedBatch, row: LeasedRow, message: Parameters<Channel['send']>[0]): Promise<AttemptResult | null> {
  if (channel.lookUp === undefined || !(batch.heldBefore || row.state === 'unknown')) return null;
  const found = await channel.lookUp(message);
  if (found.kind === 'accepted') return { kind: 'accepted', providerId: found.providerId };
  if (found.kind === 'unavailable') return { kind: 'unknown', reason: found.reason };
  return row.state === 'unknown' && row.attempt >= 2 ? { kind: 'permanent', reason: 'not found at the provider after two tries' } : null;
}

async function rateTurn({ rate }: Sending, signal: AbortSignal): Promise<void> {
  while (rate !== null && !signal.aborted) {
    const { granted, retryAfterMs } = await rate.limiter.take(rate.key, 1, { perSecond: rate.perSecond, burst: Math.max(1, Math.ceil(rate.perSecond / 10)) });
    if (granted > 0) return;
    await new Promise((resolve) => setTimeout(resolve, Math.max(1, retryAfterMs)));
  }
}
