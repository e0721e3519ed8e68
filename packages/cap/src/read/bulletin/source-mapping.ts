import type { Hazard } from '@loa/domain/bulletin';
import type { PlaceRef } from '@loa/domain/place';
import type { Reference } from '../../alert.ts';

/** What is remembered of a message that became a bulletin, for the messages that refer to it. */
export interface KnownMessage {
  /** The first message of its series. */
  readonly first: Reference;
  readonly hazard: Hazard;
  /** The event that it was filed under. */
  readonly eventId: string;
}

/** How the messages of one sender become bulletins: a choice of whoever configures the source. */
export interface SourceMapping {
  /** The issuer of Loa as whom the sender speaks. */
  readonly issuer: string;
  /** Bulletin family; `cap` where absent. Messages of Loa's own profile name theirs. */
  readonly family?: string;
  /** Country whose rulebook applies, ISO 3166-1 alpha-2. Levels of Vietnamese law are taken from senders of `VN` alone. */
  readonly country: string;
  /** The sender's own words: `valueName=value` of an eventCode, or an `event` text in lower case. Before every other reading. */
  readonly hazards?: ReadonlyMap<string, Hazard>;
  /** The sender's own codes: `valueName=value` of a geocode. */
  readonly places?: ReadonlyMap<string, readonly PlaceRef[]>;
  /** Bulletin type per hazard, where the usual one does not fit. */
  readonly types?: ReadonlyMap<Hazard, string>;
  /** How long a message without `expires` counts, hours from its beginning: CAP leaves that to the receiver (3.2.2). */
  readonly validHours: number;
  /** A message that was taken before. Without it a series is that of the earliest message that is referred to. */
  readonly known?: (reference: Reference) => KnownMessage | undefined;
}
