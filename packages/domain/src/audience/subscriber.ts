import { z } from 'zod';
import { hazard } from '../bulletin/hazard.ts';
import { unit } from '../place/place-ref.ts';
import { instant } from '../time.ts';

/** In order of need: who must act for others first. */
export const audience = z.enum(['agency', 'relay', 'media', 'citizen']);
export type Audience = z.output<typeof audience>;

/** A way to somebody: a number is written to, or called. */
export const channel = z.enum(['email', 'sms', 'voice']);
export type Channel = z.output<typeof channel>;

/** A way by which something written comes. Calls are for bodies of the supply list alone. */
export const writtenChannel = channel.exclude(['voice']);
export type WrittenChannel = z.output<typeof writtenChannel>;

/** BCP 47, in its canonical form; a language without a phrase table is written in the one that `chooseTable` picks. */
export const language = z.string().refine(isCanonicalTag, 'expected a BCP 47 language tag in its canonical form, such as vi or en-GB');
export type Language = z.output<typeof language>;

export const lane = z.enum(['flash', 'urgent', 'routine']);
export type Lane = z.output<typeof lane>;

/** How fast and how wide, 1 (routine) to 5 (drop everything): see the need table. */
export const need = z.int().min(1).max(5);
export type Need = z.output<typeof need>;

/** E.164, with the plus sign. */
export const phone = z.string().regex(/^\+[1-9]\d{6,14}$/, 'expected an E.164 number such as +84901234567');

/** A point with a radius about it, and the commune that it became, once, when it was registered. */
export const subscriberPoint = z.strictObject({
  /** WGS 84 degrees. */
  lon: z.number('expected a longitude in degrees').min(-180).max(180),
  lat: z.number('expected a latitude in degrees').min(-90).max(90),
  radiusM: z.int('expected a radius in whole metres').min(1, 'expected at least 1 m').max(100_000, 'expected at most 100,000 m'),
  /** One of the subscriber's units. */
  unit,
  /** When it ends; null: it does not. */
  until: instant.nullable().default(null),
});
export type SubscriberPoint = z.output<typeof subscriberPoint>;

/** What a subscriber agreed to. */
export const consent = z.strictObject({
  at: instant,
  /** By a code or a link sent to the address; through an operator; on a list whose holder vouches for it. */
  how: z.enum(['code', 'link', 'operator', 'list']),
  /** Version of the wording that was agreed to. */
  wording: z.string().trim().min(1, 'expected the version of the wording').max(100),
  /** Where: a form, a hotline, a list. Never a person's name. */
  source: z.string().trim().min(1, 'expected where it was given').max(100),
});
export type Consent = z.output<typeof consent>;

/** What a person may say of themselves; see {@link subscriber}. */
const ownFields = {
  audience,
  language,
  email: z.email().max(254, 'expected at most 254 characters').optional(),
  phone: phone.optional(),
  /** For hazards without a need of their own. */
  leastNeed: need.default(1),
  /** Of single hazards; see `leastNeedFor`. */
  leastNeeds: z.partialRecord(hazard, need).default({}),
  /** Vietnamese SMS without marks. */
  unaccentedSms: z.boolean().default(false),
  units: z.array(unit).min(1, 'expected at least one place'),
  /** When single units end; those not named do not. */
  ends: z.record(z.string(), instant).default({}),
  points: z.array(subscriberPoint).default([]),
};
const REACHABLE = { error: 'expected an e-mail address or a phone number' };
const isReachable = (one: { email?: string | undefined; phone?: string | undefined }) => one.email !== undefined || one.phone !== undefined;

/** A person or body that asked for, or must be supplied with, warnings. */
export const subscriber = z
  .strictObject({
    id: z.int().min(1),
    ...ownFields,
    /** Null for bodies that the law names, for Loa's own listeners, and for invented people. */
    consent: consent.nullable().default(null),
    /** A body that the law says must be supplied: no opt-out, no limits. */
    supply: z.boolean().default(false),
    /** A body named for exercises. */
    exercises: z.boolean().default(false),
    /** Loa's own watchdog listener: hears Test and nothing else. */
    watchdog: z.boolean().default(false),
  })
  .refine(isReachable, REACHABLE);
export type Subscriber = z.output<typeof subscriber>;

/** Somebody who confirmed the addresses given, and agreed to be told. */
export const registration = z.strictObject({ ...ownFields, consent }).refine(isReachable, REACHABLE);
export type Registration = z.output<typeof registration>;

function isCanonicalTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}
