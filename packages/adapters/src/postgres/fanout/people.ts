import { type Audience, type Channel, hearsOfCoast, type Language, placesHeard, type Stratum } from '@loa/domain/audience';
import type { Hazard } from '@loa/domain/bulletin';
import type { Unit } from '@loa/domain/place';
import type { Instant } from '@loa/domain/time';
import type { Sql } from '../sql.ts';
import { ASKED_OF, BY_CHANNEL, isContact } from './reachable.ts';

/** A subscriber as fan-out sees one: where and how, never the address itself. */
export interface Person {
  readonly id: number;
  readonly audience: Audience;
  readonly language: Language;
  readonly channels: readonly Channel[];
  readonly leastNeed: number;
  readonly leastNeeds: Readonly<Partial<Record<Hazard, number>>>;
  readonly supply: boolean;
  readonly exercises: boolean;
  readonly watchdog: boolean;
  /** The places of the warning of which the person hears, in whichever stratum. */
  readonly units: readonly Unit[];
}

/** People by ascending id, and how far the registry has been looked through. */
export interface Page {
  readonly people: readonly Person[];
  readonly upTo: number;
  readonly end: boolean;
}

/** People who differ in nothing but their id and their places. */
interface Alike {
  ids: string;
  audience: Audience;
  language: Language;
  email: boolean;
  sms: boolean;
  voice: boolean;
  least_need: number;
  least_needs: Person['leastNeeds'] | null;
  supply: boolean;
  exercises: boolean;
  watchdog: boolean;
}

const KIND = 'audience, language, email, sms, voice, least_need, least_needs, supply, exercises, watchdog';

/** A row for all who are alike, ids with spaces between: thousands of rows of twelve columns each kept the garbage collector busy. */
const AS_KINDS = (people: string): string => `select string_agg(id::text, ' ') as ids, ${KIND} from (${people}) found group by ${KIND}`;

const COLUMNS = `p.id, p.audience, p.language, ${BY_CHANNEL}, ${ASKED_OF}`;

const OF_STRATUM = `p.audience = any($4::text[]) and case when p.supply then not ${isContact('p.id')} else not $5::boolean and p.opted_out_at is null end`;

const WIDE = `
-- People of the audiences of a stratum in a window of ids, wherever they are. $1 above, $2 up to, $3 limit, $4 audiences, $5 supply list only
${AS_KINDS(`select ${COLUMNS} from subscribers p
where p.id > $1::bigint and p.id <= $2::bigint and ${OF_STRATUM}
order by p.id limit $3`)}`;

// `offset 0` keeps the planner from reading all units of the window instead.
const NARROW = `
-- People of a stratum in a window of ids, through the ids at each of its few units. $1 above, $2 up to, $3 limit, $4 audiences,
-- $5 supply list only, $6 units, $7 now
${AS_KINDS(`select ${COLUMNS}
from (
  select distinct u.subscriber_id as id from unnest($6::text[]) as s (unit) cross join lateral (
    select x.subscriber_id from subscriber_units x where x.unit = s.unit and x.subscriber_id > $1::bigint and x.subscriber_id <= $2::bigint
      and x.ends_at > $7::timestamptz offset 0) u
) there join subscribers p on p.id = there.id
where ${OF_STRATUM}
order by p.id limit $3`)}`;

const NAMED = `
-- Named people, by id. $1 their ids, $2 above, $3 limit
${AS_KINDS(`select ${COLUMNS}
from unnest($1::bigint[]) as n (id) join subscribers p on p.id = n.id
where n.id > $2::bigint and (p.supply or p.opted_out_at is null)
order by p.id limit $3`)}`;

/**
 * All of them, whichever the warning speaks of: in the order of the key they need neither a join with thousands of units nor a sort, which took
 * longer than reading. The window of ids goes with the ids, for a page that holds most of its window.
 */
const PLACES = (people: string) => `
-- Those of people's units that have not ended: people with spaces between, the units of each in a line. $1 people (all of a window: first and last), $2 now
select string_agg(id::text, ' ') as people, string_agg(units, chr(10)) as units from (
  select m.subscriber_id as id, string_agg(m.unit, chr(31)) as units
  from subscriber_units m where ${people} and m.ends_at > $2::timestamptz group by m.subscriber_id) placed`;

const PLACES_OF = PLACES('m.subscriber_id = any($1::bigint[])');
const PLACES_BETWEEN = PLACES('m.subscriber_id >= ($1::bigint[])[1] and m.subscriber_id <= ($1::bigint[])[2]');

