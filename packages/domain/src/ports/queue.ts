import type { Channel, Lane } from '../audience/index.ts';
import type { DeliveryState } from '../delivery/index.ts';
import type { Instant } from '../time.ts';

/** One channel and lane as an operator sees it. */
export interface LaneQueue {
  readonly channel: Channel;
  readonly lane: Lane;
  /** Deliveries that are queued or due. */
  readonly backlog: number;
  /** How long the oldest unsettled one has waited (queued, due, or of unknown outcome and to be looked up), seconds; null when there is none. */
  readonly oldestAgeS: number | null;
  /** Deliveries put on the wire per second, over the last minute, to ten seconds. */
  readonly ratePerS: number;
  /** Deliveries by state, also those that retention has dropped; states that none is in are left out. */
  readonly deliveries: Readonly<Partial<Record<DeliveryState, number>>>;
}

/** A stop of a channel's lane (`lane: null`: of every lane but flash) that ends by itself at `until`. */
export interface Pause {
  readonly id: number;
  readonly channel: Channel;
  readonly lane: Lane | null;
  readonly reason: string;
  readonly pausedBy: string;
  readonly pausedAt: Instant;
  readonly until: Instant;
}

/** A pause as the list of all of them shows it. */
export interface PauseNoted extends Pause {
  /** When and by whom it was ended before its time; null: it was not. */
  readonly resumedAt: Instant | null;
  readonly resumedBy: string | null;
}

/** How many deliveries of a warning share channel, lane, audience, reason and state. */
export interface WarningDeliveries {
  readonly channel: Channel;
  readonly lane: Lane;
  readonly audience: string;
  readonly reason: string;
  readonly state: DeliveryState;
  readonly count: number;
}

/** Deliveries of a warning that wait for another attempt, or to be looked up where the outcome of the last one is in doubt, and stand alike. */
export interface Retries {
  readonly warning: string;
  readonly channel: Channel;
  readonly lane: Lane;
  /** Whose account the last attempt went to; null: none was given one. */
  readonly provider: string | null;
  readonly state: Extract<DeliveryState, 'due' | 'unknown'>;
  /** Why the last attempt came to nothing. */
  readonly reason: string | null;
  readonly rows: number;
  /** Of the delivery that was tried most often. */
  readonly attempts: number;
  /** When the first of them is tried or looked up. */
  readonly nextAt: Instant;
}

/** When a lane of a channel last carried the watchdog's bulletin the whole way. */
export interface WatchdogBeat {
  readonly channel: Channel;
  readonly lane: Lane;
  /** When the provider took it. */
  readonly acceptedAt: Instant;
}

/**
 * The operators' view of what is on its way, and the pauses. Obligations:
 * - Counts are exactly those of the ledger at one moment, and cost no reading of it; `retries` reads the deliveries that wait for a time, by their index.
 * - A pause is a state of the queue, never of the rows: resuming sends nothing twice and forgets nothing.
 * - Several pauses may cover one lane; it goes on when the last of them has ended.
 */
export interface Queue {
  /** Every channel and lane, also the empty ones. */
  lanes(now: Instant): Promise<LaneQueue[]>;
  /** Pauses in force, oldest first. */
  pauses(now: Instant): Promise<Pause[]>;
  /** All pauses, newest first, those before `before` (null: from the newest), at most `limit`. */
  pausesNoted(before: number | null, limit: number): Promise<PauseNoted[]>;
  pause(wanted: { channel: Channel; lane: Lane | null; reason: string; by: string; until: Instant }, now: Instant): Promise<Pause>;
  /** Ends the pauses in force of the channel, or only those made for `lane`. Returns those that it ended. */
  resume(wanted: { channel: Channel; lane: Lane | null; by: string }, now: Instant): Promise<Pause[]>;
  /** What waits for another attempt, the next first, out of the `most` deliveries that wait for a time; `isWhole`: no others do. */
  retries(most: number): Promise<{ readonly retries: readonly Retries[]; readonly isWhole: boolean }>;
  /** Counts of a warning's deliveries; null when there is no such warning. */
  ofWarning(warningId: string, state: DeliveryState | null): Promise<WarningDeliveries[] | null>;
  /** The last watchdog delivery accepted on each channel and lane; those that never had one are left out. */
  watchdogBeats(): Promise<WatchdogBeat[]>;
}
