import { z } from 'zod';
import { unit } from '../place/place-ref.ts';

/** In order of need: who must act for others first. */
export const audience = z.enum(['agency', 'relay', 'media', 'citizen']);
export type Audience = z.output<typeof audience>;

export const channel = z.enum(['email', 'sms']);
export type Channel = z.output<typeof channel>;

/** BCP 47, in its canonical form; a language without a phrase table is written in the one that `chooseTable` picks. */
export const language = z.string().refine(isCanonicalTag, 'expected a BCP 47 language tag in its canonical form, such as vi or en-GB');
export type Language = z.output<typeof language>;

export const lane = z.enum(['flash', 'urgent', 'routine']);
export type Lane = z.output<typeof lane>;

/** How fast and how wide, 1 (routine) to 5 (drop everything): see the need table. */
export const need = z.int().min(1).max(5);
export type Need = z.output<typeof need>;

/** A person or body that asked for, or must be supplied with, warnings. */
export const subscriber = z
  .strictObject({
    id: z.int().min(1),
    audience,
    language,
    email: z.email().optional(),
    /** E.164, with the plus sign. */
    phone: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'expected an E.164 number such as +84901234567')
      .optional(),
    leastNeed: need.default(1),
    units: z.array(unit).min(1, 'expected at least one place'),
    /** A body that the law says must be supplied: no opt-out, no limits. */
    supply: z.boolean().default(false),
    /** A body named for exercises. */
    exercises: z.boolean().default(false),
    /** Loa's own watchdog listener: hears Test and nothing else. */
    watchdog: z.boolean().default(false),
  })
  .refine((one) => one.email !== undefined || one.phone !== undefined, { error: 'expected an e-mail address or a phone number' });
export type Subscriber = z.output<typeof subscriber>;

function isCanonicalTag(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag)[0] === tag;
  } catch {
    return false;
  }
}
