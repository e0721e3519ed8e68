import { databaseContract } from '@loa/testing/contract/database';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { expect, test } from 'vitest';
import { openPglite, openPostgres } from './index.ts';

databaseContract('PGlite', () => openPglite({ dataDir: 'memory' }));

onPostgres('real PostgreSQL', (real) => {
  databaseContract('PostgreSQL', () => openPostgres({ url: real.url, max: 10 }));

  test('sessions that the server ends are reported as unavailable and replaced', async () => {
    const db = await openPostgres({ url: real.url, max: 2 });
    const admin = await openPostgres({ url: real.url, max: 1, name: 'admin' });
    const endOthers =
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name <> 'admin'";
    const lost = db.transaction(async (tx) => {
      await tx.query('select 1');
      await admin.query(endOthers);
      await tx.query('select 1');
    });
    await expect(lost).rejects.toMatchObject({ code: 'unavailable' });
    expect(await db.query('select 1 as one')).toEqual([{ one: 1 }]);
    await Promise.all([db.close(), admin.close()]);
  });
});

test('a server that does not answer is unavailable', async () => {
  await expect(openPostgres({ url: 'postgres://loa@127.0.0.1:1/loa' })).rejects.toMatchObject({ name: 'SqlError', code: 'unavailable' });
});
