import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { tablesContract } from '@loa/testing/contract/tables';
import { openPglite, openPostgres } from './index.ts';

tablesContract('PGlite', () => openPglite({ dataDir: 'memory' }));

onPostgres('real PostgreSQL', (real) => {
  tablesContract('PostgreSQL', () => openPostgres({ url: real.url, max: 10 }));
});
