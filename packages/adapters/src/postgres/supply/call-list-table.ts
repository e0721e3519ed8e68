import type { CallList, CallListBody, CallListReceiver } from '@loa/domain/ports';
import { silenceOf } from '@loa/domain/supply';
import type { Addresses } from '../registry/index.ts';
import type { Database } from '../sql.ts';
import { ASKED } from './asked.ts';

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

const RECEIVERS = `-- receivers who have not confirmed, by need × silence; $1 warning, $2 limit, $3 units or null
with ${ASKED}
select a.subscriber_id as "subscriberId", a.audience, a.need, a.onset, a.units, a.taken, a.states, s.phone_sealed as phone, s.email_sealed as email
from asked a left join subscribers s on s.id = a.subscriber_id
where not a.confirmed and ($3::text[] is null or a.units && $3)
order by a.need * case when a.taken then ${String(silenceOf({ taken: true, confirmed: false }))} else 1 end desc, a.onset, a.subscriber_id limit $2`;

const NOTE = `-- a reading of a call list; $1 warning, $2 by, $3 at, $4 bodies, $5 receivers
insert into call_list_reads (warning_id, read_by, at, bodies, receivers) values ($1, $2, $3, $4, $5)`;

type Sealed = Uint8Array | null;
type BodyRow = Omit<CallListBody, 'contacts'> & { role: string; phone: Sealed; email: Sealed };
type ReceiverRow = Omit<CallListReceiver, 'phone' | 'email' | 'score' | 'deliveries'> & {
  taken: boolean;
  states: string;
  phone: Sealed;
  email: Sealed;
};

/** Call lists on PostgreSQL; see the port. Throws `AddressUnreadable`. */
export function callListTable(db: Database, addresses: Addresses): CallList {
  const phoneOf = (sealed: Sealed): string | null => (sealed === null ? null : addresses.open('sms', sealed));
  const emailOf = (sealed: Sealed): string | null => (sealed === null ? null : addresses.open('email', sealed));
  return {
    read: (warningId, { by, now, limit, units }) =>
      db.transaction(async (tx) => {
        if ((await tx.query(WARNING, [warningId])).length === 0) return null;
        const contacts = Map.groupBy(await tx.query<BodyRow>(BODIES, [warningId]), ({ bodyId }) => bodyId);
        const receivers = await tx.query<ReceiverRow>(RECEIVERS, [warningId, limit, units]);
        await tx.query(NOTE, [warningId, by, now, contacts.size, receivers.length]);
        return {
          bodies: [...contacts.values()].flatMap((rows) => bodyOf(rows)),
          receivers: receivers.map(({ taken, states, phone, email, ...one }) => ({
            ...one,
            score: one.need * silenceOf({ taken, confirmed: false }),
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
