import { status } from '@loa/domain/bulletin';
import { outletProfile, outletStanding } from '@loa/domain/outlet';
import type { Outlet, Outlets } from '@loa/domain/ports';
import { instant } from '@loa/domain/time';
import { z } from 'zod';
import type { Database, Sql } from '../sql.ts';
import {
  ALL,
  ASK_CONFIRMATION,
  ASKED,
  BY_ID,
  BY_TOKEN,
  CHANGE,
  CONFIRM,
  CURSOR_OF,
  DROP_CURSORS,
  MOVE,
  OPEN_CURSORS,
  PROVED,
  REGISTER,
  RETRY_NOW,
  ROTATE,
  SECRET,
  STAND,
  TOKEN,
} from './statements.ts';

const cursor = z.object({
  status,
  number: z.int(),
  lag: z.int(),
  lagS: z.number(),
  failures: z.int(),
  dueAt: instant.nullable(),
  deliveredAt: instant.nullable(),
  recentFailures: z.array(z.object({ at: instant, number: z.int(), reason: z.string() })),
});
const outlet = outletProfile.extend({
  id: z.int(),
  standing: outletStanding,
  standingReason: z.string().nullable(),
  standingSince: instant,
  registeredAt: instant,
  confirmed: z.boolean(),
  provedAt: instant.nullable(),
  cursors: z.array(cursor),
});
const numbered = z.object({ number: z.int() });
const identified = z.object({ id: z.int() });

/** Outlets on PostgreSQL; see the port. */
export function outletsTable(db: Database): Outlets {
  const one = async (sql: Sql, text: string, parameters: readonly unknown[]): Promise<Outlet | null> => {
    const [row] = await sql.query(text, parameters);
    return row === undefined ? null : outlet.parse(row);
  };
  const cursorOf = async (tx: Sql, id: number, of: string): Promise<number | null> => {
    const [row] = await tx.query(CURSOR_OF, [id, of]);
    return row === undefined ? null : numbered.parse(row).number;
  };

  return {
    async register({ name, contact, way, filters, statuses, language }, { tokenHash, secret }, now) {
      const [row] = await db.query(REGISTER, [now, name, contact, way, filters, statuses, language, tokenHash, secret]);
      const made = await one(db, BY_ID, [now, identified.parse(row).id]);
      if (made === null) throw new Error('an outlet that was just registered is gone');
      return made;
    },
    findByToken: (hash, now) => one(db, BY_TOKEN, [now, hash]),
    get: (id, now) => one(db, BY_ID, [now, id]),
    async secretsOf(id, now) {
      const [row] = await db.query<{ secrets: string[] }>(SECRET, [id, now]);
      return row?.secrets ?? null;
    },
    rotateSecret: async (id, secret, formerUntil) => (await db.query(ROTATE, [id, secret, formerUntil])).length > 0,
    replaceToken: async (id, tokenHash) => (await db.query(TOKEN, [id, tokenHash])).length > 0,
    async askConfirmation(id, address, codeHash, until) {
      await db.query(ASK_CONFIRMATION, [id, codeHash, until, address]);
    },
    findByCode: (hash, now) => one(db, ASKED, [now, hash]),
    confirm: (hash, now) =>
      db.transaction(async (tx) => {
        const [row] = await tx.query(CONFIRM, [now, hash]);
        if (row === undefined) return null;
        const { id } = identified.parse(row);
        await tx.query(OPEN_CURSORS, [id]);
        await tx.query(RETRY_NOW, [id]);
        return one(tx, BY_ID, [now, id]);
      }),
    async list(now) {
      return (await db.query(ALL, [now])).map((row) => outlet.parse(row));
    },
    stand: (id, standing, by, reason, now) =>
      db.transaction(async (tx) => {
        if ((await tx.query(STAND, [now, id, standing, by, reason])).length === 0) return null;
        await tx.query(OPEN_CURSORS, [id]);
        return one(tx, BY_ID, [now, id]);
      }),
    change: (id, { way, filters, statuses, language }, now) =>
      db.transaction(async (tx) => {
        const given = [id, way ?? null, filters ?? null, statuses ?? null, language ?? null];
        if ((await tx.query(CHANGE, given)).length === 0) return null;
        if (way !== undefined) await tx.query(RETRY_NOW, [id]);
        await tx.query(DROP_CURSORS, [id]);
        await tx.query(OPEN_CURSORS, [id]);
        return one(tx, BY_ID, [now, id]);
      }),
    replay: (id, of, after) =>
      db.transaction(async (tx) => {
        const stands = await cursorOf(tx, id, of);
        if (stands === null) return 'not-followed';
        if (after > stands) return 'ahead';
        await tx.query(MOVE, [id, of, after]);
        return 'moved';
      }),
    noteRead: (id, of, number, now) =>
      db.transaction(async (tx) => {
        if ((await cursorOf(tx, id, of)) === null) return 'not-followed';
        await tx.query(MOVE, [id, of, number]);
        await tx.query(PROVED, [id, now]);
        return 'noted';
      }),
    async noteProved(id, now) {
      await db.query(PROVED, [id, now]);
    },
  };
}
