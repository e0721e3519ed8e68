import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openPostgres } from '@loa/adapters/postgres';
import { freshDatabase, startPostgres } from '@loa/testing/servers';
import { type Bench, sized } from '../bench.ts';
import { alternated, type Figure, figureOf, median } from '../figures.ts';
import { processorTimeOf } from '../installation/processor-time.ts';
import { rawRegistry } from '../raw/raw-registry.ts';
import { writeList } from './list-file.ts';
import { type Imported, runImport } from './run-import.ts';

const ROWS = 1_000_000;
/** The share of a second file: the memory must be the same. */
const SMALLER = 0.1;
/** One row in so many differs in the changed file. */
const CHANGED_EVERY = 100;
/** Rows of a page of the raw limit. */
const PAGE = 5_000;
const MIB = 1024 * 1024;

const WAL = 'select wal_bytes::float8 as bytes from pg_stat_wal';

/** A list taken in by `npm run import`; at the end taken in again as it is, and once more with one row in a hundred changed. */
export const importing: Bench = async ({ scale, profile }) => {
  const rows = sized(ROWS, scale, 500);
  const smaller = Math.max(50, Math.round(rows * SMALLER));
  const folder = mkdtempSync(join(tmpdir(), 'loa-bench-import-'));
  const [list, changed, small] = ['list', 'changed', 'small'].map((name) => join(folder, `${name}.csv`)) as [string, string, string];
  const postgres = await startPostgres();
  const first: (Imported & { readonly wal: number; readonly databaseMs: number })[] = [];
  let taken = await freshDatabase(postgres.address);
  const within = async <T>(work: (db: Database) => Promise<T>): Promise<T> => {
    const db = await openPostgres({ url: taken.url, max: 1 });
    return work(db).finally(() => db.close());
  };
  const wal = (): Promise<number> => within(async (db) => (await db.query<{ bytes: number }>(WAL))[0]?.bytes ?? 0);
  const databaseMs = (): number => (postgres.pid === null ? 0 : (processorTimeOf(new Map([[postgres.pid, 'it']]))['it'] ?? 0));
  const anew = async (): Promise<void> => {
    await taken.drop();
    taken = await freshDatabase(postgres.address);
  };
  const run = async (file: string, of: number, wanted: string, name: string): Promise<Imported> => {
    const done = await runImport(taken.url, file, { profile, name });
    if (!done.said.includes(`${of + 1} lines`) || !done.said.includes(wanted)) throw new Error(`not ${wanted}: ${done.said}`);
    return done;
  };
  try {
    await writeList(small, smaller);
    const ofSmaller = await run(small, smaller, `${smaller} added`, 'import-smaller');
    await writeList(list, rows);
    const rounds = await alternated(
      async () => {
        await anew();
        const before = { wal: await wal(), databaseMs: databaseMs() };
        const one = await run(list, rows, `${rows} added`, 'import');
        first.push({ ...one, wal: (await wal()) - before.wal, databaseMs: databaseMs() - before.databaseMs });
        return rows / one.seconds;
      },
      async () => rows / (await within((db) => rawRegistry(db, PAGE))),
    );
    const same = await run(list, rows, `${rows} unchanged`, 'import-again');
    await writeList(changed, rows, { movedEvery: CHANGED_EVERY });
    const other = await run(changed, rows, `${Math.ceil(rows / CHANGED_EVERY)} changed`, 'import-changed');
    const alone = (metric: string, value: number, unit: string): Figure => {
      return { bench: 'import', metric: `real ${metric}`, value, unit, limit: null, ratio: null };
    };
    const perRow = (of: (one: (typeof first)[number]) => number): number => median(first.map((one) => of(one) / rows));
    return {
      figures: [
        figureOf({ bench: 'import', metric: 'real rows taken in', unit: 'rows/s' }, rounds),
        alone('time of all rows', median(first.map(({ seconds }) => seconds)), 's'),
        alone(
          'processor time of the import for a row',
          perRow(({ processorMs }) => processorMs * 1_000),
          'µs',
        ),
        alone(
          'processor time of PostgreSQL for a row',
          perRow((one) => one.databaseMs * 1_000),
          'µs',
        ),
        alone(
          'write-ahead log of a row',
          perRow((one) => one.wal),
          'B',
        ),
        alone('rows taken in again, none changed', rows / same.seconds, 'rows/s'),
        alone('rows taken in again, 1 % changed', rows / other.seconds, 'rows/s'),
        alone('peak memory of a tenth of the rows', ofSmaller.peakMemory / MIB, 'MiB'),
        alone('peak memory of all rows', Math.max(...[...first, same, other].map(({ peakMemory }) => peakMemory)) / MIB, 'MiB'),
      ],
      sizes: `${rows} rows a round, present and former places by code and by name, addresses sealed; raw limit: the same rows written once more within the database, ${PAGE} at a time`,
      named: ['PostgreSQL at its default durability'],
    };
  } finally {
    await taken.drop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