const SPAN = `
-- Where the registry goes on after an id, and its end; null and null where it does not. $1 above
select min(id) as next, max(id) as last from subscribers where id > $1`;

/** Of 3,321 communes and a few sea areas: how many units a subscriber may sit in, to guess how many ids hold a page of people. */
const ALL_UNITS = 3400;
/** Up to this many units an index probe for each is cheaper than looking at everybody in a window of ids. */
const FEW_UNITS = 300;
/** Windows of one slice, each four times as wide as the last: a layer with few people must not keep a slice long. */
const WINDOWS = 3;
/** A page that holds more than one id in so many of its window is read as a window. */
const DENSE = 4;
export const isDense = (people: number, first: number, last: number): boolean => people * DENSE > last - first;

/**
 * Reads people in windows of ids, because neither index alone serves both a commune and a whole country: by unit, a country
 * would be read to its end for each page; by id, a commune would be looked for in the whole registry.
 */
export async function stratumPage(
  tx: Sql,
  ask: { stratum: Stratum; units: readonly Unit[]; after: number; limit: number; now: Instant },
): Promise<Page> {
  const { stratum, units, limit, now } = ask;
  const where = stratum.audiences.some(hearsOfCoast) ? placesHeard(stratum.units).asked : stratum.units;
  const narrow = where.length <= FEW_UNITS;
  const mine = new Set(stratum.units);
  const people: Person[] = [];
  let from = ask.after;
  let width = Math.ceil((2 * limit * ALL_UNITS) / Math.max(1, where.length));
  for (let window = 0; window < WINDOWS && people.length * 2 < limit; window++) {
    const [span] = await tx.query<{ next: number | null; last: number | null }>(SPAN, [from]);
    if (span?.next == null || span.last === null) return { people, upTo: from, end: true };
    from = span.next - 1;
    const to = Math.min(span.last, from + width);
    const room = limit - people.length;
    const parameters = [from, to, room, stratum.audiences, stratum.supplyOnly];
    const kinds = narrow ? await tx.query<Alike>(NARROW, [...parameters, where, now]) : await tx.query<Alike>(WIDE, parameters);
    const found = await withPlaces(tx, kinds, units, now);
    for (const person of found) if (person.units.some((unit) => mine.has(unit))) people.push(person);
    from = found.length === room ? (found.at(-1)?.id ?? to) : to;
    if (from >= span.last) return { people, upTo: from, end: true };
    width *= 4;
  }
  return { people, upTo: from, end: false };
}

/** Like {@link stratumPage}, of named people. */
export async function namedPage(
  tx: Sql,
  ask: { only: readonly number[]; units: readonly Unit[]; after: number; limit: number; now: Instant },
): Promise<Page> {
  const kinds = await tx.query<Alike>(NAMED, [ask.only, ask.after, ask.limit]);
  const people = await withPlaces(tx, kinds, ask.units, ask.now);
  return { people, upTo: people.at(-1)?.id ?? ask.after, end: people.length < ask.limit };
}

/** All of them, by id. */
async function withPlaces(tx: Sql, kinds: readonly Alike[], units: readonly Unit[], now: Instant): Promise<Person[]> {
  const found = kinds.flatMap((alike) => {
    const kind = kindOf(alike);
    return alike.ids.split(' ').map((id) => ({ id: Number(id), kind }));
  });
  found.sort((a, b) => a.id - b.id);
  const [first, last] = [found[0]?.id, found.at(-1)?.id];
  if (first === undefined || last === undefined) return [];
  const [places] = isDense(found.length, first, last)
    ? await tx.query<Places>(PLACES_BETWEEN, [[first, last], now])
    : await tx.query<Places>(PLACES_OF, [found.map(({ id }) => id), now]);
  const lines = places?.units?.split('\n') ?? [];
  const byId = new Map((places?.people?.split(' ') ?? []).map((id, at) => [Number(id), lines[at] ?? '']));
  const heard = placesHeard(units);
  return found.map(({ id, kind }) => ({ ...kind, id, units: heard.heardAt(kind.audience, byId.get(id)?.split('\u001f') ?? []) }));
}

/** Null: none of the people has any. */
interface Places {
  people: string | null;
  units: string | null;
}

type Kind = Omit<Person, 'id' | 'units'>;

function kindOf({ audience, language, email, sms, voice, least_need, least_needs, supply, exercises, watchdog }: Alike): Kind {
  const channels: Channel[] = [];
  if (email) channels.push('email');
  if (sms) channels.push('sms');
  if (voice) channels.push('voice');
  return { audience, language, channels, leastNeed: least_need, leastNeeds: least_needs ?? {}, supply, exercises, watchdog };
}
