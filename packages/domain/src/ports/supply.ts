import type { Hazard } from '../bulletin/hazard.ts';
import type { Channel } from '../audience/subscriber.ts';
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

/**
 * Calls of bodies. Obligations:
 * - Contacts of the list are left out of a warning's strata; they are told by jobs that name them, which `open` and `call` write.
 * - `open` is done once per warning, all or nothing, and only for a warning that fan-out has jobs of: it never hides one that fan-out
 *   has not seen.
 * - `call` is done once per warning, body, contact and way, whoever of several sweepers comes first.
 */
export interface SupplyDesk {
  /** Bodies of the list without names and addresses. */
  roster(): Promise<RosterBody[]>;
  /** `followUp`: contacts called earlier in the event, and not among the openings, are owed it too. */
  open(
    warning: Pick<Warning, 'id' | 'eventId'>,
    openings: readonly Opening[],
    options: { followUp: boolean; now: Instant },
  ): Promise<'opened' | 'already-opened' | 'not-fanned-out'>;
  /** Valid warnings that fan-out has taken and nobody has opened, issued after `since`. */
  unopened(options: { now: Instant; since: Instant; limit: number }): Promise<Warning[]>;
  /** Bodies called and not done with. */
  waiting(limit: number): Promise<OpenSupply[]>;
  /** False when it was called already. */
  call(of: { warningId: string; bodyId: string; contactId: string; ways: readonly Way[]; reason: string; now: Instant }): Promise<boolean>;
  callOperator(of: { warningId: string; bodyId: string; now: Instant }): Promise<boolean>;
  close(of: { warningId: string; bodyId: string; reason: CloseReason; now: Instant }): Promise<boolean>;
}

/** A receiver's delivery, as a confirmation looks at it. */
export interface Confirmable extends ConfirmQuestion {
  readonly deliveryId: number;
  readonly warningId: string;
  /** Null for an agency, a relay or a supplied body that is not on the list. */
  readonly bodyId: string | null;
  readonly subscriberId: number;
}

/** What is known of a confirmation. */
export interface Confirmation {
  readonly at: Instant;
  readonly how: ConfirmedHow;
  readonly by: string;
}

/**
 * Confirmations. Obligations: one per warning and body, or per warning and receiver where it is of no body; the first one stands, and a
 * later one gives back the first.
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
  readonly confirmation: Confirmation | null;
  readonly calls: readonly SupplyCall[];
}

/** What the supply clock reads. */
export interface SupplyRecords {
  /** Null when there is no such warning or bulletin. */
  of(wanted: { warning: string } | { bulletin: string }): Promise<SupplyRecord[] | null>;
  /** Bodies called and not done with. */
  open(limit: number): Promise<SupplyRecord[]>;
  /** Was this body called of this warning; and is that receiver, an agency or a relay, one of its deliveries? */
  has(warningId: string, of: { bodyId: string } | { subscriberId: number }): Promise<boolean>;
}
