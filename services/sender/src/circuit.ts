const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;

/** A channel's circuit: opened by a fault of the channel, closed by the first success; waits double in between. */
export interface Circuit {
  /** Opens it, or keeps it open; milliseconds until the next try. */
  open(reason: string): number;
  close(): void;
  /** Rejects while it is open: for /readyz. */
  check(): Promise<void>;
}

export function createCircuit(): Circuit {
  let reason: string | null = null;
  let wait = FIRST_MS;
  return {
    open(why) {
      const now = reason === null ? FIRST_MS : Math.min(LONGEST_MS, wait * 2);
      [reason, wait] = [why, now];
      return now;
    },
    close() {
      reason = null;
    },
    check: () => (reason === null ? Promise.resolve() : Promise.reject(new Error(`channel is down: ${reason}`))),
  };
}
