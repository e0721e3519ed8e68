import { communes } from '@loa/domain/place';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../sql.ts';
import { type Bed, embedded, insertWarning, NOW, openBed, oracle, people, PROVINCES, stormWarning, told } from './test-bed.ts';

const EVERYWHERE = Object.values(PROVINCES).flat();
const REGISTRY = people(2_000);
/** Onset within 24 hours at level 3: need 4 of the published table. */
const NEED = 4;

let db: Database;
let bed: Bed;
beforeAll(async () => void (db = await embedded()));
afterAll(() => db.close());

describe('a warning alone', () => {
  it('reaches everybody at its places once per channel, and nobody else', async () => {
    bed = await openBed(REGISTRY, db);
    await bed.issue(stormWarning(1, [{ units: [...PROVINCES.A] }]));
    await bed.slices();
    await bed.send();
    expect(told(await bed.rows())).toEqual(oracle(REGISTRY, PROVINCES.A, NEED));
  });

  it('tells a person at two places of different need once, of both', async () => {
    const both = {
      ...REGISTRY[0]!,
      id: 9_001,
      units: [PROVINCES.A[0], PROVINCES.B[0]],
      email: 'both@example.com',
      audience: 'citizen' as const,
    };
    bed = await openBed([both], db);
    await bed.issue(
      stormWarning(1, [
        { units: [PROVINCES.A[0]], level: 4 },
        { units: [PROVINCES.B[0]], level: 2 },
      ]),
    );
    const slices = await bed.slices();
    const rows = (await bed.rows()).filter((row) => row.channel === 'email');
    expect(rows.map((row) => [...row.units].sort())).toEqual([[PROVINCES.A[0], PROVINCES.B[0]].sort()]);
    expect(slices.filter((slice) => slice.kind === 'written' && slice.untold['has-a-row'] !== undefined).length).toBeGreaterThan(0);
  });

  it('leaves a row alone that was written for somebody before, and writes all the others', async () => {
    bed = await openBed(REGISTRY.slice(0, 200), db);
    const { id } = await bed.issue(stormWarning(1, [{ units: [...PROVINCES.A] }]));
    const [theirs] = oracle(REGISTRY.slice(0, 200), PROVINCES.A, NEED).filter((one) => one.endsWith(':email'));
    await db.query(
      `insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, onset, units, response, expires_at, queued_at)
       values ($1, 'e', 'tropical-cyclone', $2, 'citizen', 'email', 'flash', 'vi', 5, 'cancelled', $3, '{21583}', 'AllClear', $3, $3)`,
      [id, Number(theirs?.split(':')[0]), NOW],
    );
    await bed.slices();
    await bed.send();
    expect((await bed.rows()).filter(({ reason }) => reason === 'cancelled').map((row) => `${row.subscriber_id}:${row.channel}`)).toEqual([
      theirs,
    ]);
    expect(told(await bed.rows(), ({ reason }) => reason !== 'cancelled')).toEqual(
      oracle(REGISTRY.slice(0, 200), PROVINCES.A, NEED).filter((one) => one !== theirs),
    );
  });

  it('waits with what may wait for the morning: in the ledger, without a batch, until the sweeper takes it up', async () => {
    const night = '2025-11-06T16:00:00.000Z';
    const morning = '2025-11-06T23:00:00.000Z';
    bed = await openBed([{ ...REGISTRY[0]!, id: 1, units: [PROVINCES.A[0]], audience: 'citizen', email: 'one@example.com' }], db);
    const later = { onset: '2025-11-07T01:00:00.000Z', expiresAt: '2025-11-08T00:00:00.000Z' };
    await bed.issue({
      ...stormWarning(1, [{ units: [PROVINCES.A[0]], level: 1, ...later }]),
      status: 'Actual',
      expiresAt: later.expiresAt,
    });
    await bed.slices(Infinity, 100, night);
    const waiting = 'select state, batch_id is null as waits, due_at from deliveries';
    expect(await db.query(waiting)).toEqual(expect.arrayContaining([{ state: 'queued', waits: true, due_at: morning }]));
    const rebatch = (now: string) => bed.sweeper.rebatch({ now, limit: 100, batchRows: 50 });
    expect(await rebatch('2025-11-06T22:59:00.000Z')).toEqual([]);
    expect(await rebatch(morning)).not.toEqual([]);
    await bed.send();
    expect(new Set((await bed.rows()).map((row) => row.state))).toEqual(new Set(['accepted']));
  });

  it('is worked off the same however small its slices are', async () => {
    bed = await openBed(people(300), db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices(Infinity, 7);
    await bed.send();
    expect(told(await bed.rows())).toEqual(oracle(people(300), EVERYWHERE, NEED));
  });

  it.each([17, 5_000])('for the whole country finds everybody, ids far apart included, in slices of %i', async (size) => {
    const codes = communes().map((commune) => commune.code);
    const spread = people(240).map((person, at) => ({ ...person, units: [codes[at * 13]!, codes[3_300 - at * 7]!] }));
    const registry = spread.map((person, at) => (at < 200 ? person : { ...person, id: at * 1_000_003 }));
    bed = await openBed(registry, db);
    await bed.issue(stormWarning(1, [{ units: codes.slice(0, 3_000) }, { units: codes.slice(3_000), level: 2 }]));
    await bed.slices(Infinity, size);
    await bed.send();
    expect(told(await bed.rows())).toEqual(oracle(registry, codes.slice(0, 3_000), NEED));
  });

  it('writes batches of one precedence each, that of their people', async () => {
    bed = await openBed(people(300), db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices();
    const found = await db.query(
      `select b.precedence, bool_and(b.precedence = case when s.supply then 2 when d.audience = 'citizen' then 0 else 1 end) as right
       from batches b join deliveries d on d.batch_id = b.id join subscribers s on s.id = d.subscriber_id group by b.precedence order by 1`,
    );
    expect(found).toEqual([0, 1, 2].map((precedence) => ({ precedence, right: true })));
  });

  it('is enqueued once, whatever strata a redelivery brings', async () => {
    bed = await openBed(people(60), db);
    const warning = await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices();
    const before = await bed.rows();
    expect(await bed.fanout.enqueue(warning, [], NOW)).toBe('already-enqueued');
    expect(await bed.slice()).toEqual({ kind: 'idle' });
    expect(await bed.rows()).toEqual(before);
  });

  it('leaves a closed job when it concerns nobody, and says so when it is unknown', async () => {
    bed = await openBed([], db);
    const warning = stormWarning(1, [{}]);
    expect(await bed.fanout.enqueue(warning, [], NOW)).toBe('unknown-warning');
    await insertWarning(bed.db, warning);
    expect(await bed.fanout.enqueue(warning, [], NOW)).toBe('enqueued');
    expect(await bed.slice()).toEqual({ kind: 'idle' });
  });

  it.each([
    ['recalled', `update warnings set recalled_at = '${NOW}'`, NOW],
    ['cancelled', `update warnings set cancelled_by = 'actual-9'`, NOW],
    ['expired', 'select 1', '2025-11-07T01:00:00.000Z'],
  ])('stops in the middle when it is %s', async (reason, statement, later) => {
    bed = await openBed(people(300), db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices(2, 50);
    const before = (await bed.rows()).length;
    await bed.db.query(statement);
    expect(await bed.slice(50, later)).toEqual({ kind: 'closed', warningId: 'actual-1', reason });
    expect(await bed.slice(50, later)).toEqual({ kind: 'idle' });
    expect((await bed.rows()).length).toBe(before);
  });

  it('passes over people who opted out, but never over the supply list', async () => {
    const registry = people(80);
    bed = await openBed(registry, db);
    await bed.db.query('update subscribers set opted_out_at = now()');
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices();
    await bed.send();
    const supply = registry.filter((person) => person.supply === true);
    expect(supply.length).toBeGreaterThan(0);
    expect(told(await bed.rows())).toEqual(oracle(supply, EVERYWHERE, NEED));
  });

  it.each([2, 400])('passes over a place that has ended and a channel that was opted out of, in a page of %i people', async (size) => {
    const registry = people(80).map((one, at) => ({ ...one, supply: false, ends: at % 4 === 0 ? { [one.units[0]!]: NOW } : {} }));
    bed = await openBed(registry, db);
    await bed.db.query('update subscribers set email_opted_out_at = now() where id % 3 = 0');
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices(Infinity, size);
    await bed.send();
    const left = registry.map(({ ends, ...one }) => ({
      ...one,
      units: one.units.filter((unit) => ends[unit] === undefined),
      ...(one.id % 3 === 0 && { email: undefined }),
    }));
    expect(told(await bed.rows())).toEqual(oracle(left, EVERYWHERE, NEED));
  });

  it('tells of a hazard by the least need that a person has for just that', async () => {
    const own = (id: number) => (id % 2 === 0 ? { leastNeeds: { storm: 5 } } : {});
    const registry = people(40).map((one) => ({ ...one, supply: false, leastNeed: 1, ...own(one.id) }));
    bed = await openBed(registry, db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices();
    await bed.send();
    const odd = registry.filter((one) => one.id % 2 === 1);
    expect(told(await bed.rows())).toEqual(oracle(odd, EVERYWHERE, NEED));
  });
});

describe('an unchanged bulletin', () => {
  it.each([10, 50, 90])('at %i % of a fan-out leaves nobody out and tells nobody twice', async (percent) => {
    bed = await openBed(REGISTRY, db);
    const all = stormWarning(1, [{ units: EVERYWHERE }]);
    await bed.issue(all);
    await bed.slices(Math.round((26 * percent) / 100));
    await bed.send(4);
    const [next] = await bed.db.query<{ id: number }>('select id from batches where done_at is null order by id limit 1');
    const underWay = next === undefined ? null : await bed.take(next.id);
    await bed.issue(stormWarning(2, [{ units: EVERYWHERE, change: 'unchanged', previousLevel: 3 }]));
    await bed.slices();
    if (underWay !== null) await bed.finish(underWay);
    await bed.send();
    const rows = await bed.rows();
    expect(underWay?.rows.length ?? 0).toBeGreaterThan(0);
    expect(told(rows)).toEqual(oracle(REGISTRY, EVERYWHERE, NEED));
    expect(rows.filter((row) => row.state === 'queued')).toEqual([]);
  });

  it('takes the place in the queue of what it replaces', async () => {
    bed = await openBed(people(200), db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices();
    const first = await bed.db.query<{ id: number }>('select id from batches order by id');
    await bed.issue(stormWarning(2, [{ units: EVERYWHERE, change: 'unchanged', previousLevel: 3 }]));
    await bed.slices();
    const second = await bed.db.query<{ in_place_of: number | null }>(`select in_place_of from batches where warning_id = 'actual-2'`);
    expect(new Set(second.map((batch) => batch.in_place_of))).toEqual(new Set(first.map((batch) => batch.id)));
    await bed.issue(stormWarning(3, [{ units: EVERYWHERE, change: 'unchanged', previousLevel: 3 }]));
    await bed.slices();
    const third = await bed.db.query<{ in_place_of: number | null }>(`select in_place_of from batches where warning_id = 'actual-3'`);
    expect(new Set(third.map((batch) => batch.in_place_of))).toEqual(new Set(first.map((batch) => batch.id)));
  });
});

describe('a change in a part of the country', () => {
  it('escalated in one province is told there and nowhere else', async () => {
    bed = await openBed(REGISTRY, db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices();
    await bed.send();
    await bed.issue(stormWarning(2, [
      { units: [...PROVINCES.A], change: 'escalated', level: 4, previousLevel: 3 },
      { units: [...PROVINCES.B, ...PROVINCES.C], change: 'unchanged', previousLevel: 3 },
    ])); // prettier-ignore
    await bed.slices();
    await bed.send();
    expect(told(await bed.rows(), (row) => row.warning_id === 'actual-2')).toEqual(oracle(REGISTRY, PROVINCES.A, NEED));
  });

  it('a place dropped is told to those told there, and only to them', async () => {
    bed = await openBed(REGISTRY, db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices(9);
    await bed.send();
    const there = oracle(REGISTRY, PROVINCES.B, NEED);
    const toldThere = told(await bed.rows()).filter((one) => there.includes(one));
    await bed.issue(stormWarning(2, [
      { units: [...PROVINCES.A, ...PROVINCES.C], change: 'unchanged', previousLevel: 3 },
      { units: [...PROVINCES.B], change: 'narrowed', level: null, previousLevel: 3, source: null, response: 'Monitor' },
    ])); // prettier-ignore
    await bed.slices();
    await bed.send();
    expect(toldThere.length).toBeGreaterThan(0);
    expect(told(await bed.rows(), (row) => row.reason === 'narrowed')).toEqual(toldThere);
  });
});

describe('a cancel', () => {
  it('reaches exactly those told, in flight included', async () => {
    bed = await openBed(REGISTRY, db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE }]));
    await bed.slices(14);
    await bed.send(4);
    const [onTheWire, waiting] = await bed.db.query<{ id: number }>('select id from batches where done_at is null order by id limit 2');
    const flying = (await bed.take(onTheWire!.id))!;
    const held = (await bed.take(waiting!.id))!;
    await bed.issue(
      stormWarning(2, [{ units: EVERYWHERE, change: 'cancelled', level: null, previousLevel: 3, source: null }], { action: 'cancel' }),
    );
    await bed.slices();
    // What was on the wire is accepted after the cancel's fan-out has passed; what was held does not pass the gate any more.
    await bed.finish(flying, { onTheWire: true });
    await bed.finish(held);
    await bed.sweeper.rebatch({ now: NOW, limit: 5_000, batchRows: 500 });
    await bed.send();
    const rows = await bed.rows();
    const heard = told(rows, (row) => row.warning_id === 'actual-1');
    expect(heard.length).toBeGreaterThan(flying.rows.length);
    expect(told(rows, (row) => row.warning_id === 'actual-2')).toEqual(heard);
    expect(rows.filter((row) => row.state === 'queued')).toEqual([]);
  });
});

describe('a flash warning', () => {
  it('waits for one slice of a routine one, and no longer', async () => {
    bed = await openBed(REGISTRY, db);
    await bed.issue(stormWarning(1, [{ units: EVERYWHERE, level: 1 }]));
    await bed.slices(3);
    await bed.issue(
      stormWarning(2, [{ units: [...PROVINCES.A], level: 4, onset: '2025-11-06T02:00:00.000Z' }], {
        eventId: 'another',
        seriesId: 's.another',
      }),
    );
    const order = (await bed.slices()).map((slice) => ('warningId' in slice ? slice.warningId : ''));
    const flash = order.filter((id) => id === 'actual-2').length;
    expect(order.slice(0, flash).every((id) => id === 'actual-2')).toBe(true);
    expect(order.length).toBeGreaterThan(flash);
  });
});
