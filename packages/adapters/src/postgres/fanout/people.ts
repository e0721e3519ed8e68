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
  units: string | null;
}

const COLUMNS = `s.id, s.audience, s.language, s.email is not null as email, s.phone is not null as sms, s.least_need, s.supply, s.exercises,
  s.watchdog, (select string_agg(m.unit, chr(31) order by m.unit) from subscriber_units m
    where m.subscriber_id = s.id and m.unit = any($2::text[])) as units`;

const STRATUM = `
-- People of a stratum with an id in ($3, $4], by id. $1 units of the stratum, $2 units of the warning, $5 audiences, $6 supply list only, $7 limit
select ${COLUMNS}
from (
  select * from subscribers p
  where p.id in (select u.subscriber_id from subscriber_units u where u.unit = any($1::text[]) and u.subscriber_id > $3 and u.subscriber_id <= $4)
    and p.audience = any($5::text[]) and (p.supply or (not $6::boolean and p.opted_out_at is null))
  order by p.id limit $7
) s order by s.id`;

const NAMED = `
-- Named people with an id above $3, by id. $1 their ids, $2 units of the warning, $4 limit
select ${COLUMNS}
from (
  select * from subscribers p where p.id = any($1::bigint[]) and p.id > $3 and (p.supply or p.opted_out_at is null) order by p.id limit $4
) s order by s.id`;

const LAST = `
-- The highest subscriber id
select coalesce(max(id), 0) as last from subscribers`;

/** Of 3,321 communes and a few sea areas: how many units a subscriber may sit in, to guess how many ids hold a page of people. */
const ALL_UNITS = 3400;

/**
 * Reads people in windows of ids, because neither index alone serves both a commune and a whole country: by unit, a country
 * would be read to its end for each page; by id, a commune would be looked for in the whole registry. The width of the next
 * window follows from what the last one held.
 */
export async function stratumPage(
  tx: Sql,
  ask: { stratum: Stratum; units: readonly Unit[]; after: number; limit: number },
): Promise<Page> {
  const { stratum, units, limit } = ask;
  const last = (await tx.query<{ last: number }>(LAST))[0]?.last ?? 0;
  const people: Person[] = [];
  let from = ask.after;
  let width = Math.ceil((2 * limit * ALL_UNITS) / Math.max(1, stratum.units.length));
  while (from < last) {
    const to = Math.min(last, from + width);
    const room = limit - people.length;
    const rows = await tx.query<Row>(STRATUM, [stratum.units, units, from, to, stratum.audiences, stratum.supplyOnly, room]);
    people.push(...rows.map(personOf));
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
  const rows = await tx.query<Row>(NAMED, [ask.only, ask.units, ask.after, ask.limit]);
  const people = rows.map(personOf);
  return { people, upTo: people.at(-1)?.id ?? ask.after, end: rows.length < ask.limit };
}

function personOf(row: Row): Person {
  const channels: Channel[] = [];
  if (row.email) channels.push('email');
  if (row.sms) channels.push('sms');
  return {
    id: row.id,
    audience: row.audience,
    language: row.language,
    channels,
    leastNeed: row.least_need,
    supply: row.supply,
    exercises: row.exercises,
    watchdog: row.watchdog,
    units: row.units === null ? [] : row.units.split('\u001f'),
  };
}
