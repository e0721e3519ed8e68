import type { Ledger } from '@loa/domain/ports';

/** Shorter than a consumer's session time-out, so that a killed sender's batch is free when its message comes again. */
export const LEASE_MS = 3_000;
const RENEW_MS = 1_000;

/** A lease as its holder may believe in it. */
export interface HeldLease {
  /** False from the moment at which somebody else may have it. */
  holds(): boolean;
  stop(): void;
}

/** `takenAt`: when the lease was asked for, by `monotonic`; the database counts from later, so we stop first. */
export function keepLease(
  ledger: Pick<Ledger, 'renew'>,
  batchId: number,
  owner: string,
  takenAt: number,
  monotonic: () => number,
): HeldLease {
  let until = takenAt + LEASE_MS;
  let lost = false;
  const renew = async (): Promise<void> => {
    const asked = monotonic();
    const kept = await ledger.renew([batchId], owner, LEASE_MS);
    if (kept.includes(batchId)) until = asked + LEASE_MS;
    else lost = true;
  };
  // An unanswered renewal is no renewal: the lease runs out by itself.
  const timer = setInterval(() => void renew().catch(() => undefined), RENEW_MS);
  return {
    holds: () => !lost && monotonic() < until,
    stop: () => clearInterval(timer),
  };
}
