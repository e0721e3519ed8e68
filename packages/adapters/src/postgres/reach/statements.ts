import { ASKED_OF, BY_CHANNEL, isContact, KIND } from '../fanout/reachable.ts';
import { ACCEPTED_STATES } from '../rank.ts';

const PEOPLE = `p.audience, p.language, ${BY_CHANNEL}, ${ASKED_OF}`;

const COLUMNS_OF_KIND = `p.audience, p.language, email, sms, voice, ${ASKED_OF}`;

/** Whom a stratum would hold: contacts of the supply list are called by name. */
const MAY_HEAR = `case when p.supply then not ${isContact('p.id')} else p.opted_out_at is null end`;

/** People who hold a row of the event that fan-out would read. Through the event's few warnings: the ledger has no index by event alone. */
const TOLD = `select distinct d.subscriber_id from warnings w join deliveries d on d.warning_id = w.id
  where w.event_id = $3 and w.hazard_group = $4 and w.status = $5
    and d.state in ('queued', 'due', 'unknown', ${ACCEPTED_STATES})`;

export const EVENT_KNOWN = `
-- Whether the event has warnings of the hazard group. $1 event, $2 hazard group, $3 status
select exists (select from warnings where event_id = $1 and hazard_group = $2 and status = $3) as known`;

/** Classes of places whose bits one number takes: JavaScript knows no larger ones exactly. */
export const CLASSES_OF_WORD = 52;

/**
 * Somebody's classes are bits of a number: to list them by another look at the places took a millisecond for everybody with three places or
 * more. `words`: numbers that the bits of all classes take. A kind is one text, of which somebody of it stands for all: by ten columns people were sorted, which
 * took longer than all else.
 */
export const UNTOLD = (eventKnown: boolean, words: number): string => {
  const each = Array.from({ length: words }, (_, word) => ({ word, name: `classes_${word}` }));
  const names = each.map(({ name }) => name).join(', ');
  return `
-- People at places who have not been told of an event, counted by kind and classes of places. $1 units, $2 now, ${
    eventKnown ? '$3 event, $4 hazard group, $5 status, $6' : '$3'
  } the class of each unit
with here as (
  select m.subscriber_id, ${each.map(({ name }) => `bit_or(asked.${name}) as ${name}`).join(', ')}
  from (
    select unit, ${each.map(({ word, name }) => `case when class / ${CLASSES_OF_WORD} = ${word} then 1::bigint << class % ${CLASSES_OF_WORD} else 0 end as ${name}`).join(', ')}
    from unnest($1::text[], ${eventKnown ? '$6' : '$3'}::int[]) as a (unit, class)
  ) asked join subscriber_units m on m.unit = asked.unit and m.ends_at > $2::timestamptz group by m.subscriber_id
), people as (
  select p.id, ${PEOPLE}, ${names}
  from here join subscribers p on p.id = here.subscriber_id
  where ${MAY_HEAR}${eventKnown ? ` and not exists (select from (${TOLD}) told where told.subscriber_id = p.id)` : ''}
), kinds as (
  select min(id) as id, ${each.map(({ name }) => `min(${name}) as ${name}`).join(', ')}, count(*) as count
  from (
    select id, ${names}, concat_ws(' ', ${names}, ${KIND}) as kind from people
    -- Else the planner counts kinds by the columns that are in them.
    offset 0
  ) each_by_kind group by kind
)
select ${PEOPLE}, concat_ws(' ', ${names}) as classes, k.count from kinds k join subscribers p on p.id = k.id`;
};

/**
 * As fan-out reads it: open rows of a batch that a sender has taken are under way, and those of a cancelled warning are left to it.
 * What was queued longer ago than a day no longer counts against a daily limit, and is otherwise all the same.
 */
const known = (which = ''): string => `known as (
  select d.subscriber_id, d.channel, string_agg(concat_ws(chr(30), d.warning_id, w.series_id, d.state, d.reason, coalesce(d.level::text, ''),
      to_char(d.onset at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), array_to_string(d.units, chr(31)), d.response,
      to_char(d.expires_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), (d.queued_at > $2::timestamptz - interval '24 hours')::text,
      (d.state = 'unknown' or (d.state in ('queued', 'due') and b.taken is true))::text), chr(29) order by d.id) as said
  from warnings w join deliveries d on d.warning_id = w.id left join lateral (
    select b.done_at is null and b.lease_owner is not null and b.lease_until is not null as taken from batches b where b.id = d.batch_id) b on true
  where w.event_id = $3 and w.hazard_group = $4 and w.status = $5
    and d.state in ('queued', 'due', 'unknown', ${ACCEPTED_STATES})
    and not (w.cancelled_by is not null and d.state in ('queued', 'due') and b.taken is true) ${which}
  group by d.subscriber_id, d.channel
)`;

