import type { Stratum } from '@loa/domain/audience';
import type { Audience, Channel, Language } from '@loa/domain/audience';
import type { Unit } from '@loa/domain/place';
import type { Sql } from '../sql.ts';

/** A subscriber as fan-out sees one: where and how, never the address itself. */
export interface Person {
  readonly id: number;
  readonly audience: Audience;
  readonly language: Language;
  readonly channels: readonly Channel[];
  readonly leastNeed: number;
  readonly supply: boolean;
  readonly exercises: boolean;
  readonly watchdog: boolean;
  /** Those of the person's places of which the warning speaks, in whichever stratum. */
  readonly units: readonly Unit[];
}

/** People by ascending id, and how far the registry has been looked through. */
export interface Page {
  readonly people: readonly Person[];
  readonly upTo: number;
  readonly end: boolean;
}

interface Row {
  id: number;
  audience: Audience;
  language: Language;
  email: boolean;
  sms: boolean;
  least_need: number;
  supply: boolean;
  exercises: boolean;
  watchdog: boolean;
}

const page = (found: string, who: string) => `
select p.id, p.audience, p.language, p.email is not null as email, p.phone is not null as sms, p.least_need, p.supply, p.exercises, p.watchdog
from (${found}) found join subscribers p on p.id = found.id
where ${who} order by p.id limit $4`;

const OF_STRATUM = 'p.audience = any($5::text[]) and (p.supply or (not $6::boolean and p.opted_out_at is null))';

const WIDE = `
-- People of a stratum by id, through the units of a window of ids. $1 units, $2 above, $3 up to, $4 limit, $5 audiences, $6 supply list only
${page(
  `select distinct u.subscriber_id as id from subscriber_units u join unnest($1::text[]) as s (unit) on s.unit = u.unit
  where u.subscriber_id > $2::bigint and u.subscriber_id <= $3::bigint`,
  OF_STRATUM,
)}`;

// `offset 0` keeps the planner from turning this into the other one.
const NARROW = `
-- People of a stratum by id, through the ids at each of its few units. $1 units, $2 above, $3 up to, $4 limit, $5 audiences, $6 supply list only
${page(
  `select distinct u.subscriber_id as id from unnest($1::text[]) as s (unit) cross join lateral (
    select x.subscriber_id from subscriber_units x where x.unit = s.unit and x.subscriber_id > $2::bigint and x.subscriber_id <= $3::bigint offset 0) u`,
  OF_STRATUM,
)}`;

const NAMED = `
-- Named people by id. $1 their ids, $2 above, $3 up to, $4 limit
${page(
  'select n.id from unnest($1::bigint[]) as n (id) where n.id > $2::bigint and n.id <= $3::bigint',
  '(p.supply or p.opted_out_at is null)',
)}`;

/**
 * A statement of its own, and joined with the units as a table: `unit = any(array)` walks through 3,321 codes for each row,
 * and a planner without statistics joins anything more with nested loops.
 */
const PLACES = `
-- Those of people's units of which a warning speaks. $1 people, $2 units of the warning
select m.subscriber_id as id, string_agg(m.unit, chr(31)) as units
from subscriber_units m join unnest($2::text[]) as w (unit) on w.unit = m.unit
where m.subscriber_id = any($1::bigint[]) group by m.subscriber_id`;

const LAST = `
-- The highest subscriber id
select coalesce(max(id), 0) as last from subscribers`;

/** Of 3,321 communes and a few sea areas: how many units a subscriber may sit in, to guess how many ids hold a page of people. */
const ALL_UNITS = 3400;
/** Up to this many units an index probe for each is cheaper than reading every unit of a window of ids. */
const FEW_UNITS = 300;
/** Windows of one slice, each four times as wide as the last: a layer with few people must not keep a slice long. */
const WINDOWS = 3;
const MAX_ID = Number.MAX_SAFE_INTEGER;

/**
 * Reads people in windows of ids, because neither index alone serves both a commune and a whole country: by unit, a country
 * would be read to its end for each page; by id, a commune would be looked for in the whole registry. The width of the next
 * window follows from what the last one held.
 */
export async function stratumPage(tx: Sql, ask: { stratum: Stratum; units: readonly Unit[]; after: number; limit: number }): Promise<Page> {
  const { stratum, units, limit } = ask;
  const last = (await tx.query<{ last: number }>(LAST))[0]?.last ?? 0;
  const people: Person[] = [];
  const statement = stratum.units.length > FEW_UNITS ? WIDE : NARROW;
  let from = ask.after;
  let width = Math.ceil((2 * limit * ALL_UNITS) / Math.max(1, stratum.units.length));
  for (let window = 0; from < last && window < WINDOWS; window++) {
    const to = Math.min(last, from + width);
    const room = limit - people.length;
    const rows = await tx.query<Row>(statement, [stratum.units, from, to, room, stratum.audiences, stratum.supplyOnly]);
    people.push(...(await withPlaces(tx, rows, units)));
    if (rows.length === room) return { people, upTo: people.at(-1)?.id ?? to, end: false };
    from = to;
    width *= 4;
    if (people.length * 2 >= limit) break;
  }
  return { people, upTo: from, end: from >= last };
}

/** Like {@link stratumPage}, of named people. */
export async function namedPage(
  tx: Sql,
  ask: { only: readonly number[]; units: readonly Unit[]; after: number; limit: number },
): Promise<Page> {
  const rows = await tx.query<Row>(NAMED, [ask.only, ask.after, MAX_ID, ask.limit]);
  const people = await withPlaces(tx, rows, ask.units);
  return { people, upTo: people.at(-1)?.id ?? ask.after, end: rows.length < ask.limit };
}

async function withPlaces(tx: Sql, rows: readonly Row[], units: readonly Unit[]): Promise<Person[]> {
  if (rows.length === 0) return [];
  const places = await tx.query<{ id: number; units: string }>(PLACES, [rows.map((row) => row.id), units]);
  const byId = new Map(places.map((one) => [one.id, one.units.split('\u001f')]));
  return rows.map((row) => personOf(row, byId.get(row.id) ?? []));
}

function personOf(row: Row, units: readonly Unit[]): Person {
  const channels: Channel[] = [];
  if (row.email) channels.push('email');
  if (row.sms) channels.push('sms');
  const { id, audience, language, supply, exercises, watchdog } = row;
  return { id, audience, language, channels, leastNeed: row.least_need, supply, exercises, watchdog, units };
}
