import type { z } from 'zod';
import type { Subscriber, subscriber } from '../audience/subscriber.ts';

/** A subscriber as given: defaults may be left out. */
export type SubscriberInput = z.input<typeof subscriber>;

/**
 * The register of subscribers. Obligations:
 * - `insertMany` takes all or none; a subscriber that does not fit is refused by the schema with the field named, and no
 *   value of it ever appears in the error (`SubscriberRefused`).
 */
export interface Registry {
  insertMany(subscribers: readonly SubscriberInput[]): Promise<void>;
  count(): Promise<number>;
  /** Null when there is none. */
  get(id: number): Promise<Subscriber | null>;
}
