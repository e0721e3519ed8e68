import { randomBytes } from 'node:crypto';
import {
  createAddresses,
  type Database,
  fillRegistry,
  migrate,
  openPglite,
  openPostgres,
  registryTable,
  secondFactorsTable,
  signupsTable,
} from '@loa/adapters/postgres';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rotateKeys } from './rotate-keys.ts';

const [one, two] = [
  { id: 1, key: randomBytes(32) },
  { id: 2, key: randomBytes(32) },
];
const [before, both, after] = [createAddresses([one]), createAddresses([two, one]), createAddresses([two])];
const PEOPLE = 200;

contract('PGlite', () => openPglite({ dataDir: 'memory' }));
onPostgres('real PostgreSQL', (real) => {
  contract('PostgreSQL', () => openPostgres({ url: real.url, max: 4 }));
});

function contract(engine: string, open: () => Promise<Database>): void {
  describe(`a change of keys on ${engine}`, () => {
    let db: Database;
    beforeAll(async () => {
      db = await open();
      await migrate(db);
      await fillRegistry(db, before, { count: PEOPLE });
    });
    afterAll(() => db.close());

    test('a stolen database names nobody: no table holds an address or a number', async () => {
      const tables = await db.query<{ name: string }>("select tablename as name from pg_tables where schemaname = 'public'");
      expect(tables.length).toBeGreaterThan(20);
      for (const { name } of tables) {
        const rows = await db.query<{ row: string }>(`select t::text as row from "${name}" t`);
        const dump = rows.map(({ row }) => row + Buffer.from(row.replace(/[^0-9a-f]/g, ''), 'hex').toString('latin1')).join('\n');
        expect(dump, name).not.toMatch(/loa-\d+@example|\+999\d{9}/);
      }
    });

    test('broken off and run again, beside people who come and change, it leaves nobody who needs the old key', async () => {
      const old = registryTable(db, both);
      const people = await Promise.all(Array.from({ length: PEOPLE }, (_, at) => old.get(at + 1)));
      let slices = 0;
      const stop = (): void => {
        slices += 1;
        if (slices === 3) throw new Error('killed');
      };
      await expect(rotateKeys(db, both, { slice: 30, onSlice: stop })).rejects.toThrow('killed');
      const consent = { at: '2025-11-06T01:00:00.000Z', how: 'code', wording: 'v1', source: 'web' } as const;
      const late = { audience: 'citizen', language: 'vi', phone: '+999905000111', units: ['21583'], consent } as const;
      // A process that has not heard of the new key yet.
      const newcomer = registryTable(db, before).put({ ...late, units: ['21583'] }, consent.at);
      const rotated = await rotateKeys(db, both, { slice: 30 });
      await newcomer;
      const last = await rotateKeys(db, both, { slice: 30 });
      expect([rotated.unreadable, last]).toEqual([
        [],
        { resealed: expect.any(Number) as number, unreadable: [], kept: { resealed: 0, unreadable: 0 }, waiting: null },
      ]);
      const now = registryTable(db, after);
      expect(await Promise.all(people.map((_, at) => now.get(at + 1)))).toEqual(people);
      for (const person of people.slice(0, 40)) {
        if (person?.phone !== undefined && !person.supply) expect(await now.find('sms', person.phone)).toBe(person.id);
        if (person?.email !== undefined && !person.supply) expect(await now.find('email', person.email)).toBe(person.id);
      }
      expect(await now.find('sms', late.phone)).not.toBeNull();
    });

    test('second factors and whoever waits for a code need the old key no more, and one that no key opens is counted', async () => {
      const [secret, proposed] = [new Uint8Array(20).fill(5), new Uint8Array(20).fill(6)];
      const sealed = (key: typeof before, of: Uint8Array) => key.seal('second-factor', Buffer.from(of).toString('base64')).sealed;
      await db.query(
        `insert into accounts (id, name, roles, created_at, created_by, totp_secret, totp_proposed)
         values ('a', 'A', '{operator}', now(), 'test', $1, $2), ('b', 'B', '{operator}', now(), 'test', $3, null)`,
        [sealed(before, secret), sealed(before, proposed), sealed(createAddresses([{ id: 9, key: randomBytes(32) }]), secret)],
      );
      const until = new Date(Date.now() + 3_600_000).toISOString();
      const request = {
        id: 'r',
        purpose: 'manage',
        channel: 'sms',
        address: '+999905000222',
        subscriberId: null,
        wishes: null,
        language: 'vi',
        until,
      } as const;
      await signupsTable(db, before).keep(request, 'hash');
      expect((await rotateKeys(db, both)).kept).toEqual({ resealed: 3, unreadable: 1 });
      const factors = secondFactorsTable(db, after);
      expect([await factors.secretOf('a'), await factors.proposed('a')]).toEqual([secret, proposed]);
      const judged = await signupsTable(db, after).judge({ id: 'r', codeHash: 'hash' }, new Date().toISOString());
      expect(judged).toMatchObject({ ok: true, request: { address: request.address } });
    });

    test('an address that no key opens is named and left, and holds nobody else up', async () => {
      await db.query(
        'update subscribers set phone_sealed = set_byte(phone_sealed, 0, 9), email_sealed = null where id = (select min(id) from subscribers where phone_sealed is not null)',
      );
      const rotated = await rotateKeys(db, createAddresses([one, two]), { slice: 30 });
      expect(rotated.unreadable).toHaveLength(1);
      expect(rotated.resealed).toBeGreaterThan(PEOPLE / 2);
    });
  });
}
