import type { Status } from '../bulletin/bulletin.ts';
import type { HazardInForce } from '../risk/propose-raises.ts';
import type { Instant } from '../time.ts';
import type { EventWithState } from '../warning/event-met.ts';
import type { EventState } from '../warning/event-state.ts';

/** What has been issued about events; {@link Issuing} alone moves it. A reader locks nothing and may be a moment behind. */
export interface EventStates {
  /** Null for an event that nothing was decided about. */
  get(eventId: string): Promise<EventState | null>;
  /** The events with a warning of a status that has not run out at `now`, in order of their ids. */
  open(status: Status, now: Instant): Promise<EventWithState[]>;
  /** Every hazard in force in a status at `now`, of whatever event and series. */
  inForce(status: Status, now: Instant): Promise<HazardInForce[]>;
}
