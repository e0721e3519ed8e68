import { RANK } from '@loa/domain/delivery';
import type { SettleResult } from '@loa/domain/ports';
import { rankOf } from '../rank.ts';
import { type Sql, SqlError } from '../sql.ts';

/**
 * A row told of a warning that was cancelled must get its own row of the cancelling warning. `for share` makes that certain: the
 * transaction of a cancel updates the warning's row, so either it waits for this statement to commit, and its fan-out, which comes
 * after it, finds the row told; or this statement waits for the cancel to commit and then sees `cancelled_by`. In the second case the
 * cancelling warning itself is younger than this statement's snapshot and cannot be joined: what would be taken from it then comes
 * from the row (`left join`). If both write the row, the unique key keeps one.
 *
 * `take`: whether the new state wins. A row that a receipt has carried further keeps its state and gets what is missing. A bad word on
 * an earlier attempt (`undelivered` of attempt 1 while attempt 2 is the last) does not count, and a later attempt's `delivered` does.
 */
const SETTLE = `
-- Settles deliveries, each at most once, never lowering a rank; tells those told of a cancelled warning. $1 ids, $2 states, $3 reasons,
-- $4 attempts, $5 provider ids, $6 sent at, $7 settled at, $8 due at, $9 providers
with result as (
  select * from unnest($1::bigint[], $2::text[], $3::text[], $4::int[], $5::text[], $6::timestamptz[], $7::timestamptz[], $8::timestamptz[],
    $9::text[]) as r (id, state, reason, attempt, provider_id, sent_at, settled_at, due_at, provider)
), ranked as (
  select r.*, ${rankOf('r.state')} as rank from result r
), settled as (
  update deliveries d set
    state = case when ${take()} then r.state else d.state end,
    state_reason = case when ${take()} then r.reason else d.state_reason end,
    settled_at = case when ${take()} then r.settled_at else d.settled_at end,
    due_at = case when ${take()} then r.due_at else d.due_at end,
    attempt = greatest(d.attempt, r.attempt),
    provider_id = coalesce(case when ${take()} then r.provider_id end, d.provider_id, r.provider_id),
    provider = coalesce(r.provider, d.provider),
    sent_at = case when r.attempt > d.attempt then coalesce(r.sent_at, d.sent_at) else coalesce(d.sent_at, r.sent_at) end
  from ranked r where d.id = r.id
  returning d.*
), stopped as materialized (
  select w.id, w.cancelled_by from warnings w where w.id in (select warning_id from settled) order by w.id for share
), owed as (
  insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, level, onset,
    units, response, expires_at, queued_at)
  select s.cancelled_by, d.event_id, d.hazard_group, d.subscriber_id, d.audience, d.channel, d.lane, d.language, d.need, 'cancelled', null,
    coalesce(c.onset, d.onset), d.units, d.response, coalesce(c.expires_at, d.expires_at), now()
  from settled d join stopped s on s.id = d.warning_id left join warnings c on c.id = s.cancelled_by
  where s.cancelled_by is not null and d.state in ('unknown', 'accepted', 'delivered', 'undelivered')
  on conflict (warning_id, subscriber_id, channel) do nothing
)
select count(*)::int as settled from settled`;

function take(): string {
  const better = `r.rank > ${rankOf('d.state')} and not (r.state = 'undelivered' and r.attempt < d.attempt)`;
  const again = `r.state = d.state and r.state in ('due', 'unknown')`;
  return `((${better}) or (${again}) or (r.state = 'delivered' and d.state = 'undelivered' and r.attempt > d.attempt))`;
}

/** Two settles, or a settle and a fan-out, that wait for each other: one of them is told so and goes again. */
const DEADLOCK = '40P01';
const TRIES = 3;

/** Keeps all results or none. Returns how many deliveries were found. */
export async function settle(db: Sql, results: readonly SettleResult[]): Promise<number> {
  if (results.length === 0) return 0;
  const inOrder = results.toSorted((a, b) => a.deliveryId - b.deliveryId);
  const column = <K extends keyof SettleResult>(key: K) => inOrder.map((one) => one[key]);
  const parameters = [
    column('deliveryId'),
    column('state'),
    column('reason'),
    column('attempt'),
    column('providerId'),
    column('sentAt'),
    column('settledAt'),
    column('dueAt'),
    inOrder.map((one) => one.provider ?? null),
  ];
  for (let attempt = 1; ; attempt += 1) {
    try {
      const [row] = await db.query<{ settled: number }>(SETTLE, parameters);
      return row?.settled ?? 0;
    } catch (error) {
      if (attempt >= TRIES || !(error instanceof SqlError) || error.code !== DEADLOCK) throw error;
    }
  }
}

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
