import type { DeliveryState } from '../delivery/delivery.ts';
import type { Instant } from '../time.ts';
import type { RosterContact, Way } from './body.ts';
import { isOnDuty } from './hours.ts';
import { waysAtOnce } from './openings.ts';

/** Minutes in which a contact is to confirm, by need; then the next one is called. Loa's own: two contacts fit into the law's 15. */
const CONFIRM_WITHIN_MINUTES: Readonly<Record<number, number>> = { 5: 3, 4: 5, 3: 7, 2: 7, 1: 7 };
const LONGEST_MINUTES = 7;

/** {@link CONFIRM_WITHIN_MINUTES}, or the minutes that an installation has set for every need. */
export type ConfirmWithin = (need: number) => number;
const byNeed: ConfirmWithin = (need) => CONFIRM_WITHIN_MINUTES[need] ?? LONGEST_MINUTES;

/** A contact called by one way, and what became of it. */
export interface Call {
  readonly contactId: string;
  readonly way: Way;
  readonly calledAt: Instant;
  /** Fan-out has decided about it. */
  readonly decided: boolean;
  /** Of its delivery; null when none was written: there was nothing new to tell, or it is not decided. */
  readonly state: DeliveryState | null;
}

/** A body that was called of a warning and is not done with. */
export interface OpenSupply {
  readonly warningId: string;
  readonly bodyId: string;
  readonly need: number;
  readonly stopped: 'recalled' | 'cancelled' | null;
  /** Later warnings of the series went to the body about every place that it was called of by this one. */
  readonly overtaken: boolean;
  readonly expiresAt: Instant;
  readonly confirmedAt: Instant | null;
  readonly operatorCalledAt: Instant | null;
  /** The body's contacts now, in order. */
  readonly contacts: readonly RosterContact[];
  /** In the order of their time. */
  readonly calls: readonly Call[];
}

export const CLOSE_REASONS = ['confirmed', 'recalled', 'cancelled', 'expired', 'overtaken', 'nothing-new'] as const;
export type CloseReason = (typeof CLOSE_REASONS)[number];

export const CALL_REASONS = ['unconfirmed', 'not-reached', 'duty-channel-failed'] as const;
export const OPERATOR_REASONS = ['nobody-confirmed', 'nobody-reached'] as const;

export type NextStep =
  | {
      readonly step: 'call';
      readonly contactId: string;
      readonly ways: readonly Way[];
      readonly reason: (typeof CALL_REASONS)[number];
    }
  /** Nobody of the body is left to be called: the operator telephones. */
  | { readonly step: 'operator'; readonly reason: (typeof OPERATOR_REASONS)[number] }
  | { readonly step: 'wait'; readonly until: Instant | null; readonly reason: 'within-time' | 'operator-called' }
  | { readonly step: 'close'; readonly reason: CloseReason };

/** States in which a message did not get to the contact and will not. */
const ENDED_UNTOLD: readonly (DeliveryState | null)[] = ['failed', 'expired', 'suppressed', 'undelivered', 'recalled'];

/** What is done next about a body that was called: pure, so that two sweepers that look at the same rows want the same. */
export function nextStep(supply: OpenSupply, now: Instant, within: ConfirmWithin = byNeed): NextStep {
  if (supply.confirmedAt !== null) return { step: 'close', reason: 'confirmed' };
  if (supply.stopped !== null) return { step: 'close', reason: supply.stopped };
  if (supply.expiresAt <= now) return { step: 'close', reason: 'expired' };
  const latest = latestCalls(supply.calls);
  if (supply.overtaken || (latest.length > 0 && latest.every(({ state }) => state === 'superseded')))
    return { step: 'close', reason: 'overtaken' };
  // Decided, and no delivery: whoever was called first knows all of it already, or has left the list meanwhile.
  if (isFirst(supply.calls) && latest.every((call) => call.decided && call.state === null && isStillThere(supply, call)))
    return { step: 'close', reason: 'nothing-new' };
  if (supply.operatorCalledAt !== null) return { step: 'wait', until: null, reason: 'operator-called' };
  const failed = latest.every(({ decided, state }) => decided && (state === null || ENDED_UNTOLD.includes(state)));
  if (failed) return standIn(supply, latest) ?? next(supply, 'not-reached', now);
  const until = confirmBy(latest, within(supply.need));
  return until <= now ? next(supply, 'unconfirmed', now) : { step: 'wait', until, reason: 'within-time' };
}

const isStillThere = ({ contacts }: OpenSupply, { contactId, way }: Call): boolean =>
  contacts.some(({ id, ways }) => id === contactId && ways.includes(way));

/** The same contact by the other way, where only the duty channel was tried. */
function standIn({ contacts }: OpenSupply, latest: readonly Call[]): NextStep | null {
  const [last] = latest;
  const contact = contacts.find(({ id }) => id === last?.contactId);
  const left = contact?.ways.filter((way) => latest.every((call) => call.way !== way)) ?? [];
  return contact === undefined || left.length === 0
    ? null
    : { step: 'call', contactId: contact.id, ways: left, reason: 'duty-channel-failed' };
}

/** The next contact who was not called: those on duty first, in the order of the list. */
function next({ contacts, calls, need }: OpenSupply, reason: 'unconfirmed' | 'not-reached', now: Instant): NextStep {
  const left = contacts.filter(({ id }) => calls.every(({ contactId }) => contactId !== id));
  const contact = left.find(({ hours }) => isOnDuty(hours, now)) ?? left[0];
  if (contact === undefined) return { step: 'operator', reason: reason === 'unconfirmed' ? 'nobody-confirmed' : 'nobody-reached' };
  return { step: 'call', contactId: contact.id, ways: waysAtOnce(contact.ways, need), reason };
}

/** Calls of the contact who was called last. */
function latestCalls(calls: readonly Call[]): Call[] {
  const last = calls.at(-1);
  return calls.filter(({ contactId }) => contactId === last?.contactId);
}

const isFirst = (calls: readonly Call[]): boolean => new Set(calls.map(({ contactId }) => contactId)).size === 1;

/** Counted from the contact's last call: a stand-in channel tried late has the whole time too. */
function confirmBy(latest: readonly Call[], minutes: number): Instant {
  const since = latest.reduce((at, { calledAt }) => (calledAt > at ? calledAt : at), '');
  return new Date(Date.parse(since) + minutes * 60_000).toISOString();
}
