import type { EventStates } from '@loa/domain/ports';
import type { EventState } from '@loa/domain/warning';
import type { Sql } from '../sql.ts';

const GET = `-- an event's state, without a lock; $1 event
select state from events where id = $1`;

/** States of events on PostgreSQL, to read; see the port. */
export function eventStatesTable(db: Sql): EventStates {
  return {
    async get(eventId) {
      const [row] = await db.query<{ state: EventState }>(GET, [eventId]);
      return row?.state ?? null;
    },
  };
}
