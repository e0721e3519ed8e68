import type { Channel, WrittenChannel } from '../audience/index.ts';
import type { DeliveryState } from '../delivery/index.ts';
import type { Instant } from '../time.ts';
import type { OptOut } from './registry.ts';

/** A delivery to somebody who asks what became of it. */
export interface LookedUpDelivery {
  readonly id: number;
  readonly warning: string;
  readonly channel: Channel;
  readonly lane: string;
  readonly reason: string;
  readonly level: number | null;
  readonly units: readonly string[];
  readonly state: DeliveryState;
  readonly stateReason: string | null;
  readonly attempt: number;
  readonly queuedAt: Instant;
  readonly sentAt: Instant | null;
  readonly settledAt: Instant | null;
}

/** Somebody of the registry, without name and address. */
export interface LookedUpSubscriber {
  readonly id: number;
  readonly audience: string;
  readonly language: string;
  readonly leastNeed: number;
  readonly units: readonly string[];
  /** Those that hold. */
  readonly optOuts: readonly OptOut[];
  /** Newest first. */
  readonly deliveries: readonly LookedUpDelivery[];
}

/** What was sent to whoever holds an address. Obligation: found by its keyed hash; the address is neither kept nor given back. */
export interface Lookup {
  /** Everybody who holds it: people, and bodies of the supply list. At most `limit` deliveries each. */
  find(channel: WrittenChannel, address: string, limit: number): Promise<LookedUpSubscriber[]>;
}
