import { apiKeysTable, type Database, issuersTable } from '@loa/adapters/postgres';

/** The issuer that a fresh installation and the replay speak for. */
export const NATIONAL = {
  id: 'nchmf',
  name: 'Trung tâm Dự báo khí tượng thủy văn quốc gia',
  authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' },
} as const;

/** On a fresh installation: one issuer, one forecaster's and one operator's key. Null when keys are there already: they are shown once. */
export async function firstKeys(db: Database): Promise<{ forecaster: string; operator: string } | null> {
  const [known] = await db.query('select 1 as known from api_keys limit 1');
  if (known !== undefined) return null;
  await issuersTable(db).put(NATIONAL);
  const keys = apiKeysTable(db);
  return {
    forecaster: await keys.create({ role: 'forecaster', issuer: NATIONAL.id, label: 'first forecaster' }),
    operator: await keys.create({ role: 'operator', issuer: null, label: 'first operator' }),
  };
}
