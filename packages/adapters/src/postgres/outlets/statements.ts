/** Statements of the register of outlets. */

const CURSOR = `jsonb_build_object(
  'status', c.status, 'number', c.number, 'lag', greatest(0, h.last - c.number),
  'lagS', greatest(0, coalesce(extract(epoch from $1::timestamptz - ${issuedAfter('c')}), 0)),
  'failures', c.failures, 'dueAt', c.due_at, 'deliveredAt', c.delivered_at, 'recentFailures', c.recent_failures)`;

/** When the item after a cursor's number became one. */
export function issuedAfter(cursor: string): string {
  return `coalesce(
    (select w.issued_at from warnings w where w.status = ${cursor}.status and w.number = ${cursor}.number + 1),
    (select l.recorded_at from lapses l where l.status = ${cursor}.status and l.number = ${cursor}.number + 1))`;
}

/** Ways that Loa pushes by, to an address that may be used: an e-mail address counts once it was confirmed. */
export const PUSHABLE = `(o.way ->> 'kind' = 'webhook' or (o.way ->> 'kind' = 'email' and o.confirmed_address is not distinct from o.way ->> 'address'))`;

/** What calls to an outlet are signed with, the newest first; `at`: the parameter that holds the time. */
export const secretsAt = (at: string): string =>
  `array_remove(array[o.secret, case when o.former_secret_until > ${at}::timestamptz then o.former_secret end], null)`;

const COLUMNS = `o.id, o.name, o.contact, o.way, o.filters, o.statuses, o.language, o.standing, o.standing_reason as "standingReason",
  o.standing_since as "standingSince", o.registered_at as "registeredAt",
  (o.way ->> 'kind' <> 'email' or o.confirmed_address is not distinct from o.way ->> 'address') as confirmed,
  greatest(o.proved_at, (select max(c.delivered_at) from outlet_cursors c where c.outlet_id = o.id),
    (select max(s.delivered_at) from websub_subscriptions s where s.outlet_id = o.id)) as "provedAt",
  coalesce((select jsonb_agg(${CURSOR} order by c.status) from outlet_cursors c join counter h on h.status = c.status
    where c.outlet_id = o.id and c.status = any (o.statuses)), '[]') as cursors`;

export const BY_TOKEN = `
-- An outlet by its token. $1 now, $2 hash of the token
select ${COLUMNS} from outlets o where o.token_hash = $2`;

export const BY_ID = `
-- An outlet. $1 now, $2 id
select ${COLUMNS} from outlets o where o.id = $2`;

export const ALL = `
-- Every outlet. $1 now
select ${COLUMNS} from outlets o order by o.id`;

export const REGISTER = `
-- A new outlet that waits for an operator. $1 now, $2 name, $3 contact, $4 way, $5 filters, $6 statuses, $7 language, $8 token's hash, $9 secret
insert into outlets (name, contact, way, filters, statuses, language, token_hash, secret, standing, standing_since, registered_at)
values ($2, $3, $4, $5, $6::text[], $7, $8, $9, 'waiting', $1, $1)
returning id`;

export const SECRET = `
-- What calls to an outlet are signed with, the newest first. $1 id, $2 now
select ${secretsAt('$2')} as secrets from outlets o where o.id = $1`;

export const ROTATE = `
-- Another secret; the one before it counts for a while. $1 id, $2 secret, $3 until when the former one counts
update outlets set former_secret = secret, former_secret_until = $3, secret = $2, version = version + 1 where id = $1
returning id`;

export const TOKEN = `
-- Another token; the one before it opens nothing any more. $1 id, $2 its hash
update outlets set token_hash = $2 where id = $1
returning id`;

export const ASK_CONFIRMATION = `
-- A code goes to the address of an outlet; codes before it count no more. $1 id, $2 hash of the code, $3 until when it counts, $4 the
-- address that it goes to: a code counts for no other
update outlets set confirm_hash = $2, confirm_until = $3 where id = $1 and way ->> 'address' = $4`;

