import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openPostgres } from '@loa/adapters/postgres';
import { freshDatabase, startPostgres } from '@loa/testing/servers';
import { type Bench, sized } from '../bench.ts';
import { alternated, type Figure, figureOf, median } from '../figures.ts';
import { bulkRegistry } from '../raw/bulk-registry.ts';
import { type Imported, runImport } from './run-import.ts';
import { writeList } from './list-file.ts';

const ROWS = 1_000_000;
/** The share of a second file: the memory must be the same. */
const SMALLER = 0.1;
/** One row in so many differs in the changed file. */
const CHANGED_EVERY = 100;
/** Rows of a page (services/registry, `PAGE`). */
const PAGE = 5_000;
const MIB = 1024 * 1024;

/** A list taken in by `npm run import`, taken in again as it is, and again with one row in a hundred changed. */
export const importing: Bench = async ({ scale, profile }) => {
  const rows = sized(ROWS, scale, 500);
  const smaller = Math.max(50, Math.round(rows * SMALLER));
  const folder = mkdtempSync(join(tmpdir(), 'loa-bench-import-'));
  const [list, changed, small] = ['list', 'changed', 'small'].map((name) => join(folder, `${name}.csv`)) as [string, string, string];
  const postgres = await startPostgres();
  const kept: { first: Imported[]; same: Imported[]; changed: Imported[] } = { first: [], same: [], changed: [] };
  let taken = await freshDatabase(postgres.address);
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
    await writeList(list, rows);
    await writeList(changed, rows, { movedEvery: CHANGED_EVERY });
    await writeList(small, smaller);
    const ofSmaller = await run(small, smaller, `${smaller} added`, 'import-smaller');
    const rounds = await alternated(
      async () => {
        await anew();
        const one = await run(list, rows, `${rows} added`, 'import');
        kept.first.push(one);
        kept.same.push(await run(list, rows, `${rows} unchanged`, 'import-again'));
        kept.changed.push(await run(changed, rows, `${Math.ceil(rows / CHANGED_EVERY)} changed`, 'import-changed'));
        return rows / one.seconds;
      },
      async () => {
        const fresh = await freshDatabase(postgres.address);
        const [from, into] = await Promise.all([openPostgres({ url: taken.url, max: 1 }), openPostgres({ url: fresh.url, max: 1 })]);
        try {
          await migrate(into);
          return rows / (await bulkRegistry(from, into, PAGE));
        } finally {
          await Promise.all([from.close(), into.close()]);
          await fresh.drop();
        }
      },
    );
    const alone = (metric: string, value: number, unit: string): Figure => {
      return { bench: 'import', metric: `real ${metric}`, value, unit, limit: null, ratio: null };
    };
    const rate = (all: readonly Imported[]): number => median(all.map(({ seconds }) => rows / seconds));
    return {
      figures: [
        figureOf({ bench: 'import', metric: 'real rows taken in', unit: 'rows/s' }, rounds),
        alone('rows taken in again, none changed', rate(kept.same), 'rows/s'),
        alone('rows taken in again, 1 % changed', rate(kept.changed), 'rows/s'),
        alone('peak memory of a tenth of the rows', ofSmaller.peakMemory / MIB, 'MiB'),
        alone('peak memory of all rows', Math.max(...kept.first.map(({ peakMemory }) => peakMemory)) / MIB, 'MiB'),
      ],
      sizes: `${rows} rows a round, present and former places by code and by name, addresses sealed; raw limit: the same rows inserted ${PAGE} at a time, nothing read, sealed or looked for`,
      named: ['PostgreSQL at its default durability'],
    };
  } finally {
    await taken.drop();
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
