import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openPglite } from '../open-pglite.ts';
import type { Database } from '../sql.ts';
import { liveTable } from './live-table.ts';

const NOW = '2025-11-06T00:00:00.000Z';
let db: Database;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());

test('what the wall shows of warnings is read without a look at the ledger', async () => {
  const plans: string[] = [];
  const live = liveTable({
    async query(text, values) {
      const [row] = await db.query<{ 'QUERY PLAN': unknown }>(`explain (format json) ${text}`, values);
      plans.push(JSON.stringify(row?.['QUERY PLAN']));
      return db.query(text, values);
    },
  });
  await live.marks(NOW);
  await live.heads(['actual-1']);
  await live.progress(['actual-1']);
  await live.provinces(['actual-1']);
  expect(plans).toHaveLength(4);
  expect(plans.filter((plan) => plan.includes('"deliveries"'))).toEqual([]);
  expect(plans.some((plan) => plan.includes('"warning_counts"'))).toBe(true);
  expect(await live.gauges(NOW)).toMatchObject({ deadLetters: 0, retries: { due: 0, nextAt: null }, notTakenOver: 0 });
});
