import { expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openPglite } from '../open-pglite.ts';

/** Columns that a settle changes. `due_at` is one as well, but goes from null to null where a row is simply accepted. */
const SETTLED = /\b(?:state|state_reason|attempt|sent_at|settled_at|provider_id|provider)\b/;

test('no index of deliveries names a column that a settle changes: settling a row touches no index', async () => {
  const db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  const indexes = await db.query<{ indexdef: string }>(`select indexdef from pg_indexes where tablename = 'deliveries'`);
  expect(indexes.length).toBeGreaterThan(3);
  expect(indexes.filter(({ indexdef }) => SETTLED.test(indexdef.replace(/^.* USING /, '')))).toEqual([]);
  await db.close();
});
