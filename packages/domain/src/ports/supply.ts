import type { Hazard } from '../bulletin/hazard.ts';
import type { Audience, Channel, Language } from '../audience/subscriber.ts';
import type { Status } from '../bulletin/bulletin.ts';
import type { DeliveryState } from '../delivery/delivery.ts';
import type { CloseReason, ConfirmedHow, ConfirmQuestion, OpenSupply, Opening, RosterBody, SupplyBody, Way } from '../supply/index.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';

/**
 * The supply list. Obligations:
 * - `put` inserts or replaces a body; a contact keeps its subscribers as long as its id stays, so that what it was told is known. One that
 *   is left out is not called any more, and its addresses are erased.
 * - Addresses are sealed; only `list` opens them.
 */
export interface SupplyBodies {
  /** Bodies that were not taken off the list, by id. */
  list(): Promise<SupplyBody[]>;
  put(body: SupplyBody, by: string, now: Instant): Promise<void>;
  /** Takes a body off the list; what it was told stays. False when it was not on it. */
  remove(id: string, by: string, now: Instant): Promise<boolean>;
}

/** A place in the sequence of bodies called. */
export interface SupplyCursor {
  readonly openedAt: Instant;
  readonly warningId: string;
  readonly bodyId: string;
}

/**
 * Calls of bodies. Obligations:
 * - Contacts of the list are left out of a warning's strata; they are told by jobs that name them, which `open` and `call` write.
 * - `open` is done once per warning, all or nothing, and only for a warning that fan-out has jobs of: it never hides one that fan-out
 *   has not seen.
 * - `call` is done once per warning, body, contact and way, whoever of several sweepers comes first; and not at all where the body was
 *   called, confirmed or closed, or the warning stopped, since the decision looked.
 */
export interface SupplyDesk {
  /** Bodies of the list without names and addresses. */
  roster(): Promise<RosterBody[]>;
  /** Subscribers of those who would be called, and with `followUp` of whoever was called earlier in the event. */
  subscribersOf(openings: readonly Opening[], of: Pick<Warning, 'eventId' | 'status'> & { readonly followUp: boolean }): Promise<number[]>;
  /** `followUp`: contacts called earlier in the event, and not among the openings, are owed it too. */
  open(
    warning: Pick<Warning, 'id' | 'eventId'>,
    openings: readonly Opening[],
    options: { followUp: boolean; now: Instant },
  ): Promise<'opened' | 'already-opened' | 'not-fanned-out'>;
  /** Valid warnings that fan-out has taken and nobody has opened, issued after `since`. */
  unopened(options: { now: Instant; since: Instant; limit: number }): Promise<Warning[]>;
  /** Bodies called and not done with, in the order of their opening; `after`: where the last page ended. */
  waiting(options: { after: SupplyCursor | null; limit: number }): Promise<(OpenSupply & SupplyCursor)[]>;
  /** `seen`: how many calls the decision knew of. False when something came between. */
  call(of: {
    warningId: string;
    bodyId: string;
    contactId: string;
    ways: readonly Way[];
    reason: string;
    seen: number;
    now: Instant;
  }): Promise<boolean>;
  callOperator(of: { warningId: string; bodyId: string; now: Instant }): Promise<boolean>;
  close(of: { warningId: string; bodyId: string; reason: CloseReason; now: Instant }): Promise<boolean>;
}

/** A receiver's delivery, as a confirmation looks at it. */
export interface Confirmable extends ConfirmQuestion {
  readonly deliveryId: number;
  readonly warningId: string;
  readonly warning: Warning;
  /** Null for an agency, a relay or a supplied body that is not on the list. */
  readonly bodyId: string | null;
  readonly subscriberId: number;
  readonly language: Language;
}

/** What is known of a confirmation. */
export interface Confirmation {
  readonly at: Instant;
  readonly how: ConfirmedHow;
  /** `contact` where the receiver did it; an operator's label where one marked it. */
  readonly by: string;
  /** Why, of an operator's mark; absent or null elsewhere. */
  readonly reason?: string | null;
}

/**
 * Confirmations. A receiver confirms in three steps: `find` the delivery, ask `mayConfirm` of `@loa/domain/supply`, and `keep` with
 * `{ how: 'key', by: 'contact', at }` for a key pressed in a call, or `how: 'link'` for the page. Obligations:
 * - One per warning and body, or per warning and receiver where it is of no body; the first one stands, and a later one gives it back.
 * - From the answer of `keep` on no other contact of the body is called of the warning.
 */
