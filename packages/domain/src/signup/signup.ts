import { z } from 'zod';
import { language, registration, type WrittenChannel, writtenChannel } from '../audience/subscriber.ts';
import { placeAsked } from '../audience/settle-places.ts';
import type { Instant } from '../time.ts';

const { email, phone, leastNeed, leastNeeds, unaccentedSms } = registration.shape;

/** One address, by which it is asked, and confirmed, that it is theirs. */
const address = { email: email.optional(), phone: phone.optional() };
const ONE = { error: 'expected an e-mail address or a phone number, and not both' };
const isOne = (given: { email?: string | undefined; phone?: string | undefined }): boolean =>
  (given.email === undefined) !== (given.phone === undefined);

const wishes = {
  language: language.default('vi'),
  places: z.array(placeAsked).min(1, 'expected at least one place').max(30, 'expected at most 30 places'),
  leastNeed,
  leastNeeds,
  unaccentedSms,
};

/** What somebody signs up for. */
export const signup = z
  .strictObject({ ...address, ...wishes, consent: z.literal(true, 'expected true: whoever signs up agrees to be sent warnings') })
  .refine(isOne, ONE);
export type Signup = z.output<typeof signup>;

/** An address alone: whose link, or whose end, is asked for. */
export const addressAsked = z.strictObject({ ...address, language: language.default('vi') }).refine(isOne, ONE);
export type AddressAsked = z.output<typeof addressAsked>;

/** What a subscriber changes by themselves; what is not named stays. An address is changed by confirming the new one. */
export const ownChange = z
  .strictObject({
    language: language.optional(),
    places: wishes.places.optional(),
    leastNeed: leastNeed.unwrap().optional(),
    leastNeeds: leastNeeds.unwrap().optional(),
    unaccentedSms: unaccentedSms.unwrap().optional(),
  })
  .refine((change) => Object.keys(change).length > 0, 'expected at least one of language, places, leastNeed, leastNeeds, unaccentedSms');

/** The channel and address of what was given. */
export function addressOf(given: { readonly email?: string | undefined; readonly phone?: string | undefined }): {
  readonly channel: WrittenChannel;
  readonly address: string;
} {
  if (given.email !== undefined) return { channel: writtenChannel.enum.email, address: given.email };
  if (given.phone !== undefined) return { channel: writtenChannel.enum.sms, address: given.phone };
  throw new RangeError(ONE.error);
}

/** What is confirmed by a code: that one signs up, gets a link to one's own page, is told no more, or is reached by another address. */
export type SignupPurpose = 'subscribe' | 'manage' | 'leave' | 'address';

/** So long a code counts, by how it comes. Milliseconds. */
export const CODE_LASTS_MS: Readonly<Record<WrittenChannel, number>> = { email: 48 * 3_600_000, sms: 15 * 60_000 };

/** A code of six digits can be guessed: so many wrong ones, and it ends. */
export const MOST_TRIES = 5;

export type CodeRefusal = 'unknown' | 'used' | 'expired' | 'too-many-tries' | 'wrong';

/** Does a code count? `tries`: wrong ones so far. */
export function judgeCode(
  request: { readonly until: Instant; readonly tries: number; readonly done: boolean; readonly codeHash: string } | null,
  given: { readonly codeHash: string; readonly now: Instant },
): { readonly ok: true } | { readonly ok: false; readonly reason: CodeRefusal } {
  if (request === null) return { ok: false, reason: 'unknown' };
  if (request.done) return { ok: false, reason: 'used' };
  if (request.until <= given.now) return { ok: false, reason: 'expired' };
  if (request.tries >= MOST_TRIES) return { ok: false, reason: 'too-many-tries' };
  return request.codeHash === given.codeHash ? { ok: true } : { ok: false, reason: 'wrong' };
}
