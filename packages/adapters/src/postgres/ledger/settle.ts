import { listedReason, RANK } from '@loa/domain/delivery';
import type { SettleResult } from '@loa/domain/ports';
import { ACCEPTED_STATES, rankOf } from '../rank.ts';
import { type Sql, SqlError } from '../sql.ts';

/**
 * A row told of a warning that was cancelled must get its own row of the cancelling warning. `for share` makes that certain: the
 * transaction of a cancel updates the warning's row, so either it waits for this statement to commit, and its fan-out, which comes
 * after it, finds the row told; or this statement waits for the cancel to commit and then sees `cancelled_by`. In the second case the
 * cancelling warning itself is younger than this statement's snapshot and cannot be joined: what would be taken from it then comes
 * from the row (`left join`). If both write the row, the unique key keeps one.
 *
 * `take`: whether the new state wins. A row that a receipt has carried further keeps its state and gets what is missing. A bad word on
 * an earlier attempt (`undelivered` of attempt 1 while attempt 2 is the last) does not count, and a later attempt's `delivered` does. Of a message that did not
 * arrive and is due once more, nothing but `delivered` counts: what else is said of it is late or said again. What was left in doubt for good is not
 * opened again by a sender that comes late with an earlier doubt.
 */
const SETTLE = `
-- Settles deliveries, each at most once, never lowering a rank; tells those told of a cancelled warning. $1 ids, $2 which result; results,
-- each once: $3 states, $4 reasons, $5 attempts, $6 provider ids, $7 sent at, $8 settled at, $9 due at, $10 providers, $11 attempts in doubt
with result as (
  select r.*, ${rankOf('r.state')} as rank
  from unnest($3::text[], $4::text[], $5::int[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[],
    $10::text[], $11::smallint[]) with ordinality as r (state, reason, attempt, provider_id, sent_at, settled_at, due_at, provider, doubts, nth)
), ranked as materialized (
  select i.id, r.* from unnest($1::bigint[], $2::int[]) as i (id, nth) join result r on r.nth = i.nth
), settled as (
  update deliveries d set
    state = case when ${take()} then r.state else d.state end,
    state_reason = case when ${take()} then r.reason else d.state_reason end,
    settled_at = case when ${take()} then r.settled_at else d.settled_at end,
    due_at = case when ${take()} then r.due_at else d.due_at end,
    attempt = greatest(d.attempt, r.attempt),
    doubts = coalesce(r.doubts, d.doubts),
    provider_id = coalesce(case when ${take()} then r.provider_id end, d.provider_id, r.provider_id),
    provider = coalesce(r.provider, d.provider),
    sent_at = case when r.attempt > d.attempt then coalesce(r.sent_at, d.sent_at) else coalesce(d.sent_at, r.sent_at) end
  from ranked r where d.id = r.id
  returning d.id, d.warning_id, d.state, d.settled_at
), stopped as materialized (
  select w.id, w.cancelled_by from warnings w where w.id in (select warning_id from settled) order by w.id for share
), owed as (
  insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset,
    units, response, expires_at, queued_at, operator, telling)
  select s.cancelled_by, d.event_id, d.hazard_group, d.subscriber_id, d.audience, d.channel, d.lane, d.language, d.need, 'cancelled', null,
    coalesce(c.onset, d.onset), d.units, d.response, coalesce(c.expires_at, d.expires_at), now(), d.operator, d.telling
  from stopped s join settled t on t.warning_id = s.id join deliveries d on d.id = t.id left join warnings c on c.id = s.cancelled_by
  where s.cancelled_by is not null and t.state in ('unknown', ${ACCEPTED_STATES})
    -- A cancel that names the places of several tellings is one row.
    and not exists (select from deliveries o where o.warning_id = s.cancelled_by and o.subscriber_id = d.subscriber_id and o.channel = d.channel
      and o.units @> d.units)
  on conflict (warning_id, subscriber_id, channel, telling) do nothing
), named as (
  -- What a receipt has said of a part stays, unless the operator has given its id to another message.
  insert into smpp_messages as m (provider, provider_id, delivery_id, attempt, parts, at)
  select distinct on (r.provider, part) r.provider, 'smpp:' || part, r.id, r.attempt, cardinality(parts.ids), coalesce(r.sent_at, now())
  from ranked r cross join lateral (select string_to_array(substr(r.provider_id, 6), ' ') as ids) parts cross join lateral unnest(parts.ids) as part
  where r.provider is not null and r.provider_id like 'smpp:%'
  on conflict (provider, provider_id) do update set delivery_id = excluded.delivery_id, attempt = excluded.attempt, parts = excluded.parts, at = excluded.at,
    delivered = m.delivered and (m.delivery_id, m.attempt) = (excluded.delivery_id, excluded.attempt)
), noted as (
  insert into endings (settled_at, delivery_id) select settled_at, id from settled where state in ('expired', 'recalled') on conflict do nothing
)
select count(*)::int as settled from settled`;

