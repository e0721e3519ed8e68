import type { SubscriberInput } from '@loa/domain/ports';
import { testAddresses } from '@loa/testing/addresses';
import { freshDatabase, need } from '@loa/testing/servers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { embedded, NOW, openBed, oracle, people, PROVINCES, stormWarning, told, type Bed } from '../fanout/test-bed.ts';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import { registryTable } from '../registry/index.ts';
import type { Database } from '../sql.ts';

const EVERYWHERE = Object.values(PROVINCES).flat();
const REGISTRY = people(120);
const NEED = 4;
const postgres = await need('postgres');
const options = { now: NOW, limit: 5_000 };

const newcomer = (id: number, units: readonly string[]): SubscriberInput => ({
  id,
  audience: 'citizen',
  language: 'vi',
  email: `newcomer-${String(id)}@example.com`,
  units: [...units],
});

async function comes(db: Database, ...newcomers: SubscriberInput[]): Promise<void> {
  const ids = newcomers.map((one) => one.id);
  await registryTable(db, testAddresses).insertMany(newcomers);
  await db.query('insert into arrivals (people) values ($1::bigint[])', [ids]);
}

describe('whoever has come or moved', () => {
  let db: Database;
  let bed: Bed;
  beforeAll(async () => void (db = await embedded()));
  afterAll(() => db.close());
  const issued = (number: number, overrides: Parameters<typeof stormWarning>[1][number] = {}, more: object = {}) =>
    bed.issue(stormWarning(number, [{ units: [...PROVINCES.A, ...PROVINCES.B], ...overrides }], more));
  const unchanged = (number: number) => issued(number, { change: 'unchanged', previousLevel: 3 });
  const toldTo = async (id: number) =>
    (await bed.rows()).filter((row) => row.subscriber_id === id && row.state === 'accepted').map((row) => row.warning_id);
  const work = async () => {
    await bed.slices();
    await bed.send();
  };

  it.each(['before', 'after'])('between two unchanged bulletins, looked after %s the second: exactly one message', async (when) => {
    bed = await openBed(REGISTRY, db);
    await issued(1);
    await work();
    await comes(db, newcomer(1_000, [PROVINCES.A[0]]));
    if (when === 'before') {
      expect(await bed.sweeper.welcome(options)).toEqual({ people: 1, jobs: 1 });
      await work();
    }
    await unchanged(2);
    await work();
    await bed.sweeper.welcome(options);
    await work();
    expect(await toldTo(1_000)).toEqual([when === 'before' ? 'actual-1' : 'actual-2']);
    expect(await bed.sweeper.welcome(options)).toEqual({ people: 0, jobs: 0 });
    expect(told(await bed.rows(), (row) => row.subscriber_id < 1_000)).toEqual(oracle(REGISTRY, EVERYWHERE.slice(0, 5), NEED));
  });

  it.each([
    [1, 1],
    [100, 1],
    [101, 0],
  ])('goes before the rest of a storm, of %i who come together (precedence %i)', async (count, precedence) => {
    bed = await openBed(people(600), db);
    await issued(1);
    await comes(db, ...Array.from({ length: count }, (_, nth) => newcomer(10_000 + nth, [PROVINCES.A[0]])));
    await bed.sweeper.welcome(options);
    const isFirst = async () => {
      await bed.slice();
      return (await bed.rows()).some((row) => row.subscriber_id === 10_000);
    };
    expect(await isFirst()).toBe(precedence === 1);
    await bed.slices();
    const batches = await db.query<{ precedence: number }>(
      'select distinct b.precedence from batches b join deliveries d on d.batch_id = b.id where d.subscriber_id >= 10000',
    );
    expect(batches).toEqual([{ precedence }]);
    await bed.send();
    expect(await toldTo(10_000)).toEqual(['actual-1']);
    expect((await bed.rows()).filter((row) => row.subscriber_id >= 10_000)).toHaveLength(count);
  });

  it('hears the last of several warnings in force, once, and of another place what is in force there', async () => {
    bed = await openBed([], db);
    await issued(1);
    await issued(2, { units: [...PROVINCES.A], change: 'escalated', level: 4, previousLevel: 3 });
    await work();
    await comes(db, newcomer(1, [PROVINCES.A[0]]), newcomer(2, [PROVINCES.B[0]]), newcomer(3, [PROVINCES.C[0]]));
    expect(await bed.sweeper.welcome(options)).toEqual({ people: 3, jobs: 2 });
    await work();
    expect([await toldTo(1), await toldTo(2), await toldTo(3)]).toEqual([['actual-2'], ['actual-1'], []]);
  });

  it('moves inside one warning: told of the new place alone, once, and its cancel reaches both', async () => {
    bed = await openBed([newcomer(1, [PROVINCES.A[0]])], db);
    await issued(1);
    await work();
    const moves = async (unit: string) => {
      const { kind } = await registryTable(db, testAddresses).change(1, { units: [unit], ends: {}, points: [] }, NOW);
      expect(kind).toBe('changed');
      await bed.sweeper.welcome(options);
      await work();
    };
    await moves(PROVINCES.B[0]);
    await moves(PROVINCES.A[0]);
    const rows = (await bed.rows()).map((row) => [row.warning_id, row.units, row.state]);
    expect(rows).toEqual([
      ['actual-1', [PROVINCES.A[0]], 'accepted'],
      ['actual-1', [PROVINCES.B[0]], 'accepted'],
    ]);
    await bed.issue(
      stormWarning(2, [{ units: [...PROVINCES.A, ...PROVINCES.B], change: 'cancelled', level: null }], {
        action: 'cancel',
        msgType: 'Cancel',
      }),
    );
    await work();
    expect(await toldTo(1)).toEqual(['actual-1', 'actual-1', 'actual-2']);
  });

  it('gets another number and an e-mail address: each is told what is in force, the other not again', async () => {
    const later = '2025-11-06T02:00:00.000Z';
    bed = await openBed([{ id: 1, audience: 'citizen', language: 'vi', phone: '+999000000001', units: [PROVINCES.A[0]] }], db);
    await issued(1);
    await work();
    const registry = registryTable(db, testAddresses);
    const told = async () => (await bed.rows()).map((row) => `${row.warning_id} ${row.channel} ${row.state}`);
    const confirms = async (address: { phone: string } | { email: string }, at: string) => {
      expect(await registry.change(1, address, at)).toMatchObject({ kind: 'changed', gained: [PROVINCES.A[0]] });
      await bed.sweeper.welcome(options);
      await work();
    };
    await confirms({ email: 'one@example.com' }, NOW);
    expect(await told()).toEqual(['actual-1 sms accepted', 'actual-1 email accepted']);
    await confirms({ phone: '+999000000002' }, later);
    expect(await told()).toEqual(['actual-1 sms accepted', 'actual-1 email accepted', 'actual-1 sms accepted']);
  });

  it('hears nothing of places where what was warned of is over, and of the others what is in force', async () => {
    bed = await openBed([], db);
    await issued(1);
    await bed.issue(
      stormWarning(2, [
        { units: [...PROVINCES.A], change: 'narrowed', level: null, previousLevel: 3 },
        { units: [...PROVINCES.B], change: 'unchanged', previousLevel: 3 },
      ]),
    );
    await bed.inForce([...PROVINCES.B]);
    await work();
    await comes(db, newcomer(1, [PROVINCES.A[0]]), newcomer(2, [PROVINCES.A[0], PROVINCES.B[0]]));
    await bed.sweeper.welcome(options);
    await work();
    expect((await bed.rows()).map((row) => [row.subscriber_id, row.warning_id, row.units])).toEqual([[2, 'actual-2', [PROVINCES.B[0]]]]);
    await bed.issue(stormWarning(3, [{ units: [...PROVINCES.B], change: 'ended', level: null, previousLevel: 3 }], { action: 'end' }));
    await bed.inForce([]);
    await work();
    await comes(db, newcomer(3, [PROVINCES.B[0]]));
    await bed.sweeper.welcome(options);
    await work();
    expect([await toldTo(1), await toldTo(2), await toldTo(3)]).toEqual([[], ['actual-2', 'actual-3'], []]);
  });

  it('makes no job where nothing in force speaks of the place, nor of what is over, recalled or cancelled', async () => {
    bed = await openBed([], db);
    await issued(1, {}, { expiresAt: '2025-11-06T00:59:00.000Z' });
    await issued(2, {}, { eventId: 'another', seriesId: 'another' });
    await db.query(`update warnings set recalled_at = $1 where id = 'actual-2'`, [NOW]);
    await comes(db, newcomer(1, [PROVINCES.A[0]]), newcomer(2, [PROVINCES.C[0]]));
    expect(await bed.sweeper.welcome(options)).toEqual({ people: 2, jobs: 0 });
  });
});

