import { nextAttemptAt } from '@loa/domain/delivery';
import type { AttemptResult, Channel, LeasedRow, Settlement } from '@loa/domain/ports';

/** Most tries after which an unknown outcome is sent again: twice is the lesser evil for a warning, three times is noise. */
const MOST_TRIES_IN_DOUBT = 2;
/** A provider's list of messages lags behind: look up only after this long. */
const LOOK_UP_AFTER_MS = 30_000;

/** The settlement for what became of an operation; null when the row stays as it is (paused, channel down). */
export function settlementOf(of: { row: LeasedRow; attempt: number; channel: Channel; result: AttemptResult; now: Date; jitter: number }): Settlement | null {
  const { row, attempt, channel, result } = of;
  const now = of.now.toISOString();
  const base = { deliveryId: row.id, attempt, providerId: null, sentAt: now, dueAt: null };
  const retry = (reason: string, afterMs?: number): Settlement => {
    const dueAt = nextAttemptAt({ channel: channel.name, attempt, now, expiresAt: row.expiresAt, jitter: of.jitter, afterMs });
    return dueAt === null ? { ...base, state: 'failed', reason: `${reason}; no time left before expiry` } : { ...base, state: 'due', reason, dueAt };
  };
  switch (result.kind) {
    case 'accepted':
      return { ...base, state: 'accepted', reason: null, providerId: result.providerId };
    case 'permanent':
      return { ...base, state: 'failed', reason: result.reason };
    case 'retryable':
      return retry(result.reason, result.afterMs);
    case 'channel-down':
      return null;
    case 'unknown':
      if (channel.lookUp !== undefined) {
        const lookAt = new Date(of.now.getTime() + LOOK_UP_AFTER_MS).toISOString();
        return { ...base, state: 'unknown', reason: result.reason, dueAt: lookAt };
      }
      return attempt >= MOST_TRIES_IN_DOUBT ? { ...base, state: 'unknown', reason: result.reason } : retry(result.reason);
    case 'stopped':
      return stopped({ ...base, attempt: row.attempt, sentAt: null }, result.reason);
  }
}

function stopped(base: Omit<Settlement, 'state' | 'reason'>, reason: string): Settlement | null {
  if (reason === 'recalled') return { ...base, state: 'recalled', reason };
  if (reason === 'cancelled') return { ...base, state: 'superseded', reason };
  if (reason === 'expired') return { ...base, state: 'expired', reason };
  if (reason === 'paused' || reason === 'settled' || reason === 'fence-stale' || reason === 'lease-lost') return null;
  return { ...base, state: 'suppressed', reason };
}
