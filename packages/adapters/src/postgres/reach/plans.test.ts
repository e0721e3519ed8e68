import type { Stratum } from '@loa/domain/audience';
import { communes, resolvePlace } from '@loa/domain/place';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stratumPage } from '../fanout/people.ts';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import type { Database, Sql } from '../sql.ts';
import { reachTable } from './reach-table.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const PEOPLE = 60_000;

/** Keeps the plan of every statement beside running it. */
function explained(db: Database): { sql: Sql; plans: string[] } {
  const plans: string[] = [];
  const sql: Sql = {
    async query<Row extends object>(text: string, parameters: readonly unknown[] = []) {
      const lines = await db.query<{ 'QUERY PLAN': string }>(`explain ${text}`, parameters);
      plans.push(lines.map((line) => line['QUERY PLAN']).join('\n'));
      return db.query<Row>(text, parameters);
    },
  };
  return { sql, plans };
}

onPostgres('plans on PostgreSQL', (real) => {
  let db: Database;
  beforeAll(async () => {
    db = await openPostgres({ url: real.url, max: 2 });
    await migrate(db);
    await db.query(
      `insert into subscribers (id, audience, language, email_sealed, email_hash)
       select id, case when id % 20 = 0 then 'agency' else 'citizen' end, 'vi', '\\x01', '\\x01' from generate_series(1, $1::int) id`,
      [PEOPLE],
    );
    await db.query(
      `insert into subscriber_units (subscriber_id, unit)
       select id, ($2::text[])[1 + id % cardinality($2::text[])] from generate_series(1, $1::int) id`,
      [PEOPLE, communes().map((one) => one.code)],
    );
    await db.script('analyze');
  });
  afterAll(() => db.close());

  const place = resolvePlace({ kind: 'circle', lon: 109.22, lat: 13.77, radiusKm: 15 });
  const units = place.ok ? [...place.units].filter((unit) => /^\d/.test(unit)) : [];
  const expected = async (): Promise<number> =>
    (await db.query<{ count: number }>('select count(*) as count from subscriber_units where unit = any($1::text[])', [units]))[0]!.count;

  test('the people in a circle are found through indexes: no sequential scan of subscribers or of their places', async () => {
    const { sql, plans } = explained(db);
    const stratum: Stratum = { rank: 0, laneRank: 2, lane: 'routine', need: 1, audiences: ['agency', 'citizen'], supplyOnly: false, units };
    let found = 0;
    for (let after = 0, end = false; !end;) {
      const page = await stratumPage(sql, { stratum, units, after, limit: 5_000, now: NOW });
      found += page.people.length;
      ({ upTo: after, end } = page);
    }
    expect([units.length > 3, found]).toEqual([true, await expected()]);
    expect(plans.length).toBeGreaterThan(2);
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on subscriber/);
  });

  test('a preview of them reads no more: the same people, through indexes', async () => {
    const { sql, plans } = explained(db);
    const reach = reachTable(sql);
    const alike = await reach.alike({
      classes: [units],
      eventId: 'none',
      hazardGroup: 'tropical-cyclone',
      status: 'Actual',
      contacts: [],
      now: NOW,
    });
    expect(alike.reduce((sum, one) => sum + one.count, 0)).toBe(await expected());
    expect(await reach.noListener([...units, 'nowhere'], NOW)).toEqual(['nowhere']);
    await reach.waiting();
    for (const plan of plans) expect(plan).not.toMatch(/Seq Scan on subscriber/);
  });
});
