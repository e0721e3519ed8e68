import type { EventState } from '../warning/event-state.ts';

/** What has been issued about events; {@link Issuing} alone moves it. A reader locks nothing and may be a moment behind. */
export interface EventStates {
  /** Null for an event that nothing was decided about. */
  get(eventId: string): Promise<EventState | null>;
}
