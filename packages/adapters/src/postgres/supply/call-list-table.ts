import type { CallList, CallListBody, CallListRelay } from '@loa/domain/ports';
import type { Addresses } from '../registry/index.ts';
import type { Database } from '../sql.ts';
import { isContact } from '../fanout/reachable.ts';

const WARNING = `-- is there such a warning; $1 id
select id from warnings where id = $1`;

const BODIES = `-- bodies called of a warning that have not confirmed, with every contact that can be telephoned or written to; $1 warning
select s.body_id as "bodyId", b.name, s.need, s.opened_at as "openedAt", s.operator_called_at as "operatorCalledAt", c.role,
  p.phone_sealed as phone, e.email_sealed as email
from supplies s join supply_bodies b on b.id = s.body_id join supply_contacts c on c.body_id = s.body_id and c.removed_at is null
  left join subscribers p on p.id = c.phone_subscriber left join subscribers e on e.id = c.email_subscriber
where s.warning_id = $1 and coalesce(s.closed_reason, '') not in ('confirmed', 'nothing-new', 'overtaken')
  and not exists (select from confirmations f where f.warning_id = s.warning_id and f.body_id = s.body_id)
order by s.need desc, s.body_id, c.position`;

const RELAYS = `-- relays of a warning that have not confirmed, the most endangered first; $1 warning, $2 limit
select d.subscriber_id as "subscriberId", max(d.need) as need, min(d.onset) as onset, min(array_to_string(d.units, ' ')) as units,
  string_agg(d.channel || ' ' || d.state, ',' order by d.channel) as states, s.phone_sealed as phone, s.email_sealed as email
from deliveries d left join subscribers s on s.id = d.subscriber_id
where d.warning_id = $1 and d.audience = 'relay' and d.state <> 'superseded'
  and not ${isContact('d.subscriber_id')}
  and not exists (select from confirmations f where f.warning_id = d.warning_id and f.body_id is null and f.subscriber_id = d.subscriber_id)
group by d.subscriber_id, s.phone_sealed, s.email_sealed
order by max(d.need) desc, min(d.onset), d.subscriber_id limit $2`;

const NOTE = `-- a reading of a call list; $1 warning, $2 by, $3 at, $4 bodies, $5 relays
insert into call_list_reads (warning_id, read_by, at, bodies, relays) values ($1, $2, $3, $4, $5)`;

type Sealed = Uint8Array | null;
type BodyRow = Omit<CallListBody, 'contacts'> & { role: string; phone: Sealed; email: Sealed };
type RelayRow = Omit<CallListRelay, 'phone' | 'email' | 'units' | 'deliveries'> & {
  units: string;
  states: string;
  phone: Sealed;
  email: Sealed;
};

/** Call lists on PostgreSQL; see the port. Throws `AddressUnreadable`. */
export function callListTable(db: Database, addresses: Addresses): CallList {
  const phoneOf = (sealed: Sealed): string | null => (sealed === null ? null : addresses.open('sms', sealed));
  const emailOf = (sealed: Sealed): string | null => (sealed === null ? null : addresses.open('email', sealed));
  return {
    read: (warningId, { by, now, limit }) =>
      db.transaction(async (tx) => {
        if ((await tx.query(WARNING, [warningId])).length === 0) return null;
        const contacts = Map.groupBy(await tx.query<BodyRow>(BODIES, [warningId]), ({ bodyId }) => bodyId);
        const relays = await tx.query<RelayRow>(RELAYS, [warningId, limit]);
        await tx.query(NOTE, [warningId, by, now, contacts.size, relays.length]);
        return {
          bodies: [...contacts.values()].flatMap((rows) => bodyOf(rows)),
          relays: relays.map(({ units, states, phone, email, ...relay }) => ({
            ...relay,
            units: units.split(' '),
            deliveries: states.split(','),
            ...{ phone: phoneOf(phone), email: emailOf(email) },
          })),
        };
      }),
  };

  function bodyOf(rows: readonly BodyRow[]): CallListBody[] {
    return rows.slice(0, 1).map(({ bodyId, name, need, openedAt, operatorCalledAt }) => ({
      ...{ bodyId, name, need, openedAt, operatorCalledAt },
      contacts: rows.map(({ role, phone, email }) => ({ role, phone: phoneOf(phone), email: emailOf(email) })),
    }));
  }
}