/** Somebody's places among those asked for. */
const here = (which = ''): string => `
  select m.subscriber_id, string_agg(m.unit, chr(31) order by m.unit) as units
  from subscriber_units m join unnest($1::text[]) as asked (unit) on asked.unit = m.unit
  where m.ends_at > $2::timestamptz ${which} group by m.subscriber_id`;

export const TOLD_BEFORE = `
-- People at places who were told of an event, counted by kind, places and what they were told. $1 units, $2 now, $3 event, $4 hazard group, $5 status
with ${known()}, told as (${TOLD})
select ${PEOPLE}, here.units, by_email.said as told_email, by_sms.said as told_sms, by_voice.said as told_voice, count(*) as count
from told join subscribers p on p.id = told.subscriber_id join (${here()}) here on here.subscriber_id = told.subscriber_id
  left join known by_email on by_email.subscriber_id = p.id and by_email.channel = 'email'
  left join known by_sms on by_sms.subscriber_id = p.id and by_sms.channel = 'sms'
  left join known by_voice on by_voice.subscriber_id = p.id and by_voice.channel = 'voice'
where ${MAY_HEAR}
group by ${COLUMNS_OF_KIND}, here.units, told_email, told_sms, told_voice`;

/** Each address of a contact is a subscriber of its own, and the contact is one person. */
export const CONTACTS = `
-- Contacts of the supply list at places, as TOLD_BEFORE counts people. $1 to $5 as there, $6 those of their addresses that would be called
with ${known('and d.subscriber_id = any($6::bigint[])')}, contacts as (
  select p.audience, p.language, bool_or(p.email) as email, bool_or(p.sms) as sms, bool_or(p.voice) as voice, ${ASKED_OF}, min(here.units) as units,
    min(known.said) filter (where known.channel = 'email') as told_email, min(known.said) filter (where known.channel = 'sms') as told_sms,
    min(known.said) filter (where known.channel = 'voice') as told_voice
  from (select p.id, ${PEOPLE} from subscribers p where p.id = any($6::bigint[])) p
    join supply_contacts c on p.id in (c.email_subscriber, c.phone_subscriber, c.voice_subscriber)
    join (${here('and m.subscriber_id = any($6::bigint[])')}) here on here.subscriber_id = p.id
    left join known on known.subscriber_id = p.id
  group by c.body_id, c.id, p.audience, p.language, ${ASKED_OF}
)
select p.*, count(*) as count from contacts p
group by ${COLUMNS_OF_KIND}, units, told_email, told_sms, told_voice`;

/** Through batches that are not done: the ledger has no index by state. */
export const WAITING = `
-- Deliveries that wait, by channel and lane
select b.channel, b.lane, count(*) as count from batches b join deliveries d on d.batch_id = b.id
where b.done_at is null and d.state in ('queued', 'due') group by b.channel, b.lane`;

export const NO_LISTENER = `
-- Which of places have nobody who is told: bodies of the supply list are called, and ask for nothing; agencies and media at the coast of a sea hear of it.
-- Side by side, $1 numbers of the places, $2 units where they are heard of, $3 by those of the coast alone; $4 now, $5 who hears at the coast
select asked.nth from unnest($1::int[], $2::text[], $3::boolean[]) as asked (nth, unit, coast) left join lateral (
  select m.subscriber_id from subscriber_units m join subscribers p on p.id = m.subscriber_id cross join lateral (select ${BY_CHANNEL}) way
  where m.unit = asked.unit and m.ends_at > $4::timestamptz and ${MAY_HEAR} and not p.watchdog and (way.email or way.sms or way.voice)
    and (not asked.coast or p.audience = any($5::text[])) limit 1
) somebody on true
group by asked.nth having count(somebody.subscriber_id) = 0
order by asked.nth`;
