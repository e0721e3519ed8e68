import { type Stratum, strata } from '../audience/strata.ts';
import { withinAuthority } from '../place/authority.ts';
import type { Instant } from '../time.ts';
import { isTakenBack, type Warning } from '../warning/warning.ts';
import type { RosterBody, Way } from './body.ts';
import { type DutyReason, onDuty } from './on-duty.ts';

/** From this need on the stand-in channel is used at once, beside the duty channel. Loa's own. */
const BOTH_WAYS_FROM_NEED = 4;

/** A body that a warning concerns, and who of it is called first. */
export interface Opening {
  readonly bodyId: string;
  readonly need: number;
  readonly contactId: string;
  readonly ways: readonly Way[];
  readonly reason: DutyReason;
}

/** Why a body is not called of a warning. */
export type NotConcerned =
  'test-is-for-the-watchdog' | 'exercise-not-named' | 'hazard-outside-duties' | 'place-outside-duties' | 'no-contact';

/** Is this body called of this warning, who of it, and by which ways? */
export function opening(warning: Warning, body: RosterBody, now: Instant, layers = supplyLayers(warning, now)): Opening | NotConcerned {
  if (warning.status === 'Test') return 'test-is-for-the-watchdog';
  if (warning.status === 'Exercise' && !body.exercises) return 'exercise-not-named';
  const { hazards } = body.duties;
  if (hazards !== 'all' && !hazards.includes(warning.hazard)) return 'hazard-outside-duties';
  const need = needFor(warning, body, layers);
  if (need === null) return 'place-outside-duties';
  const called = onDuty(body.contacts, now);
  if (called === null) return 'no-contact';
  const { contact, reason } = called;
  return { bodyId: body.id, need, contactId: contact.id, ways: waysAtOnce(contact.ways, need), reason };
}

/** Bodies of the list that are called of a warning. */
export function openingsOf(warning: Warning, bodies: readonly RosterBody[], now: Instant): Opening[] {
  const layers = supplyLayers(warning, now);
  return bodies.map((body) => opening(warning, body, now, layers)).filter((one) => typeof one !== 'string');
}

/** Of a contact's ways those used at once: the duty channel, and the stand-in channel where the need is high. */
export const waysAtOnce = (ways: readonly Way[], need: number): Way[] =>
  ways.filter((one) => one === 'duty' || need >= BOTH_WAYS_FROM_NEED);

/** Does a warning take back, ease or put right what was told? Then everybody called earlier in the event is owed it, on duty or not. */
export function isFollowUp(warning: Warning): boolean {
  return (
    warning.action !== 'issue' || warning.entries.some(({ change }) => isTakenBack(change) || change === 'eased' || change === 'corrected')
  );
}

/** The highest need at a place of the body; null where the warning names none. */
function needFor(warning: Warning, body: RosterBody, layers: readonly Stratum[]): number | null {
  const needs = layers.filter(({ units }) => hasPlace(body, warning, units)).map(({ need }) => need);
  return needs.length === 0 ? null : Math.max(...needs);
}

function supplyLayers(warning: Warning, now: Instant): Stratum[] {
  return strata(warning, now).filter(({ supplyOnly }) => supplyOnly);
}

function hasPlace({ duties }: RosterBody, { hazard }: Warning, units: readonly string[]): boolean {
  const judged = withinAuthority(duties, hazard, units);
  return judged.ok ? units.length > 0 : judged.outside.length < units.length;
}
