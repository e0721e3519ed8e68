import type { Clock } from '@loa/runtime';

export interface ManualClock extends Clock {
  /** Moves on by `ms` milliseconds. */
  advance(ms: number): void;
  /** Goes to an instant, forwards or back. */
  set(instant: string): void;
}

/** A clock that stands still until it is told. `start` is an RFC 3339 instant. */
export function manualClock(start: string): ManualClock {
  let at = new Date(start).getTime();
  return {
    now: () => new Date(at),
    advance: (ms) => void (at += ms),
    set: (instant) => void (at = new Date(instant).getTime()),
  };
}
