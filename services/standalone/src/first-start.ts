import type { Addresses, Database } from '@loa/adapters/postgres';
import { apiKeysTable, issuersTable, registryTable } from '@loa/adapters/postgres';
import { inventedSubscribers } from '@loa/domain/invented';
import type { SubscriberInput } from '@loa/domain/ports';

/** The issuer that a fresh installation and the replay speak for. */
export const NATIONAL = {
  id: 'nchmf',
  name: 'Trung tâm Dự báo khí tượng thủy văn quốc gia',
  authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' },
} as const;

const SEED = 20_251_106;
const PAGE = 5_000;

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

/** Fills an empty registry with `count` invented people by a fixed seed; leaves any other alone. Returns how many it added. */
export async function fillRegistry(db: Database, addresses: Addresses, count: number): Promise<number> {
  const registry = registryTable(db, addresses);
  if ((await registry.count()) > 0) return 0;
  let page: SubscriberInput[] = [];
  let added = 0;
  const flush = async (): Promise<void> => {
    await registry.insertMany(page);
    added += page.length;
    page = [];
  };
  for (const one of inventedSubscribers({ count, seed: SEED })) {
    page.push(one);
    if (page.length === PAGE) await flush();
  }
  if (page.length > 0) await flush();
  return added;
}
