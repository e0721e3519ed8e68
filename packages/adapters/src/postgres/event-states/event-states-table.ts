import type { EventStates } from '@loa/domain/ports';
import { type EventState, type EventWithState, hazardsInForce } from '@loa/domain/warning';
import type { Sql } from '../sql.ts';

const GET = `-- an event's state, without a lock; $1 event
select state from events where id = $1`;

const OPEN = `-- events that have a warning which has not run out; $1 status, $2 now
select id, state from events where id in (select event_id from warnings where status = $1 and expires_at > $2::timestamptz) order by id`;

/** States of events on PostgreSQL, to read; see the port. */
export function eventStatesTable(db: Sql): EventStates {
  const open: EventStates['open'] = (status, now) => db.query<EventWithState>(OPEN, [status, now]);
  return {
    open,
    async get(eventId) {
      const [row] = await db.query<{ state: EventState }>(GET, [eventId]);
      return row?.state ?? null;
    },
    async inForce(status, now) {
      return (await open(status, now)).flatMap(({ state }) => hazardsInForce(state, status, now));
    },
  };
}
