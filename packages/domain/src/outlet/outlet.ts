import { z } from 'zod';
import { language } from '../audience/subscriber.ts';
import { status } from '../bulletin/bulletin.ts';
import { feedFilter } from '../warning/feed-filter.ts';

const text = (what: string, most: number) =>
  z.string(`expected ${what}`).trim().min(1, `expected ${what}`).max(most, `expected at most ${most} characters`);

/** Longest address that is called back, characters. */
export const LONGEST_CALLBACK = 2_000;

/**
 * How an outlet gets the sequence. A `webhook` is pushed item by item; by `email` it gets a message
 * per item, once somebody who reads its mail has confirmed the address; by `websub` and `feed` it reads the feeds itself.
 */
const outletWay = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      kind: z.literal('webhook'),
      url: z.string('expected a URL').max(LONGEST_CALLBACK, `expected at most ${LONGEST_CALLBACK} characters`),
    }),
    z.strictObject({
      kind: z.literal('email'),
      address: z.email('expected an e-mail address').max(254, 'expected at most 254 characters'),
    }),
    z.strictObject({ kind: z.literal('websub') }),
    z.strictObject({ kind: z.literal('feed') }),
  ],
  { error: 'expected a way: {kind: "webhook", url}, {kind: "email", address}, {kind: "websub"} or {kind: "feed"}' },
);
export type OutletWay = z.output<typeof outletWay>;
/** Ways by which Loa comes to the outlet. */
export type PushedWay = Extract<OutletWay['kind'], 'webhook' | 'email'>;

/** What an outlet says of itself. */
export const outletProfile = z.strictObject({
  name: text('a name', 200),
  /** How operators reach the people behind it. */
  contact: text('a contact, such as an e-mail address', 200),
  way: outletWay,
  filters: feedFilter.default({}),
  /** Sequences that it follows; Exercise and Test only where it asks for them. */
  statuses: z
    .array(status)
    .min(1, 'expected at least one status')
    .transform((all) => [...new Set(all)])
    .default(['Actual']),
  /** Of the words that Loa writes to it, and of the pages that items link to. */
  language: language.default('vi'),
});
export type OutletProfile = z.output<typeof outletProfile>;

/** What an outlet may change by itself. */
export const outletChange = z.strictObject({
  way: outletWay.optional(),
  filters: feedFilter.optional(),
  statuses: outletProfile.shape.statuses.unwrap().optional(),
  language: language.optional(),
});
export type OutletChange = z.output<typeof outletChange>;

/** `waiting` for an operator; `approved`: it is served; `blocked` by an operator, or because its address answered 410 Gone. */
export const outletStanding = z.enum(['waiting', 'approved', 'blocked']);
export type OutletStanding = z.output<typeof outletStanding>;
