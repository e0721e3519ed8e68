import type { SupplyCursor, SupplyDesk } from '@loa/domain/ports';
import type { Call, OpenSupply, RosterBody, RosterContact } from '@loa/domain/supply';
import { warning } from '@loa/domain/warning';
import type { Instant } from '@loa/domain/time';
import type { Database, Sql } from '../sql.ts';
import * as statements from './desk-statements.ts';

type ContactRow = Omit<RosterContact, 'ways'> & { bodyId: string; duty: boolean; standIn: boolean };
type WaitingRow = Omit<OpenSupply, 'contacts' | 'calls'> & SupplyCursor;
type CallRow = Call & { warningId: string; bodyId: string };

/** One call to be written. */
interface Wanted {
  readonly bodyId: string;
  readonly contactId: string;
  readonly way: string;
  readonly reason: string;
}

/** Calls of supply bodies on PostgreSQL: `supply_openings`, `supplies`, `supply_calls`, and jobs of fan-out. See the port. */
export function supplyDeskTable(db: Database): SupplyDesk {
  return {
    async roster() {
      const bodies = await db.query<Omit<RosterBody, 'contacts'>>(statements.ROSTER_BODIES);
      const contacts = await rosterContacts(db);
      return bodies.map((body) => ({ ...body, contacts: contacts.get(body.id) ?? [] }));
    },
    async subscribersOf(openings, { eventId, status, followUp }) {
      const wanted = openings.flatMap(({ ways, bodyId, contactId }) => ways.map((way) => ({ bodyId, contactId, way })));
      const columns = [wanted.map((one) => one.bodyId), wanted.map((one) => one.contactId), wanted.map((one) => one.way)];
      const rows = await db.query<{ id: number | null }>(statements.SUBSCRIBERS_OF, [...columns, followUp ? eventId : null, status]);
      return rows.flatMap(({ id }) => id ?? []);
    },
    open: ({ id, eventId }, openings, { followUp, now }) =>
      db.transaction(async (tx) => {
        if ((await tx.query(statements.FANNED_OUT, [id])).length === 0) return 'not-fanned-out';
        if ((await tx.query(statements.MARK, [id, now])).length === 0) return 'already-opened';
        await tx.query(statements.ADD_SUPPLIES, [id, openings.map((one) => one.bodyId), openings.map((one) => one.need), now]);
        const wanted = openings.flatMap(({ ways, ...one }) => ways.map((way) => ({ ...one, way })));
        const before = followUp ? await tx.query<{ id: number }>(statements.CALLED_BEFORE, [eventId, id]) : [];
        await addCalls(tx, { warningId: id, wanted, before: before.map((row) => row.id), now });
        return 'opened';
      }),
    async unopened({ now, since, limit }) {
      const rows = await db.query<{ content: unknown }>(statements.UNOPENED, [now, since, limit]);
      return rows.map((row) => warning.parse(row.content));
    },
    async waiting({ after, limit }) {
      const from = [after?.openedAt ?? null, after?.warningId ?? null, after?.bodyId ?? null];
      const open = await db.query<WaitingRow>(statements.WAITING, [...from, limit]);
      if (open.length === 0) return [];
      const contacts = await rosterContacts(db);
      const pairs = [open.map((one) => one.warningId), open.map((one) => one.bodyId)];
      const calls = Map.groupBy(await db.query<CallRow>(statements.CALLS, pairs), (one) => `${one.warningId} ${one.bodyId}`);
      return open.map((one) => ({
        ...one,
        contacts: contacts.get(one.bodyId) ?? [],
        calls: calls.get(`${one.warningId} ${one.bodyId}`) ?? [],
      }));
    },
    call: ({ warningId, bodyId, contactId, ways, reason, seen, now }) =>
      db.transaction(async (tx) => {
        await tx.query(statements.LOCK, [warningId, bodyId]);
        if ((await tx.query(statements.STILL_TO_CALL, [warningId, bodyId, seen])).length === 0) return false;
        const wanted = ways.map((way) => ({ bodyId, contactId, way, reason }));
        return addCalls(tx, { warningId, wanted, before: [], now });
      }),
    async callOperator({ warningId, bodyId, now }) {
      return (await db.query(statements.CALL_OPERATOR, [warningId, bodyId, now])).length > 0;
    },
    async close({ warningId, bodyId, reason, now }) {
      return (await db.query(statements.CLOSE, [warningId, bodyId, reason, now])).length > 0;
    },
  };
}

async function rosterContacts(db: Sql): Promise<Map<string, RosterContact[]>> {
  const rows = await db.query<ContactRow>(statements.ROSTER_CONTACTS);
  const ways = ({ duty, standIn }: ContactRow): RosterContact['ways'] => [
    ...(duty ? (['duty'] as const) : []),
    ...(standIn ? (['stand-in'] as const) : []),
  ];
  const byBody = Map.groupBy(rows, ({ bodyId }) => bodyId);
  return new Map([...byBody].map(([id, some]) => [id, some.map((row) => ({ id: row.id, hours: row.hours, ways: ways(row) }))]));
}

/** Writes calls and the job that tells those called, and those of `before`. False when there was nobody new to call. */
async function addCalls(
  tx: Sql,
  of: { warningId: string; wanted: readonly Wanted[]; before: readonly number[]; now: Instant },
): Promise<boolean> {
  const { warningId, wanted, before, now } = of;
  const column = <K extends keyof Wanted>(name: K) => wanted.map((one) => one[name]);
  const parameters = [warningId, column('bodyId'), column('contactId'), column('way'), column('reason'), now];
  const added = (await tx.query<{ id: number }>(statements.ADD_CALLS, parameters)).map((row) => row.id);
  const subscribers = [...new Set([...added, ...before])].sort((a, b) => a - b);
  if (subscribers.length === 0) return false;
  const [job] = await tx.query<{ id: number }>(statements.ADD_JOB, [warningId, subscribers, now]);
  if (job !== undefined) await tx.query(statements.SET_JOB, [warningId, job.id, added]);
  return added.length > 0;
}
