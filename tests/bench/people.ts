import { testAddresses } from '@loa/testing/addresses';
import type { Subscriber } from '@loa/domain/audience';
import { inventedSubscribers } from '@loa/domain/invented';
import { registryTable, type Database } from '@loa/adapters/postgres';
import { z } from 'zod';

/** The register of a bench: how many invented people, and by which channels they can be reached. */
export const register = z.object({ count: z.int(), by: z.enum(['as-invented', 'email', 'sms']) });
export type Register = z.output<typeof register>;

const SEED = 20_251_106;
const PAGE = 5_000;
const COMMUNE = /^\d{5}$/;

/**
 * The people of a register, ids from 1. Invented people as they are, or those with a place on land, each by one channel: then a storm over
 * the whole country is one delivery to each.
 */
export function* peopleOf({ count, by }: Register): Generator<Subscriber> {
  let id = 0;
  for (const one of inventedSubscribers({ count: by === 'as-invented' ? count : count * 2, seed: SEED })) {
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
