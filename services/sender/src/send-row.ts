import type { Status } from '@loa/domain/bulletin';
import { type GateAnswer, mayGoOut } from '@loa/domain/delivery';
import type { AttemptResult, Channel, LedgerRow, OutgoingMessage } from '@loa/domain/ports';
import type { HazardInForce } from '@loa/domain/risk';
import { isTakenBack } from '@loa/domain/warning';
import type { Hooks } from '@loa/runtime';
import type { ContentOf } from './content-of.ts';
import type { Fence } from './fence.ts';
import type { InForceAt } from './in-force-at.ts';
import type { HeldLease } from './lease-keeper.ts';
import type { RateTurn } from './rate.ts';
import type { Leased } from './send-batch.ts';
import { type Attempted, settlementOf } from './settlement-of.ts';
import type { SettleQueue } from './settle-queue.ts';
import type { Slots } from './slots.ts';

/** What sending needs; one per process and channel. */
export interface Sending {
  readonly channel: Channel;
  /** Reaches nobody: takes the place of `channel` for warnings of status Test. */
  readonly testChannel: Channel;
  readonly fence: Fence;
  readonly settles: SettleQueue;
  readonly slots: Slots;
  readonly rate: RateTurn;
  readonly contentOf: ContentOf;
  /** Every hazard in force now. */
  readonly inForce: (status: Status) => Promise<HazardInForce[]>;
  readonly hooks: Hooks;
  readonly now: () => Date;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  readonly counted: (kind: AttemptResult['kind']) => void;
}

/** How a row ended, or why its whole batch must be let go. */
export type BatchEnd =
  | { readonly kind: 'sent' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'lease-lost' }
  | { readonly kind: 'channel-down'; readonly reason: string }
  | { readonly kind: 'fault'; readonly error: unknown };

const SENT: BatchEnd = { kind: 'sent' };

/** A leased batch while its rows are sent. */
export interface BatchOnItsWay extends Pick<Leased, 'warning' | 'batch'> {
  readonly inForce: InForceAt;
  readonly lease: HeldLease;
  /** Aborted: nothing more is started. */
  readonly signal: AbortSignal;
}

/** The way out that a batch takes: status Test has one of its own. */
export const channelFor = (sending: Pick<Sending, 'channel' | 'testChannel'>, { warning }: Pick<BatchOnItsWay, 'warning'>): Channel =>
  warning.status === 'Test' ? sending.testChannel : sending.channel;

/** The one gate, as of now; see the design. */
export function gateOf(sending: Sending, on: BatchOnItsWay, row: LedgerRow): GateAnswer {
  const { warning, batch, lease, signal } = on;
  if (signal.aborted || !lease.holds()) return { go: false, reason: 'lease-lost' };
  if (!sending.fence.isFresh()) return { go: false, reason: 'fence-stale' };
  const channel = channelFor(sending, on);
  return mayGoOut({
    warning: { status: warning.status, stopped: sending.fence.stopped(warning.id), action: warning.action },
    delivery: row,
    adapter: channel,
    paused: sending.fence.paused(channel.name, batch.lane),
    now: sending.now().toISOString(),
  });
}

/** Looks up, asks the gate, sends, and resolves when what came of it is durable. */
export async function sendRow(sending: Sending, on: BatchOnItsWay, row: LedgerRow): Promise<BatchEnd> {
  const { warning, batch, inForce, signal } = on;
  const channel = channelFor(sending, on);
  const inDoubt = row.state === 'unknown' || batch.leasedBefore;
  const gate = (): GateAnswer => gateOf(sending, on, row);

  const attempt = async (to: string): Promise<{ number: number; result: AttemptResult }> => {
    const message = (number: number): OutgoingMessage => ({
      deliveryId: row.deliveryId,
      attempt: number,
      to,
      warningId: warning.id,
      status: warning.status,
      level: row.level,
      language: batch.language,
      content: sending.contentOf(warning, batch, row, isTakenBack(row.reason) ? inForce(row.units, row.audience) : undefined),
      issuedAt: warning.issuedAt,
      expiresAt: row.expiresAt,
    });
    const last = row.state === 'unknown' ? Math.max(1, row.attempt) : row.attempt + 1;
    const known = inDoubt ? await lookedUp(channel, message(last), row) : null;
    if (known !== null) return { number: last, result: known };
    const number = row.attempt + 1;
    return { number, result: await throughGate(message(number)) };
  };

  const throughGate = async (message: OutgoingMessage): Promise<AttemptResult> => {
    for (;;) {
      await sending.fence.fresh(signal);
      // Asked here as well, so that what will not go out takes nothing of the provider's rate.
      const early = gate();
      if (early.go && channel === sending.channel) await sending.rate(signal);
      if (early.go) sending.hooks.reached('before-send');
      const result: AttemptResult = early.go ? await channel.send(message, gate) : { kind: 'stopped', reason: early.reason };
      if (result.kind !== 'stopped') sending.hooks.reached('after-send');
      if (result.kind !== 'stopped' || result.reason !== 'fence-stale') return result;
    }
  };

  const noAddress = { number: row.attempt, result: { kind: 'permanent', reason: 'no-address' } } as const;
  const { number, result } = row.to === null ? noAddress : await attempt(row.to);
  return settled(sending, { row, attempt: number, channel, result });
}

/** Keeps what came of an attempt; resolves when it is durable. */
export async function settled(sending: Sending, of: Pick<Attempted, 'row' | 'attempt' | 'channel' | 'result'>): Promise<BatchEnd> {
  sending.counted(of.result.kind);
  const settlement = settlementOf({ ...of, now: sending.now(), jitter: sending.random() });
  if (settlement === null) return endOf(of.result);
  sending.hooks.reached('before-settle');
  await sending.settles.settle(of.row.to === null ? { ...settlement, sentAt: null } : settlement);
  sending.hooks.reached('after-settle');
  return SENT;
}

function endOf(result: AttemptResult): BatchEnd {
  if (result.kind === 'channel-down') return { kind: 'channel-down', reason: result.reason };
  if (result.kind === 'stopped' && result.reason === 'lease-lost') return { kind: 'lease-lost' };
  return result.kind === 'stopped' && result.reason === 'paused' ? { kind: 'paused' } : SENT;
}

/** What the provider says of a message that may have been sent before; null when it must be sent. */
async function lookedUp(channel: Channel, message: OutgoingMessage, row: LedgerRow): Promise<AttemptResult | null> {
  const found = await channel.lookUp?.(message);
  if (found === undefined) return null;
  if (found.kind === 'accepted') return { kind: 'accepted', providerId: found.providerId };
  if (found.kind === 'unavailable') return { kind: 'unknown', reason: found.reason };
  return row.state === 'unknown' && row.attempt > 1 ? { kind: 'permanent', reason: 'not-found-after-two-tries' } : null;
}
