import communes from '@loa/domain/data/communes.json' with { type: 'json' };
import coasts from '@loa/domain/data/sea-coasts.json' with { type: 'json' };
import { resolvePlace } from '@loa/domain/place';
import type { SubscriberInput } from '@loa/domain/ports';
import { testAddresses } from '@loa/testing/addresses';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { aRing, communesInRing, numbers, seasInRing } from '@loa/testing/shapes';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import { reachTable } from '../reach/index.ts';
import { registryTable } from '../registry/index.ts';
import type { Database } from '../sql.ts';
import { type Bed, NOW, openBed, stormWarning } from './test-bed.ts';

const PEOPLE = 1_500;
const SHAPES = 400;
/** Of a storm of level 3 in twelve hours. */
const NEED = 4;
const SEAS = coasts.coasts.map(({ sea }) => sea);
const provinceOf = new Map(communes.map(([code = '', , , former]) => [code, former]));

/** Somebody as the registry is given them, and what they have opted out of since. */
interface Person {
  readonly given: SubscriberInput;
  readonly left: 'email' | 'sms' | 'all' | null;
}

/** People with up to four places, some of them over, at sea or side by side; of every audience, channel and least need; ids with and without gaps. */
function somePeople(random: () => number): Person[] {
  const pick = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)] as T;
  return Array.from({ length: PEOPLE }, (_, at) => {
    const id = at < PEOPLE / 2 ? at + 1 : PEOPLE + at * 10;
    const home = Math.floor(random() * communes.length);
    const near = Array.from(
      { length: Math.floor(random() * 4) },
      () => communes[(home + Math.floor(random() * 9)) % communes.length]?.[0] ?? '',
    );
    const own = random() < 0.15 ? [] : [communes[home]?.[0] ?? ''];
    const units = [...new Set([...own, ...near, ...(own.length === 0 || random() < 0.1 ? [pick(SEAS)] : [])])];
    const over = units
      .filter(() => random() < 0.15)
      .map((unit) => [unit, pick(['2025-11-05T00:00:00.000Z', NOW, '2025-11-07T00:00:00.000Z'])]);
    const by = pick(['email', 'phone', 'both'] as const);
    const given: SubscriberInput = {
      id,
      ...{ audience: pick(['agency', 'relay', 'media', 'citizen', 'citizen', 'citizen'] as const), language: pick(['vi', 'en']) },
      ...(by !== 'phone' && { email: `person-${id}@example.com` }),
      ...(by !== 'email' && { phone: `+999${String(id).padStart(9, '0')}` }),
      ...{ units, ends: Object.fromEntries(over) as Record<string, string>, leastNeed: pick([1, 1, 1, 3, 4, 5]) },
      ...{ leastNeeds: random() < 0.1 ? { storm: pick([1, 5]) } : {}, supply: random() < 0.05 },
    };
    return { given, left: random() < 0.15 ? pick(['email', 'sms', 'all'] as const) : null };
  });
}

/** A plain loop over a person's places: one is met, and not over; or it lies on the coast of a met sea, and they are of those who hear of it there. */
function isThere({ given: { audience, units, ends = {} } }: Person, met: ReadonlySet<string>, withCoast: boolean): boolean {
  for (const place of units) {
    const end = ends[place];
    if (end !== undefined && end <= NOW) continue;
    if (met.has(place)) return true;
    if (!withCoast || (audience !== 'agency' && audience !== 'media')) continue;
    for (const { sea, formerProvinces } of coasts.coasts)
      if (met.has(sea) && formerProvinces.includes(provinceOf.get(place) ?? '')) return true;
  }
  return false;
}

const hasLeft = ({ given, left }: Person): boolean => given.supply !== true && left === 'all';

/** `id:channel` of everybody who is to be told. */
function owedAt(people: readonly Person[], met: ReadonlySet<string>): string[] {
  const owed: string[] = [];
  for (const person of people) {
    const { given, left } = person;
    const { id, supply, email, phone, leastNeed = 1, leastNeeds = {} } = given;
    if (!isThere(person, met, true) || hasLeft(person)) continue;
    if (supply !== true && (leastNeeds.storm ?? leastNeed) > NEED) continue;
    if (email !== undefined && (supply === true || left !== 'email')) owed.push(`${id}:email`);
    if (phone !== undefined && (supply === true || left !== 'sms')) owed.push(`${id}:sms`);
  }
  return owed.toSorted();
}

onPostgres('random polygons and a registry of random people on PostgreSQL', (real) => {
  let db: Database;
  let bed: Bed;
  const random = numbers(20_251_108);
  const people = somePeople(random);
  beforeAll(async () => {
    db = await openPostgres({ url: real.url, max: 2 });
    await migrate(db);
    bed = await openBed(people.map(({ given }) => given), db); // prettier-ignore
    const registry = registryTable(db, testAddresses);
    for (const { given, left } of people)
      if (left !== null) await registry.optOut(given.id, { channel: left === 'all' ? null : left, how: 'page', at: NOW });
    await db.script('analyze');
  });
  afterAll(() => db.close());

  test('fan-out writes a row to just those of whom a plain loop says so, once on each channel, and a preview counts just those there', async () => {
    const reach = reachTable(db);
    const seen = { told: 0, bySea: 0, nobody: 0 };
    for (let nth = 1; nth <= SHAPES; nth += 1) {
      const ring = aRing(random);
      const { met: seas, unsure } = seasInRing(ring);
      const met = new Set([...communesInRing(ring), ...seas]);
      const resolved = resolvePlace({ kind: 'polygon', ring });
      if (!resolved.ok || unsure.length > 0) continue;
      const event = `e${nth}`;
      await bed.issue(stormWarning(nth, [{ units: [...resolved.units] }], { eventId: event, seriesId: `nchmf.storm.${event}` }));
      await bed.slices();
      const rows = (await bed.rows()).map((row) => `${row.subscriber_id}:${row.channel}`).toSorted();
      expect([nth, rows]).toEqual([nth, owedAt(people, met)]);
      const question = { eventId: 'none', hazardGroup: 'tropical-cyclone', status: 'Actual', contacts: [], now: NOW } as const;
      const alike = await reach.alike({ classes: [resolved.units], ...question });
      const there = people.filter((person) => !hasLeft(person) && isThere(person, met, false)).length;
      expect([nth, alike.reduce((sum, { count }) => sum + count, 0)]).toEqual([nth, there]);
      seen.told += rows.length;
      if (rows.length === 0) seen.nobody += 1;
      if (seas.length > 0 && rows.length > 0) seen.bySea += 1;
      await db.script('truncate warnings, events, fanout_jobs, batches, deliveries restart identity cascade');
    }
    expect([seen.told > 20_000, seen.bySea > 100, seen.nobody > 10], JSON.stringify(seen)).toEqual([true, true, true]);
  }, 300_000);
});
