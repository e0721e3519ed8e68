import { z } from 'zod';
import { type Channel, channel, language } from '../audience/subscriber.ts';
import { authority } from '../place/authority.ts';
import { dutyHours } from './hours.ts';

const slug = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'expected lower-case letters, digits and single hyphens')
  .max(60);

/** Somebody of a body who is called: a post, never a person's name. */
const supplyContact = z.strictObject({
  /** Inside its body. */
  id: slug,
  /** The post, as the body calls it. */
  role: z.string().trim().min(1).max(100),
  email: z.email().optional(),
  /** E.164, with the plus sign. */
  phone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'expected an E.164 number such as +84901234567')
    .optional(),
  hours: dutyHours.default('always'),
});
export type SupplyContact = z.output<typeof supplyContact>;

/** A body of the supply list: what it must be supplied with, and who of it is called, in order. */
export const supplyBody = z
  .strictObject({
    id: slug,
    name: z.string().trim().min(1).max(200),
    /** What names it: the clause of a law, or a rule of one's own. */
    basis: z.strictObject({ kind: z.enum(['law', 'own']), text: z.string().trim().min(1).max(500) }),
    /** Hazards × places. */
    duties: authority,
    language: language.default('vi'),
    /** Named for exercises. */
    exercises: z.boolean().default(false),
    dutyChannel: channel,
    standInChannel: channel.nullable().default(null),
    contacts: z.array(supplyContact).min(1, 'expected at least one contact').max(20),
  })
  .refine((body) => body.standInChannel !== body.dutyChannel, {
    path: ['standInChannel'],
    error: 'expected another channel than the duty channel, or null',
  })
  .refine((body) => new Set(body.contacts.map((one) => one.id)).size === body.contacts.length, {
    path: ['contacts'],
    error: 'expected each contact id once',
  })
  .refine((body) => body.contacts.every((one) => addressOf(one, body.dutyChannel) !== null), {
    path: ['contacts'],
    error: 'expected an address on the duty channel for every contact',
  });
/** See {@link supplyBody}. */
export type SupplyBody = z.output<typeof supplyBody>;

/** By which of a body's channels a contact is called. */
export const way = z.enum(['duty', 'stand-in']);
export type Way = z.output<typeof way>;

/** A contact's address on a channel; null without one. The same number is written to and called. */
export function addressOf(contact: Pick<SupplyContact, 'email' | 'phone'>, on: Channel | null): string | null {
  if (on === null) return null;
  return (on === 'email' ? contact.email : contact.phone) ?? null;
}

/** A body as decisions see it: no names, no addresses. */
export interface RosterBody extends Pick<SupplyBody, 'id' | 'duties' | 'exercises'> {
  /** In the order in which they are called. */
  readonly contacts: readonly RosterContact[];
}

export interface RosterContact extends Pick<SupplyContact, 'id' | 'hours'> {
  /** Ways by which it can be called, the duty channel first. */
  readonly ways: readonly Way[];
}
