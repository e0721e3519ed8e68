import type { Instant } from '../time.ts';
import type { lapses } from '../warning/lapse.ts';

/**
 * Recording what ran out. Obligations:
 * - It locks the event as issuing does, so a successor and a lapse of one warning never both happen without knowing of each other.
 * - A lapse takes the next number of its status as the last step, without gaps; a recalled warning does not lapse.
 */
export interface Lapsing {
  /** Events of which a series may have run out by `now`. */
  due(now: Instant): Promise<string[]>;
  /** Records every lapse of an event; resolves with how many. */
  record(eventId: string, options: { readonly now: Instant; readonly decide: typeof lapses }): Promise<number>;
}
