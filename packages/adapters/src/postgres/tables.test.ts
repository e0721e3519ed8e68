import { type FreshPostgres, freshPostgres, postgresMissing } from '@loa/testing/contract/fresh-postgres';
import { tablesContract } from '@loa/testing/contract/tables';
import { afterAll, beforeAll, describe } from 'vitest';
import { openPglite, openPostgres } from './index.ts';

tablesContract('PGlite', () => openPglite({ dataDir: 'memory' }));

describe.skipIf(postgresMissing() !== null)('real PostgreSQL', () => {
  let real: FreshPostgres;
  beforeAll(async () => void (real = await freshPostgres()));
  afterAll(() => real.stop());
  tablesContract('PostgreSQL', () => openPostgres({ url: real.url, max: 10 }));
});
