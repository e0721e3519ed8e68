import { aloneFrom, answerRefused, type AnswerRefusal, standOf } from '@loa/domain/approval';
import type { Approval } from '@loa/domain/ports';
import { nameOfPlaces } from '@loa/domain/place';
import { publicReader, renderEmail, renderSms, renderTitle } from '@loa/domain/wording';
import type { Caller } from '@loa/runtime';
import { placeName } from './place-name.ts';

/** Places named of those where citizens wait. */
const NAMED = 12;

/** A warning that waits, or was answered, as lists and screens show it. */
export function approvalView(of: Approval, now: string) {
  const { warning, heldSince, answeredAt } = of;
  const { id, number, status, eventId, eventName, hazard, hazardName, issuer, issuerName, bulletinId, onset, expiresAt } = warning;
  return {
    ...{ warning: id, number, status, event: eventId, eventName, hazard, hazardName, issuer, issuerName, bulletin: bulletinId },
    ...{ onset, expiresAt, reason: of.reason, people: of.people, sentBy: of.sentBy, stand: standOf(of, now) },
    headline: { vi: renderTitle(warning, { language: 'vi' }), en: renderTitle(warning, { language: 'en' }) },
    exceeded: of.exceeded.map((one) => ({ ...one, name: { vi: placeName(one.place), en: placeName(one.place, 'en') } })),
    places: nameOfPlaces(of.units, 'vi', NAMED),
    units: of.units.length,
    heldSince,
    /** Seconds: until now, or until the answer. */
    waitedS: Math.max(0, Math.round((Date.parse(answeredAt ?? now) - Date.parse(heldSince)) / 1_000)),
    aloneFrom: aloneFrom(heldSince),
    calls: of.calls,
    calledAt: of.calledAt,
    answer: of.outcome === null ? null : { outcome: of.outcome, at: answeredAt, by: of.answeredBy, reason: of.answerReason },
  };
}

const ANSWERS = { approve: 'approved', refuse: 'refused', alone: 'alone' } as const;
const ROLE_FOR = { approve: 'approver', refuse: 'approver', alone: 'forecaster' } as const;
export type AnswerName = keyof typeof ANSWERS;

/** Which answers somebody may give now: true, or why not. */
export function mayAnswer(of: Approval, caller: Caller, now: string): Readonly<Record<AnswerName, true | AnswerRefusal | 'role'>> {
  const may = (name: AnswerName) =>
    caller.roles.includes(ROLE_FOR[name]) ? (answerRefused(of, ANSWERS[name], caller, now) ?? (true as const)) : ('role' as const);
  return { approve: may('approve'), refuse: may('refuse'), alone: may('alone') };
}

/** What a citizen who lives in all the places would get. */
export function textsOf({ warning }: Approval) {
  const inLanguage = (language: 'vi' | 'en') => {
    const reader = { ...publicReader(warning, { language }), audience: 'citizen' as const };
    const { subject, text } = renderEmail(warning, reader);
    return { email: { subject, text }, sms: renderSms(warning, reader).text };
  };
  return { vi: inLanguage('vi'), en: inLanguage('en') };
}
