import type { Role } from '@loa/domain/account';
import { testAddresses } from '@loa/testing/addresses';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import type { Database } from '../sql.ts';
import { accountsTable, loginTriesTable, secondFactorsTable, sessionsTable } from './index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const UNTIL = '2025-11-07T00:00:00.000Z';
const AT_ONCE = 8;

onPostgres('accounts on real PostgreSQL, many at once', (real) => {
  let db: Database;
  beforeAll(async () => {
    db = await openPostgres({ url: real.url, max: AT_ONCE });
    await migrate(db);
  });
  afterAll(() => db.close());
  const atOnce = <T>(work: (at: number) => Promise<T>) => Promise.all(Array.from({ length: AT_ONCE }, (_, at) => work(at)));
  const make = async (name: string, roles: Role[] = ['operator']) => {
    const made = await accountsTable(db).create({ name, roles, issuer: null, by: 'test' }, { hash: name, until: UNTIL }, NOW);
    if (!made.ok) throw new Error(made.reason);
    return made.id;
  };

  test('one first administrator is made, one administrator always stays, and an invitation counts once', async () => {
    const accounts = accountsTable(db);
    const firsts = await atOnce((at) => accounts.createFirst(`first-${String(at)}`, { hash: `first-${String(at)}`, until: UNTIL }, NOW));
    expect(firsts.filter((id) => id !== null)).toHaveLength(1);
    const ids = [...firsts.filter((id) => id !== null), ...(await atOnce((at) => make(`administrator-${String(at)}`, ['administrator'])))];
    const refused = await Promise.all(ids.map((id) => accounts.disable(id, true, NOW)));
    expect(refused.filter((reason) => reason === 'last-administrator')).toHaveLength(1);
    const invited = await make('invited');
    const accepted = await atOnce((at) => accounts.accept('invited', `hash-${String(at)}`, NOW));
    expect(accepted.filter((id) => id !== null)).toEqual([invited]);
  });

  test('a step, a recovery code, the set-up and a token count once', async () => {
    const factors = secondFactorsTable(db, testAddresses);
    const sessions = sessionsTable(db);
    const id = await make('wall');
    const times = (given: readonly boolean[]) => given.filter(Boolean).length;
    expect(await factors.propose(id, Uint8Array.of(1, 2, 3), { another: false })).toBe(true);
    expect(times(await atOnce((at) => factors.confirm(id, 10, [`code-${String(at)}`])))).toBe(1);
    expect(await factors.secretOf(id)).toEqual(Uint8Array.of(1, 2, 3));
    expect(times(await atOnce(() => factors.useStep(id, 11)))).toBe(1);
    expect([await factors.useStep(id, 10), await factors.useStep(id, 12)]).toEqual([false, true]);
    const [{ hash } = { hash: '' }] = await db.query<{ hash: string }>('select hash from account_recovery_codes where account_id = $1', [
      id,
    ]);
    expect(times(await atOnce(() => factors.useRecoveryCode(id, hash, NOW)))).toBe(1);
    await sessions.open({ hash: 'half', accountId: id, stage: 'password' }, NOW);
    expect(times(await atOnce((at) => sessions.renew('half', { hash: `full-${String(at)}`, stage: 'full' }, NOW)))).toBe(1);
  });

  test('tries at once are counted each, and the free ones are not exceeded', async () => {
    const limit = { free: 3, waitMs: 1_000, longestMs: 4_000, forgetMs: 60_000 };
    const taken = await atOnce(() => loginTriesTable(db).take('key', limit, NOW));
    expect(taken.filter((until) => until === null)).toHaveLength(3);
    expect(new Set(taken)).toEqual(new Set([null, '2025-11-06T00:00:01.000Z']));
  });
});
