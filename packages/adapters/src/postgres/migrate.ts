import { readdir, readFile } from 'node:fs/promises';
import type { Database, Sql } from './sql.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

const CREATE_TABLE = `-- the migrations that have been applied
create table if not exists migrations (name text primary key, applied_at timestamptz not null default now())`;

/** Any number that nothing else locks: services of one installation start together and migrate one after another. */
const TAKE_LOCK = `-- holds every other migrate() until this transaction ends
select pg_advisory_xact_lock(7226001)`;

const APPLIED = `-- names of the migrations that have been applied
select name from migrations`;

const RECORD = `-- one migration is done; $1 its file name
insert into migrations (name) values ($1)`;

/**
 * Brings the database to the newest schema: the numbered files of `migrations/` that it does not have yet, in order, in
 * one transaction. Idempotent, and safe when several processes start at once.
 */
export async function migrate(db: Database): Promise<void> {
  const files = (await readdir(FOLDER)).filter((name) => /^\d{4}-.*\.sql$/.test(name)).sort();
  await db.transaction(async (tx) => {
    await tx.query(TAKE_LOCK);
    await tx.query(CREATE_TABLE);
    const applied = await names(tx);
    for (const file of files.filter((name) => !applied.has(name))) {
      await tx.script(await readFile(new URL(file, FOLDER), 'utf8'));
      await tx.query(RECORD, [file]);
    }
  });
}

async function names(tx: Sql): Promise<Set<string>> {
  const rows = await tx.query<{ name: string }>(APPLIED);
  return new Set(rows.map((row) => row.name));
}
