import { randomUUID } from 'node:crypto';
import type { Account, AccountRefusal, Accounts, Invitation } from '@loa/domain/ports';
import { type Database, type Sql, SqlError, type Transaction } from '../sql.ts';
import { enter } from './enter.ts';
import * as statements from './statements.ts';

const UNIQUE = '23505';
const FOREIGN = '23503';

/** Accounts on PostgreSQL; see the port. */
export function accountsTable(db: Database): Accounts {
  const get = async (sql: Sql, id: string): Promise<Account | null> => (await sql.query<Account>(statements.GET, [id]))[0] ?? null;
  const invite = (sql: Sql, id: string, { hash, until }: Invitation) => sql.query(statements.INVITE, [hash, id, until]);
  /** Rights change one after another: two administrators cannot disable each other at once. */
  const changing = (id: string, isAdministrator: boolean, work: (tx: Transaction) => Promise<unknown>): Promise<AccountRefusal | null> =>
    db.transaction(async (tx) => {
      await tx.query(statements.LOCK_ALL);
      const account = await get(tx, id);
      if (account === null) return 'unknown';
      if (!isAdministrator && account.roles.includes('administrator') && !account.disabled) {
        const [other] = await tx.query(statements.OTHER_ADMINISTRATOR, [id]);
        if (other === undefined) return 'last-administrator';
      }
      await work(tx);
      await tx.query(statements.END_SESSIONS, [id]);
      return null;
    });

  return {
    list: () => db.query<Account>(statements.LIST),
    get: (id) => get(db, id),
    async byName(name) {
      const [row] = await db.query<Account & { password: string | null }>(statements.BY_NAME, [name]);
      return row ?? null;
    },
    async create({ name, roles, issuer, by }, invitation, now) {
      const id = randomUUID();
      try {
        await db.transaction(async (tx) => {
          await tx.query(statements.CREATE, [id, name, roles, issuer, now, by]);
          await invite(tx, id, invitation);
        });
        return { ok: true, id };
      } catch (error) {
        if (codeOf(error) === UNIQUE) return { ok: false, reason: 'name-taken' };
        if (codeOf(error) === FOREIGN) return { ok: false, reason: 'issuer-unknown' };
        throw error;
      }
    },
    createFirst: (name, invitation, now) =>
      db.transaction(async (tx) => {
        await tx.query(statements.LOCK_ALL);
        if ((await tx.query(statements.ANY)).length > 0) return null;
        const id = randomUUID();
        await tx.query(statements.CREATE, [id, name, ['administrator'], null, now, 'first start']);
        await invite(tx, id, invitation);
        return id;
      }),
    async change(id, { roles, issuer }) {
      try {
        return await changing(id, roles.includes('administrator'), (tx) => tx.query(statements.CHANGE, [id, roles, issuer]));
      } catch (error) {
        if (codeOf(error) === FOREIGN) return 'issuer-unknown';
        throw error;
      }
    },
    disable: (id, disabled, now) => changing(id, !disabled, (tx) => tx.query(statements.DISABLE, [id, disabled ? now : null])),
    reset: (id, invitation) =>
      db.transaction(async (tx) => {
        if ((await get(tx, id)) === null) return 'unknown';
        await tx.query(statements.SET_PASSWORD, [id, null]);
        await tx.query(statements.TAKE_FACTOR, [id]);
        await tx.query(statements.END_SESSIONS, [id]);
        await invite(tx, id, invitation);
        return null;
      }),
    accept: (hash, password, now) =>
      db.transaction(async (tx) => {
        const [used] = await tx.query<{ accountId: string; until: string }>(statements.USE_INVITATION, [hash]);
        if (used === undefined || used.until <= now) return null;
        const account = await get(tx, used.accountId);
        if (account === null || account.disabled) return null;
        await tx.query(statements.SET_PASSWORD, [account.id, password]);
        return account.id;
      }),
    async enter(known, now) {
      try {
        return await db.transaction((tx) => enter(tx, known, now));
      } catch (error) {
        if (codeOf(error) === UNIQUE) return { ok: false, reason: 'name-taken' };
        if (codeOf(error) === FOREIGN) return { ok: false, reason: 'issuer-unknown' };
        throw error;
      }
    },
    setPassword: (id, password) =>
      db.transaction(async (tx) => {
        await tx.query(statements.SET_PASSWORD, [id, password]);
        await tx.query(statements.END_SESSIONS, [id]);
      }),
  };
}

const codeOf = (error: unknown): string | null => (error instanceof SqlError ? error.code : null);
