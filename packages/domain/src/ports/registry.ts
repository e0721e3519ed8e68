import type { z } from 'zod';
import type {
  Channel,
  Registration,
  registration as registrationSchema,
  Subscriber,
  subscriber,
  WrittenChannel,
} from '../audience/subscriber.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';

/** A subscriber as given: defaults may be left out. */
export type SubscriberInput = z.input<typeof subscriber>;

/** What somebody changes of themselves; null takes an address away. What is not named stays. */
export type SubscriberChange = Partial<Omit<Registration, 'email' | 'phone'>> & {
  readonly email?: string | null;
  readonly phone?: string | null;
};

/**
 * `gained`: units of which the person was not told until now and is from now on: all, where an opt-out ended or an address is new. Those who gained some are marked
 * as owed what is in force there.
 */
interface Written {
  readonly id: number;
  readonly gained: readonly Unit[];
}

export type Registered =
  | ({ readonly kind: 'registered' | 'changed' | 'unchanged' } & Written)
  /** The addresses belong to several subscribers: which one is meant is not for the registry to say. */
  | { readonly kind: 'several'; readonly ids: readonly number[] };

export type Changed =
  | ({ readonly kind: 'changed' | 'unchanged' } & Written)
  | { readonly kind: 'unknown' }
  /** A new address belongs to somebody else. */
  | { readonly kind: 'taken'; readonly ids: readonly number[] };

/** By a link in a message, the person's page, the hotline, an operator, the provider (STOP), or because mail came back or was called spam. */
export type OptOutHow = 'link' | 'page' | 'hotline' | 'operator' | 'provider' | 'bounced' | 'complaint';

export interface OptOut {
  /** Null: of every channel. */
  readonly channel: Channel | null;
  readonly how: OptOutHow;
  readonly at: Instant;
}

/**
 * The register of subscribers: those who confirmed their addresses, or for whom somebody vouches. Those who have yet to confirm are not in
 * it. Obligations:
 * - `insertMany` takes all or none; a subscriber that does not fit is refused by the schema with the field named, and no
 *   value of it ever appears in the error (`SubscriberRefused`, also of `put` and `change`).
 * - An address belongs to one subscriber, whoever of several writers comes first; supplied bodies and watchdogs stand apart, are not
 *   found by their addresses, and have no opt-out.
 * - Addresses are sealed; only `get` opens them. What was removed is gone, and so is its address.
 * - A place that has ended, and a channel that was opted out of, are as if they were not there, for whoever reads for fan-out.
 */
export interface Registry {
  insertMany(subscribers: readonly SubscriberInput[]): Promise<void>;
  count(): Promise<number>;
  /** Null when there is none. */
  get(id: number): Promise<Subscriber | null>;
  /** Whoever has the address; null when nobody does. */
  find(channel: WrittenChannel, address: string): Promise<number | null>;
  /**
   * Enters a person whose addresses are confirmed. Of whoever has one of them already places are added to their own, so that nobody loses a
   * place by asking for another one; the other wishes are replaced, and an address that is not given stays. It is consent anew for
   * the addresses given: opt-outs of their channels no longer hold, those of another channel do. Whoever had left altogether has the places given
   * alone, and stays away from a channel whose address is not given.
   */
  put(registration: z.input<typeof registrationSchema>, now: Instant): Promise<Registered>;
  /** Addresses must have been confirmed: opt-outs of their channels end, all others hold on. A new address is told what is in force, as if nothing had been told on its channel. */
  change(id: number, change: SubscriberChange, now: Instant): Promise<Changed>;
  /** False when there is nobody to opt out: an unknown id, a supplied body. Kept for ever, unlike its effect, which ends with a new `put`. */
  optOut(id: number, optOut: OptOut): Promise<boolean>;
  /** Those that hold. */
  optOuts(id: number): Promise<OptOut[]>;
  /** Erases a person; false when there is none. Deliveries keep the id, which names nobody any more. */
  remove(id: number): Promise<boolean>;
}
