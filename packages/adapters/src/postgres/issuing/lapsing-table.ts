import type { Lapsing } from '@loa/domain/ports';
import type { EventState, Lapse } from '@loa/domain/warning';
import type { Database } from '../sql.ts';
import { TAKE_NUMBER } from './statements.ts';

const DUE = `-- events with a series that has something in force by its state and whose last warning has run out; $1 now
select distinct w.event_id from warnings w join events e on e.id = w.event_id
where w.status in ('Actual', 'Exercise', 'Test') and w.expires_at <= $1::timestamptz
  and e.state -> 'series' -> (w.status || ':' || w.series_id) -> 'inForce' <> '[]'::jsonb
  and not exists (select 1 from warnings n where n.series_id = w.series_id and n.status = w.status and n.number > w.number)`;

const LOCK = `-- an event's state, locked; $1 event
select state from events where id = $1 for update`;

const MOVE = `-- an event's state after its lapses; $1 event, $2 state, $3 now
update events set state = $2::jsonb, updated_at = $3 where id = $1`;

const STATUS = `-- the status of a warning that was not recalled; $1 warning
select status from warnings where id = $1 and recalled_at is null`;

const STORE = `-- a lapse under its number; $1 status, $2 number, $3 warning, $4 when it ran out, $5 now
insert into lapses (status, number, warning_id, lapsed_at, recorded_at) values ($1, $2, $3, $4, $5)`;

/** Lapses on PostgreSQL; see the port. */
export function lapsingTable(db: Database): Lapsing {
  return {
    async due(now) {
      return (await db.query<{ event_id: string }>(DUE, [now])).map((row) => row.event_id);
    },
    record: (eventId, { now, decide }) =>
      db.transaction(async (tx) => {
        const [event] = await tx.query<{ state: EventState }>(LOCK, [eventId]);
        if (event === undefined) return 0;
        const { lapsed, state } = decide(event.state, now);
        if (lapsed.length === 0) return 0;
        await tx.query(MOVE, [eventId, state, now]);
        const found: (Lapse & { status: string })[] = [];
        for (const one of lapsed)
          for (const { status } of await tx.query<{ status: string }>(STATUS, [one.warningId])) found.push({ ...one, status });
        // In one order everywhere, so that two events that lapse in two statuses never wait for each other.
        const stored = found.toSorted((a, b) => (a.status < b.status ? -1 : 1));
        for (const { warningId, lapsedAt, status } of stored) {
          const [counter] = await tx.query<{ last: number }>(TAKE_NUMBER, [status]);
          await tx.query(STORE, [status, counter?.last, warningId, lapsedAt, now]);
        }
        return stored.length;
      }),
  };
}
