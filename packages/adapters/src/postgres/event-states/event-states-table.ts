import type { EventStates } from '@loa/domain/ports';
import { type EventState, hazardsInForce } from '@loa/domain/warning';
import type { Sql } from '../sql.ts';

const GET = `-- an event's state, without a lock; $1 event
select state from events where id = $1`;

const IN_FORCE = `
-- States of the events that have a warning which has not run out. $1 status, $2 now
select state from events where id in (select event_id from warnings where status = $1 and expires_at > $2::timestamptz)`;

/** States of events on PostgreSQL, to read; see the port. */
export function eventStatesTable(db: Sql): EventStates {
  return {
    async get(eventId) {
      const [row] = await db.query<{ state: EventState }>(GET, [eventId]);
      return row?.state ?? null;
    },
    async inForce(status, now) {
      const rows = await db.query<{ state: EventState }>(IN_FORCE, [status, now]);
      return rows.flatMap(({ state }) => hazardsInForce(state, status, now));
    },
  };
}
