import type { SupplyCall, SupplyRecord, SupplyRecords } from '@loa/domain/ports';
import type { Sql } from '../sql.ts';
import { HANDED_OVER_AT } from '../rank.ts';
import { isContact } from '../fanout/reachable.ts';

const RECORDS = `
select s.warning_id as "warningId", w.bulletin_id as "bulletinId", w.content->>'hazard' as hazard, (w.content->>'finishedAt')::timestamptz as "finishedAt",
  s.body_id as "bodyId", b.name, b.basis, s.need, s.opened_at as "openedAt", s.operator_called_at as "operatorCalledAt", s.closed_at as "closedAt",
  s.closed_reason as "closedReason", f.at as "confirmedAt", f.how, f.confirmed_by as by, f.reason,
  array(select a.kind from supply_alarms a where a.warning_id = s.warning_id and a.body_id = s.body_id order by a.kind) as alarms
from supplies s join warnings w on w.id = s.warning_id join supply_bodies b on b.id = s.body_id
  left join confirmations f on f.warning_id = s.warning_id and f.body_id = s.body_id`;

const OF = `-- bodies called of a warning; $1 warning
${RECORDS} where s.warning_id = $1 order by s.body_id`;

const OPEN = `-- bodies called and not done with; $1 limit
${RECORDS} where s.closed_at is null order by s.opened_at, s.warning_id, s.body_id limit $1`;

const FIND = `-- the warning asked for; $1 warning or null, $2 bulletin or null
select id from warnings where id = $1 or bulletin_id = $2`;

const CALLS = `-- calls in the order of their time, with what became of each; $1 warnings, $2 bodies, side by side
select c.warning_id as "warningId", c.body_id as "bodyId", c.contact_id as "contactId", k.role, c.way, c.reason, c.called_at as "calledAt",
  coalesce(d.channel, c.channel, case c.way when 'duty' then b.duty_channel else b.stand_in_channel end) as channel, d.id as "deliveryId",
  coalesce(d.state, c.state) as state, coalesce(${HANDED_OVER_AT('d')}, c.handed_over_at) as "handedOverAt"
from unnest($1::text[], $2::text[]) as o (warning_id, body_id)
  join supply_calls c on c.warning_id = o.warning_id and c.body_id = o.body_id join supply_bodies b on b.id = c.body_id
  left join supply_contacts k on k.body_id = c.body_id and k.id = c.contact_id and k.removed_at is null
  left join deliveries d on d.warning_id = c.warning_id and d.subscriber_id = c.subscriber_id
order by c.called_at, c.contact_id, c.way`;

const NOTE_ALARM = `-- somebody was called by the alarm; $1 warning, $2 body, $3 kind, $4 now
insert into supply_alarms (warning_id, body_id, kind, at) values ($1, $2, $3, $4) on conflict do nothing`;

const HAS_BODY = `-- was a body called of a warning; $1 warning, $2 body
select 1 as found from supplies where warning_id = $1 and body_id = $2`;

const HAS_RECEIVER = `-- is a receiver who confirms, and is of no body, among a warning's deliveries; $1 warning, $2 subscriber
select 1 as found from deliveries d left join subscribers s on s.id = d.subscriber_id
where d.warning_id = $1 and d.subscriber_id = $2 and (d.audience in ('agency', 'relay') or coalesce(s.supply, false))
  and not ${isContact('d.subscriber_id')} limit 1`;

interface Row extends Omit<SupplyRecord, 'closed' | 'confirmation' | 'calls'> {
  readonly closedAt: string | null;
  readonly closedReason: NonNullable<SupplyRecord['closed']>['reason'] | null;
  readonly confirmedAt: string | null;
  readonly how: NonNullable<SupplyRecord['confirmation']>['how'] | null;
  readonly by: string | null;
  readonly reason: string | null;
}
type CallRow = SupplyCall & { warningId: string; bodyId: string };

/** What the supply clock reads, on PostgreSQL; see the port. */
export function supplyRecordsTable(db: Sql): SupplyRecords {
  const withCalls = async (rows: readonly Row[]): Promise<SupplyRecord[]> => {
    if (rows.length === 0) return [];
    const found = await db.query<CallRow>(CALLS, [rows.map((row) => row.warningId), rows.map((row) => row.bodyId)]);
    const calls = Map.groupBy(found, (call) => `${call.warningId} ${call.bodyId}`);
    return rows.map((row) => recordOf(row, (calls.get(`${row.warningId} ${row.bodyId}`) ?? []).map(callOf)));
  };
  return {
    async of(wanted) {
      const asked = 'warning' in wanted ? [wanted.warning, null] : [null, wanted.bulletin];
      const [warning] = await db.query<{ id: string }>(FIND, asked);
      return warning === undefined ? null : withCalls(await db.query<Row>(OF, [warning.id]));
    },
    open: async (limit) => withCalls(await db.query<Row>(OPEN, [limit])),
    async noteAlarm({ warningId, bodyId, kind, now }) {
      await db.query(NOTE_ALARM, [warningId, bodyId, kind, now]);
    },
    async has(warningId, of) {
      const rows = 'bodyId' in of ? db.query(HAS_BODY, [warningId, of.bodyId]) : db.query(HAS_RECEIVER, [warningId, of.subscriberId]);
      return (await rows).length > 0;
    },
  };
}

function recordOf({ closedAt, closedReason, confirmedAt, how, by, reason, ...row }: Row, calls: readonly SupplyCall[]): SupplyRecord {
  const confirmation = confirmedAt === null || how === null || by === null ? null : { at: confirmedAt, how, by, reason };
  return {
    ...row,
    closed: closedAt === null || closedReason === null ? null : { at: closedAt, reason: closedReason },
    confirmation,
    calls,
  };
}

function callOf({ contactId, role, way, channel, reason, calledAt, deliveryId, state, handedOverAt }: CallRow): SupplyCall {
  return { contactId, role, way, channel, reason, calledAt, deliveryId, state, handedOverAt };
}
