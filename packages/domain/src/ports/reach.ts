import type { Audience, Channel, Language, Lane, Need } from '../audience/subscriber.ts';
import type { ToldRow } from '../audience/told-row.ts';
import type { Hazard, HazardGroup } from '../bulletin/hazard.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';

/** People who are alike in everything by which fan-out decides. */
export interface AlikePeople {
  readonly audience: Audience;
  readonly language: Language;
  readonly channels: readonly Channel[];
  readonly leastNeed: Need;
  readonly leastNeeds: Readonly<Partial<Record<Hazard, Need>>>;
  readonly supply: boolean;
  readonly exercises: boolean;
  readonly watchdog: boolean;
  /** Those of their places that were asked for; of places of one class (`ReachQuestion`) the one that stands for it. */
  readonly units: readonly Unit[];
  /** What they were told of the event on each of their channels. */
  readonly told: Readonly<Partial<Record<Channel, readonly ToldRow[]>>>;
  readonly count: number;
}

/** Whom a warning that is not issued yet would concern. */
export interface ReachQuestion {
  /** The places to look at, in classes: in one class are places that the warning treats alike. The first of a class stands for it. */
  readonly classes: readonly (readonly Unit[])[];
  readonly eventId: string;
  readonly hazardGroup: HazardGroup;
  readonly status: Warning['status'];
  /** Subscribers, one for each address, of those contacts of the supply list who would be called. */
  readonly contacts: readonly number[];
  readonly now: Instant;
}

/** Deliveries that wait on a channel and lane. */
export interface Waiting {
  readonly channel: Channel;
  readonly lane: Lane;
  readonly count: number;
}

/**
 * The registry and the ledger as a preview sees them: counts, never people. Reads alone. Obligations:
 * - `alike` counts everybody at the places whom a stratum of fan-out would hold, once, with what fan-out would know of them, and the contacts
 *   of the supply list that are named, once whatever their addresses.
 * - Its answer grows with the kinds of people, not with the people, as long as they have not been told of the event.
 */
export interface Reach {
  alike(question: ReachQuestion): Promise<AlikePeople[]>;
  /** Those of the places that nobody has asked for. */
  noListener(units: readonly Unit[], now: Instant): Promise<Unit[]>;
  /** Channels and lanes on which nothing waits may be left out. */
  waiting(): Promise<Waiting[]>;
}
