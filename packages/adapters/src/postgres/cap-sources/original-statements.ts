const NAMED = 'sender = $1 and identifier = $2 and sent = $3::timestamptz and issuer = $4';

export const FIND = `-- what stands under a message's identity; $1 sender, $2 identifier, $3 sent, $4 issuer
select bulletin_id as "bulletinId", event_id as "eventId", digest, findings, taken_at is not null as taken from cap_originals where ${NAMED}`;

export const KNOWN = `-- messages that were taken, of whatever issuer; $1 senders, $2 identifiers, $3 sent
select o.sender, o.identifier, o.sent, o.issuer, o.bulletin_id as "bulletinId", o.event_id as "eventId", o.hazard, o.first_sender, o.first_identifier, o.first_sent
from unnest($1::text[], $2::text[], $3::timestamptz[]) as r (sender, identifier, sent)
join cap_originals o on o.sender = r.sender and o.identifier = r.identifier and o.sent = r.sent
where o.taken_at is not null`;

export const FILED_UNDER = `-- events among some that messages of an issuer were filed under; $1 issuer, $2 events
select distinct event_id as id from cap_originals where issuer = $1 and event_id = any($2::text[])`;

export const KEEP = `-- keeps a message; $1 sender, $2 identifier, $3 sent, $4 issuer, $5 digest, $6 document, $7 bulletin, $8 event, $9 hazard,
-- $10 to $12 sender, identifier and sent of the first of its chain, $13 findings, $14 when. No row: another content stands there
insert into cap_originals (sender, identifier, sent, issuer, digest, document, bulletin_id, event_id, hazard,
  first_sender, first_identifier, first_sent, findings, received_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13::jsonb, $14)
on conflict (sender, identifier, sent, issuer) do update set bulletin_id = excluded.bulletin_id, event_id = excluded.event_id,
  hazard = excluded.hazard, findings = excluded.findings,
  first_sender = excluded.first_sender, first_identifier = excluded.first_identifier, first_sent = excluded.first_sent
where cap_originals.digest = excluded.digest and (cap_originals.taken_at is null or cap_originals.bulletin_id = excluded.bulletin_id)
returning 1`;

export const MARK_TAKEN = `-- the bulletin of a message was taken; as FIND, $5 when
update cap_originals set taken_at = $5 where ${NAMED} and taken_at is null`;

export const DOCUMENT = `-- the message that a bulletin was made of; $1 bulletin
select document from cap_originals where bulletin_id = $1 and taken_at is not null order by received_at limit 1`;
