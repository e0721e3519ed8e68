import type { Lane } from '@loa/domain/audience';
import { type GateRefusal, nextAttemptAt } from '@loa/domain/delivery';
import type { AttemptResult, Channel, LedgerRow, SettleResult } from '@loa/domain/ports';
import { instantOf } from '@loa/domain/time';

export interface Attempted {
  readonly row: LedgerRow;
  /** The later warning that told the receiver meanwhile; null: none. */
  readonly overtakenBy: string | null;
  readonly lane: Lane;
  readonly attempt: number;
  readonly channel: Pick<Channel, 'name' | 'receipts' | 'lookUp'>;
  readonly result: AttemptResult;
  readonly now: Date;
  /** 0 to 1. */
  readonly jitter: number;
}

/** Stops that are about the queue or this process: the row stays as it is. */
const STAYS: readonly GateRefusal[] = ['paused', 'held', 'settled', 'fence-stale', 'lease-lost'];

/** What the ledger is told of an attempt; null when the row stays as it is (pause, channel down, lease lost). */
export function settlementOf(of: Attempted): SettleResult | null {
  const { row, attempt, result } = of;
  const now = instantOf(of.now);
  const final = { deliveryId: row.deliveryId, attempt, sentAt: now, settledAt: now, dueAt: null, providerId: null };
  switch (result.kind) {
    case 'accepted':
      return {
        ...final,
        state: of.channel.receipts === 'none' ? 'no-receipt-on-this-route' : 'accepted',
        reason: null,
        providerId: result.providerId,
      };
    case 'permanent':
      return { ...final, state: 'failed', reason: result.reason };
    case 'channel-down':
      return null;
    case 'stopped':
      return stopped({ ...final, attempt: row.attempt, sentAt: null }, of, result.reason);
    case 'retryable':
      return later(of, row.state === 'unknown' ? 'unknown' : 'due', result.reason, result.afterMs);
    case 'unknown':
      // Without a look-up it is sent again, but once only: two copies of a warning are the lesser evil, three are noise.
      if (of.channel.lookUp === undefined && row.state === 'unknown') return { ...final, state: 'unknown', reason: result.reason };
      return { ...later(of, 'unknown', result.reason), doubts: row.doubts + (attempt > row.attempt ? 1 : 0) };
  }
}

/** Due again before expiry, or never: a row in doubt then stays unknown, which counts as told. */
function later(of: Attempted, state: 'due' | 'unknown', reason: string, afterMs?: number): SettleResult {
  const { row, lane, attempt, channel, jitter } = of;
  const now = instantOf(of.now);
  const dueAt = nextAttemptAt({ channel: channel.name, lane, attempt, now, expiresAt: row.expiresAt, jitter, afterMs });
  const base = { deliveryId: row.deliveryId, attempt, reason, sentAt: now, providerId: null };
  if (dueAt !== null) return { ...base, state, settledAt: null, dueAt };
  return { ...base, state: state === 'due' ? 'expired' : 'unknown', settledAt: now, dueAt: null };
}

function stopped(base: Omit<SettleResult, 'state' | 'reason'>, { row, overtakenBy }: Attempted, reason: GateRefusal): SettleResult | null {
  if (STAYS.includes(reason)) return null;
  // It may have been taken at an earlier attempt: it is never said of it that nobody was told.
  if (row.state === 'unknown') return { ...base, state: 'unknown', reason: row.stateReason };
  if (reason === 'recalled' || reason === 'expired') return { ...base, state: reason, reason };
  if (reason === 'superseded') return { ...base, state: reason, reason: overtakenBy === null ? reason : `by ${overtakenBy}` };
  if (reason === 'cancelled') return { ...base, state: 'superseded', reason };
  return { ...base, state: 'suppressed', reason };
}
