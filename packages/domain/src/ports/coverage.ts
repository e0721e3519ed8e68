import type { Channel } from '../audience/index.ts';
import type { DeliveryState } from '../delivery/index.ts';
import type { Instant } from '../time.ts';

/** How many deliveries of a warning at one place stand alike. */
export interface PlaceCount {
  /** `unit`: a commune or sea area; `province`: a province, or a sea area for those who are in none. */
  readonly grain: 'unit' | 'province';
  /** Code of the commune or province, id of the sea area. */
  readonly place: string;
  readonly channel: Channel;
  /** By the number's prefix; null by e-mail, for other numbers, and by unit. */
  readonly operator: string | null;
  readonly state: DeliveryState;
  /** Null where the state says all. */
  readonly stateReason: string | null;
  readonly rows: number;
}

/** How many people of a place can be told on a channel. */
export interface PlacePeople {
  readonly grain: PlaceCount['grain'];
  readonly place: string;
  readonly channel: Channel;
  readonly people: number;
}

/**
 * How a warning stands at its places. Obligations:
 * - `counts` are exactly those of the ledger at one moment, and cost no reading of it. A delivery about several units counts at each of
 *   them, and once in each of their provinces. Counts that are 0 are left out.
 * - `people` are those of the registry as it is at `now`, at the warning's own places, without who has opted out.
 */
export interface Coverage {
  /** Null when there is no such warning. */
  counts(warningId: string): Promise<PlaceCount[] | null>;
  people(warningId: string, now: Instant): Promise<PlacePeople[]>;
}