export const ASKED = `
-- The outlet that a code stands for, where it still counts. $1 now, $2 hash of the code
select ${COLUMNS} from outlets o where o.confirm_hash = $2 and o.confirm_until > $1 and o.way ->> 'kind' = 'email'`;

export const CONFIRM = `
-- The address of an outlet is confirmed, once per code. $1 now, $2 hash of the code
update outlets set confirmed_address = way ->> 'address', confirm_hash = null, confirm_until = null, version = version + 1
where confirm_hash = $2 and confirm_until > $1 and way ->> 'kind' = 'email'
returning id`;

export const STAND = `
-- Approves or blocks an outlet. $1 now, $2 id, $3 standing, $4 by whom, $5 reason
update outlets set standing = $3, standing_by = $4, standing_reason = $5, standing_since = $1, version = version + 1
where id = $2
returning id`;

export const OPEN_CURSORS = `
-- Cursors at the head of each sequence that an approved outlet follows; those it has stay where they are, and with an e-mail address
-- the first ones wait until it is confirmed. $1 id
insert into outlet_cursors (outlet_id, status, number)
select o.id, h.status, h.last from outlets o join counter h on h.status = any (o.statuses) where o.id = $1 and o.standing = 'approved'
  and (o.way ->> 'kind' <> 'email' or o.confirmed_address is not distinct from o.way ->> 'address'
    or exists (select 1 from outlet_cursors c where c.outlet_id = o.id))
on conflict (outlet_id, status) do nothing`;

export const CHANGE = `
-- Changes what is given; a code that was sent to another address counts no more. $1 id, $2 way or null, $3 filters or null, $4 statuses or null, $5 language or null
update outlets set way = coalesce($2::jsonb, way), filters = coalesce($3::jsonb, filters), statuses = coalesce($4::text[], statuses),
  language = coalesce($5, language), version = version + 1,
  confirm_hash = case when $2::jsonb is null then confirm_hash end
where id = $1
returning id`;

export const DROP_CURSORS = `
-- An outlet that asks for a status again later begins at the head of that day. $1 id
delete from outlet_cursors c using outlets o where o.id = $1 and c.outlet_id = o.id and c.status <> all (o.statuses)`;

export const RETRY_NOW = `
-- Another address deserves a try at once. $1 id
update outlet_cursors set due_at = null, failures = 0 where outlet_id = $1`;

export const CURSOR_OF = `
-- Where an outlet stands in a sequence that it follows; held until the transaction ends. $1 id, $2 status
select c.number from outlet_cursors c join outlets o on o.id = c.outlet_id
where c.outlet_id = $1 and c.status = $2 and c.status = any (o.statuses) for update of c`;

export const MOVE = `
-- Puts a cursor somewhere else; its holder, if it has one, goes on from there. $1 id, $2 status, $3 number, at most the head
update outlet_cursors c set number = least($3::bigint, h.last), failures = 0, due_at = null
from counter h where h.status = c.status and c.outlet_id = $1 and c.status = $2`;

export const PROVED = `
-- The outlet's path has just worked. $1 id, $2 now
update outlets set proved_at = greatest(proved_at, $2::timestamptz) where id = $1`;

export const OUTLET_OF = `
-- Whose token it is. $1 its hash
select id from outlets where token_hash = $1`;

export const READ = `
-- An outlet that is not pushed to has read by itself: its path works, and its cursor goes on, never back. $1 id, $2 status, $3 number,
-- $4 now
with reader as (
  update outlets set proved_at = greatest(proved_at, $4::timestamptz) where id = $1 and way ->> 'kind' in ('feed', 'websub') returning id)
update outlet_cursors c set number = least($3::bigint, h.last), failures = 0, due_at = null
from reader r, counter h
where c.outlet_id = r.id and c.status = $2 and h.status = c.status and c.number < least($3::bigint, h.last)`;