describe.skipIf(postgres.missing)('on PostgreSQL, while two warnings are worked off', () => {
  it('nobody who comes in between is left out, and nobody hears twice', async () => {
    const fresh = await freshDatabase(postgres.address);
    const db = await openPostgres({ url: fresh.url, max: 8 });
    await migrate(db);
    const bed = await openBed(REGISTRY, db);
    const arrivals = Array.from({ length: 60 }, (_, at) => newcomer(1_000 + at, [EVERYWHERE[at % EVERYWHERE.length] ?? '']));
    const arriving = { over: false };
    const others = [
      (async () => {
        for (const one of arrivals) await comes(db, one);
        arriving.over = true;
      })(),
      (async () => {
        while (!arriving.over) await bed.sweeper.welcome({ now: NOW, limit: 2 });
      })(),
      (async () => {
        while (!arriving.over) await bed.slice(7);
      })(),
    ];
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.issue(stormWarning(2, [{ units: EVERYWHERE, change: 'unchanged', previousLevel: 3 }]));
    await Promise.all(others);
    await bed.sweeper.welcome(options);
    await bed.slices();
    await bed.send();
    expect(told(await bed.rows())).toEqual(oracle([...REGISTRY, ...arrivals], EVERYWHERE, NEED));
    await db.close();
    await fresh.drop();
  });
});
