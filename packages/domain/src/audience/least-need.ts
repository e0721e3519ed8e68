import type { Hazard } from '../bulletin/hazard.ts';
import type { Need, Subscriber } from './subscriber.ts';

/** Hazards that leave no time to hear of them a second time: all of their warnings reach whoever did not choose otherwise for just them. */
const SUDDEN: readonly Hazard[] = ['flash-flood-landslide', 'tsunami'];

/** The least need at which a subscriber is told of a hazard. */
export function leastNeedFor({ leastNeed, leastNeeds }: Readonly<Pick<Subscriber, 'leastNeed' | 'leastNeeds'>>, hazard: Hazard): Need {
  return leastNeeds[hazard] ?? (SUDDEN.includes(hazard) ? 1 : leastNeed);
}
