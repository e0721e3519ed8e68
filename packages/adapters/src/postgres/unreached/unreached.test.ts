import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import type { Database } from '../sql.ts';
import { unreachedTable } from './unreached-table.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const [WARNINGS, IN_FORCE, UNITS] = [60, 3, 400];

onPostgres('who has not been reached, on PostgreSQL', (real) => {
  let db: Database;
  beforeAll(async () => {
    db = await openPostgres({ url: real.url, max: 1 });
    await migrate(db);
    await db.query(
      `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
       select 'actual-' || n, 'Actual', n, n::text, n::text, 'storm-' || n, 'tropical-cyclone', 'nchmf', 'Alert', 'issue', jsonb_build_object('hazard', 'storm', 'entries', jsonb_build_array(
         jsonb_build_object('level', 3, 'change', 'new', 'onset', $1::text, 'expiresAt', $2::text, 'units', (select jsonb_agg('u' || u) from generate_series(1, $5::int) u)))),
         $1::timestamptz, $1::timestamptz, case when n <= $4 then $2 else $1 end::timestamptz
       from generate_series(1, $3::int) n`,
      [NOW, '2025-11-06T12:00:00.000Z', WARNINGS, IN_FORCE, UNITS],
    );
    await db.query(
      `insert into unit_counts (warning_id, unit, channel, state, state_reason, rows)
       select 'actual-' || n, 'u' || u, 'sms', state, '', 2 from generate_series(1, $1::int) n, generate_series(1, $2::int) u, unnest(array['queued', 'accepted']) state`,
      [WARNINGS, UNITS],
    );
  });
  afterAll(() => db.close());

  test('only the counts of warnings in force are read, and nothing of the ledger, though nothing has been analysed', async () => {
    const plans: string[] = [];
    const table = unreachedTable({
      async query(text, values) {
        const rows = await db.query<{ 'QUERY PLAN': string }>(`explain (analyze, costs off, timing off, summary off) ${text}`, values);
        plans.push(...rows.map((row) => row['QUERY PLAN'].trim()));
        return db.query(text, values);
      },
    });
    const entries = await table.entries('Actual', NOW);
    expect(entries).toHaveLength(IN_FORCE);
    const standing = await table.standing(entries.map(({ warning, entry }) => ({ warning, entry, need: 3 })));
    expect(standing).toHaveLength(UNITS);
    expect(standing[0]).toMatchObject({ deliveries: 4, reached: 2, score: 1.5 });
    const scans = plans.filter((line) => / on (unit_counts|deliveries)\b/.test(line));
    expect(scans).toHaveLength(1);
    expect(scans[0]).toContain(`rows=${String(UNITS * 2)} loops=${String(IN_FORCE)}`);
    const at = plans.findIndex((line) => line.includes(' on unit_counts'));
    expect(plans.slice(at, at + 6).join('\n')).toContain('Index Cond: (warning_id = w.id)');
    expect(plans.slice(at, at + 6).join('\n')).not.toContain('Rows Removed by Filter');
  });
});