function take(): string {
  const isLate = `d.state = 'due' and coalesce(d.provider_id = r.provider_id, false) and r.state <> 'delivered'`;
  const better = `r.rank > ${rankOf('d.state')} and not (r.state = 'undelivered' and r.attempt < d.attempt) and not (${isLate})`;
  const again = `r.state = d.state and r.state in ('due', 'unknown') and d.settled_at is null`;
  return `((${better}) or (${again}) or (r.state = 'delivered' and d.state = 'undelivered' and r.attempt > d.attempt))`;
}

/**
 * The usual case at a fraction of the cost: rows that are open, of warnings that are not cancelled, with nothing to be kept beside them. Where it
 * is not that, the function fails, which undoes it, and {@link SETTLE} is asked.
 */
const SETTLE_OPEN = `
-- Settles deliveries that are queued or due, of warnings that are not cancelled, all or none. $1 ids, $2 which result; results, each once: $3 states, $4 reasons,
-- $5 attempts, $6 provider ids, $7 sent at, $8 settled at, $9 due at, $10 providers
select settle_open($1::bigint[], $2::int[], $3::text[], $4::text[], $5::int[], $6::text[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[],
  $10::text[]) as settled`;

/** See the migration. */
const NOT_THE_USUAL_CASE = 'L0001';

const PLAIN: ReadonlySet<SettleResult['state']> = new Set(['due', 'accepted', 'no-receipt-on-this-route', 'failed', 'suppressed']);

/** No word on a row that has settled before, and nothing to be kept beside the row: no end untold, no operator's id. */
const isPlain = ({ state, providerId }: SettleResult): boolean => PLAIN.has(state) && providerId?.startsWith('smpp:') !== true;

/** Two settles, or a settle and a fan-out, that wait for each other: one of them is told so and goes again. */
const DEADLOCK = '40P01';
const TRIES = 3;

/** Keeps all results or none. Returns how many deliveries were found. */
export async function settle(db: Sql, results: readonly SettleResult[]): Promise<number> {
  if (results.length === 0) return 0;
  const inOrder = results.toSorted((a, b) => a.deliveryId - b.deliveryId);
  const { which, each } = distinct(inOrder);
  const column = <K extends keyof SettleResult>(key: K) => each.map((one) => one[key]);
  const parameters = [
    inOrder.map((one) => one.deliveryId),
    which,
    column('state'),
    each.map(({ reason }) => listedReason(reason)),
    column('attempt'),
    column('providerId'),
    column('sentAt'),
    column('settledAt'),
    column('dueAt'),
    column('provider'),
  ];
  let statement = each.every(isPlain) ? SETTLE_OPEN : SETTLE;
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [row] = await db.query<{ settled: number }>(
        statement,
        statement === SETTLE ? [...parameters, each.map(({ doubts }) => doubts ?? null)] : parameters,
      );
      return row?.settled ?? 0;
    } catch (error) {
      if (!(error instanceof SqlError)) throw error;
      if (error.code === NOT_THE_USUAL_CASE && statement === SETTLE_OPEN) statement = SETTLE;
      else if (attempt >= TRIES || error.code !== DEADLOCK) throw error;
    }
  }
}

/** Rows of one envelope share all but their id: what they share travels once. `which` counts from 1, as SQL does. */
function distinct(results: readonly SettleResult[]): { which: number[]; each: SettleResult[] } {
  const known = new Map<string, number>();
  const each: SettleResult[] = [];
  const which = results.map((one) => {
    const last = each.at(-1);
    if (last !== undefined && isAlike(one, last)) return each.length;
    const key = `${one.state} ${one.attempt} ${one.sentAt} ${one.settledAt} ${one.dueAt} ${one.reason} ${one.provider} ${one.providerId} ${one.doubts}`;
    const nth = known.get(key) ?? each.push(one);
    known.set(key, nth);
    return nth;
  });
  return { which, each };
}

const isAlike = (one: SettleResult, other: SettleResult): boolean =>
  one.state === other.state &&
  one.attempt === other.attempt &&
  one.sentAt === other.sentAt &&
  one.settledAt === other.settledAt &&
  one.dueAt === other.dueAt &&
  one.reason === other.reason &&
  one.provider === other.provider &&
  one.providerId === other.providerId &&
  one.doubts === other.doubts;

/** Of several words on one delivery, the one that counts: the highest rank, of those the latest attempt. */
export function strongest(results: readonly SettleResult[]): SettleResult[] {
  const best = new Map<number, SettleResult>();
  for (const one of results) {
    const other = best.get(one.deliveryId);
    if (other === undefined || weight(one) > weight(other)) best.set(one.deliveryId, one);
  }
  return [...best.values()];
}

const GOOD = 0.5;
const weight = (one: SettleResult): number => (RANK[one.state] + (one.state === 'delivered' ? GOOD : 0)) * 1_000 + one.attempt;