export interface Confirmations {
  /** Null when there is no such delivery. */
  find(deliveryId: number): Promise<Confirmable | null>;
  keep(
    of: { warningId: string; bodyId: string | null; subscriberId: number | null; deliveryId: number | null },
    confirmation: Confirmation,
  ): Promise<{ kept: Confirmation; isNew: boolean }>;
}

/** A call as the clock shows it. */
export interface SupplyCall {
  readonly contactId: string;
  /** The post; null when the contact has left the list. */
  readonly role: string | null;
  readonly way: Way;
  readonly channel: Channel | null;
  readonly reason: string;
  readonly calledAt: Instant;
  readonly deliveryId: number | null;
  readonly state: DeliveryState | null;
  /** When the operation that a provider accepted went on the wire; null where none was. */
  readonly handedOverAt: Instant | null;
}

/** Why somebody was called by the alarm: the clock is red, or nobody of the body is left to be called. */
export type SupplyAlarm = 'red' | 'operator';

/** A body and a warning, as the clock reads them. */
export interface SupplyRecord {
  readonly warningId: string;
  readonly bulletinId: string;
  readonly hazard: Hazard;
  readonly finishedAt: Instant;
  readonly bodyId: string;
  readonly name: string;
  readonly basis: SupplyBody['basis'];
  readonly need: number;
  readonly openedAt: Instant;
  readonly closed: { readonly at: Instant; readonly reason: CloseReason } | null;
  readonly operatorCalledAt: Instant | null;
  /** Why somebody was called by the alarm already. */
  readonly alarms: readonly SupplyAlarm[];
  readonly confirmation: Confirmation | null;
  readonly calls: readonly SupplyCall[];
}

/** What the supply clock reads. */
export interface SupplyRecords {
  /** Null when there is no such warning or bulletin. */
  of(wanted: { warning: string } | { bulletin: string }): Promise<SupplyRecord[] | null>;
  /** Bodies called and not done with, the longest open first. */
  open(limit: number): Promise<SupplyRecord[]>;
  /** Notes that somebody was called by the alarm. Idempotent. */
  noteAlarm(of: { warningId: string; bodyId: string; kind: SupplyAlarm; now: Instant }): Promise<void>;
  /** Was this body called of this warning; and is that receiver, an agency or a relay, one of its deliveries? */
  has(warningId: string, of: { bodyId: string } | { subscriberId: number }): Promise<boolean>;
}

/** A body that has not confirmed a warning: whom to telephone. */
export interface CallListBody {
  readonly bodyId: string;
  readonly name: string;
  readonly need: number;
  readonly openedAt: Instant;
  readonly operatorCalledAt: Instant | null;
  /** In the order of the list. */
  readonly contacts: readonly { readonly role: string; readonly phone: string | null; readonly email: string | null }[];
}

/** A relay, an agency or a supplied body outside the list that was told, or should have been, of a warning and has not confirmed it. */
export interface CallListReceiver {
  readonly subscriberId: number;
  readonly audience: Audience;
  readonly need: number;
  readonly onset: Instant;
  readonly units: readonly string[];
  /** Need × silence, see `silenceOf`. */
  readonly score: number;
  /** Channel and state of each delivery: `sms accepted`. */
  readonly deliveries: readonly string[];
  readonly phone: string | null;
  readonly email: string | null;
}

/**
 * Everybody who is asked to confirm a warning and has not, with their numbers; receivers by their score. Obligation: nobody reads it without
 * a note of who did.
 */
export interface CallList {
  /** `limit`: receivers; `units`: those of these places alone, null: of all. Null when there is no such warning. */
  read(
    warningId: string,
    options: { by: string; now: Instant; limit: number; units: readonly string[] | null },
  ): Promise<{ bodies: CallListBody[]; receivers: CallListReceiver[] } | null>;
}

/** Receivers outside the supply list who stand alike in a province of a warning. */
export interface AskedCount {
  /** A province, or a sea area by itself; null: the warning in all, each receiver once. */
  readonly province: string | null;
  readonly need: number;
  /** A provider took one of their deliveries. */
  readonly taken: boolean;
  readonly confirmed: boolean;
  readonly receivers: number;
}

/** Who outside the supply list is asked to confirm. */
export interface Asked {
  /** Warnings in force of a status that were not recalled and that nothing has replaced, the newest first. */
  warnings(status: Status, now: Instant): Promise<string[]>;
  counts(warningId: string): Promise<AskedCount[]>;
}
