import type { Channel } from '../audience/index.ts';
import type { Instant } from '../time.ts';

/** By hand and for a time: a provider is left alone (`avoid`), or gets at most `perSecond` messages (`slow`). */
export interface SteeringOrder {
  readonly id: number;
  readonly channel: Channel;
  readonly provider: string;
  readonly kind: 'avoid' | 'slow';
  /** Messages a second; null unless `slow`. */
  readonly perSecond: number | null;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant;
}

/** A provider as one sender process sees it. */
export interface ProviderState {
  readonly channel: Channel;
  readonly provider: string;
  /** In the order in which they are used, from 0. */
  readonly place: number;
  readonly state: 'well' | 'returning' | 'open';
  /** Why it was turned away from: `down`, `errors`, `slow`; null while well. */
  readonly cause: string | null;
  readonly reason: string | null;
  /** The account's limit by configuration; null: none. */
  readonly perSecond: number | null;
}

/** The operators' side. */
export interface Steering {
  /** States of providers reported since `since`, of all processes. */
  providers(since: Instant): Promise<(ProviderState & { readonly worker: string; readonly seenAt: Instant })[]>;
  /** Orders in force, oldest first. */
  inForce(now: Instant): Promise<SteeringOrder[]>;
  order(wanted: Omit<SteeringOrder, 'id' | 'at'>, now: Instant): Promise<SteeringOrder>;
  /** Ends an order before its time; null where none of that id is in force. */
  end(id: number, by: string, now: Instant): Promise<SteeringOrder | null>;
}

/** The senders' side: says how a process's providers are, and gives back the orders in force for its channel. */
export interface ProviderDesk {
  exchange(channel: Channel, worker: string, states: readonly ProviderState[], now: Instant): Promise<SteeringOrder[]>;
}
