import { testAddresses } from '@loa/testing/addresses';
import type { Subscriber } from '@loa/domain/audience';
import { inventedSubscribers, type Shares } from '@loa/domain/invented';
import { registryTable, type Database } from '@loa/adapters/postgres';
import { z } from 'zod';

/** The register of a bench: how many invented people, by which channels they can be reached, and in which shares their audiences are. */
export const register = z.object({
  count: z.int(),
  by: z.enum(['as-invented', 'email', 'sms']),
  shares: z.enum(['as-invented', 'of-a-country']).default('as-invented'),
});
export type Register = z.input<typeof register>;

/**
 * A million people of the whole country: in each of its 3,321 communes an agency and two relays (a hamlet's loudspeaker, a school), and 30 of the media in each of
 * 34 provinces; all others are citizens. So one in a hundred is asked to confirm. In smaller registers the shares are the same, so that sizes compare.
 */
const OF_A_COUNTRY: Shares = { agency: 3_321 / 1_000_000, relay: 6_642 / 1_000_000, media: 1_020 / 1_000_000 };

const SEED = 20_251_106;
const PAGE = 5_000;
const COMMUNE = /^\d{5}$/;

/**
 * The people of a register, ids from 1. Invented people as they are, or those with a place on land, each by one channel: then a storm over
 * the whole country is one delivery to each.
 */
export function* peopleOf({ count, by, shares }: Register): Generator<Subscriber> {
  let id = 0;
  const invented = {
    count: by === 'as-invented' ? count : count * 2,
    seed: SEED,
    shares: shares === 'of-a-country' ? OF_A_COUNTRY : undefined,
  };
  for (const one of inventedSubscribers(invented)) {
    if (by !== 'as-invented' && !one.units.some((unit) => COMMUNE.test(unit))) continue;
    id += 1;
    if (id > count) return;
    if (by === 'as-invented') yield one;
    else if (by === 'email') yield { ...one, id, email: `loa-${id}@example.com`, phone: undefined };
    else yield { ...one, id, email: undefined, phone: `+999${String(id).padStart(9, '0')}` };
  }
}

/** Fills an empty registry. */
export async function fill(db: Database, of: Register): Promise<void> {
  const registry = registryTable(db, testAddresses);
  let page: Subscriber[] = [];
  for (const one of peopleOf(of)) {
    page.push(one);
    if (page.length < PAGE) continue;
    await registry.insertMany(page);
    page = [];
  }
  if (page.length > 0) await registry.insertMany(page);
}
