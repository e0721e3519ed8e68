import { randomBytes } from 'node:crypto';
import { openPostgres } from '@loa/adapters/postgres';
import { localPostgresMissing, startLocalPostgres } from '../servers/local-postgres.ts';

/** A database of its own on a real PostgreSQL. */
export interface FreshPostgres {
  readonly url: string;
  /** Drops the database, and stops the server where it was started for it. */
  stop(): Promise<void>;
}

/** Why no real PostgreSQL can be had; null when one can. With `CI=true` it is never missing: then the tests fail instead. */
export function postgresMissing(): string | null {
  if (process.env['TEST_DATABASE_URL'] || process.env['CI'] === 'true') return null;
  return localPostgresMissing();
}

/** An empty database: on the server of `TEST_DATABASE_URL` where that is set, else on one started from local binaries. */
export async function freshPostgres(): Promise<FreshPostgres> {
  const given = process.env['TEST_DATABASE_URL'];
  const server = given ? null : await startLocalPostgres();
  const base = given ?? server?.address ?? '';
  const admin = await openPostgres({ url: base, max: 1 });
  const name = `loa_${randomBytes(6).toString('hex')}`;
  await admin.query(`create database ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async stop() {
      await admin.query(`drop database ${name} with (force)`);
      await admin.close();
      await server?.stop();
    },
  };
}
