import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openPostgres } from '@loa/adapters/postgres';
import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { freshPostgres, postgresMissing } from '@loa/testing/contract/fresh-postgres';
import { bareEnvironment, until } from '@loa/testing/servers';
import { afterAll, describe, expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, 'main.ts');
/** Four pages; the second kill finds the third. */
const ROWS = 18_000;
const folder = mkdtempSync(join(tmpdir(), 'loa-import-killed-'));
const FILE = join(folder, 'list.csv');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every thousandth row is of a place that does not exist, and the next one repeats the number of the row before. */
const rowOf = (n: number): string => {
  if (n % 1_000 === 0) return `${n},0905${String(n).padStart(6, '0')},nowhere\n`;
  const number = n % 1_000 === 2 ? n - 1 : n;
  return `${n},0905${String(number).padStart(6, '0')},${n % 2 === 0 ? '21583' : '"Nhơn Hội, Bình Định"'}\n`;
};

const begin = (url: string, rejects: string): ChildProcess =>
  spawn(process.execPath, [MAIN, FILE, '--rejects', rejects], {
    env: { ...bareEnvironment(), DATABASE_URL: url, LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS },
    stdio: ['ignore', 'pipe', 'inherit'],
  });

/** What is in the registry, without what differs between any two imports: ids, nonces, the time. */
const REGISTRY = `
  select s.list_key, encode(s.phone_hash, 'hex') as phone, s.audience, s.operator, encode(s.list_content, 'hex') as content, c.source,
    (select string_agg(unit, ' ' order by unit) from subscriber_units where subscriber_id = s.id) as units
  from subscribers s join consents c on c.id = s.consent_id order by s.list_key`;
const OWED = 'select person from arrivals, unnest(people) person order by person';
const LINE = 'select coalesce(max(line), 0)::int as line from list_files';

const lineIn = async (db: Database): Promise<number> => {
  // Before the import has made its tables there are none to ask.
  const [row] = await db.query<{ line: number }>(LINE).catch(() => []);
  return row?.line ?? 0;
};

describe.skipIf(postgresMissing() !== null)('an import on real PostgreSQL', () => {
  test(
    'killed in the middle of a page, twice, ends with the registry and the rejects of one that nobody disturbed',
    { timeout: 120_000 },
    async () => {
      writeFileSync(FILE, `id,phone,place\n${Array.from({ length: ROWS }, (_, n) => rowOf(n)).join('')}`);
      const imported = async (kills: readonly number[]) => {
        const fresh = await freshPostgres();
        const db = await openPostgres({ url: fresh.url, max: 1 });
        const rejects = join(folder, `rejects-${kills.length}.csv`);
        try {
          for (const line of kills) {
            const child = begin(fresh.url, rejects);
            const ended = once(child, 'exit');
            await until(`line ${line} is written`, 60_000, async () => (await lineIn(db)) >= line && true, 2);
            child.kill('SIGKILL');
            await ended;
            expect(await lineIn(db)).toBeLessThan(ROWS);
          }
          const child = begin(fresh.url, rejects);
          const [code] = (await once(child, 'exit')) as [number];
          expect(code).toBe(0);
          return { people: await db.query(REGISTRY), owed: await db.query(OWED), rejects: readFileSync(rejects, 'utf8') };
        } finally {
          await db.close();
          await fresh.stop();
        }
      };
      const undisturbed = await imported([]);
      const killed = await imported([1, 5_002]);
      expect(undisturbed.people).toHaveLength(ROWS - 36);
      expect(killed.people).toEqual(undisturbed.people);
      expect(killed.rejects).toBe(undisturbed.rejects);
      expect([killed.owed.length, new Set(killed.owed.map((one) => one['person'])).size]).toEqual([ROWS - 36, ROWS - 36]);
    },
  );
});
