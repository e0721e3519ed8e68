import { decideIssue, type Warning } from '@loa/domain/warning';
import { onPostgres } from '@loa/testing/contract/fresh-postgres';
import { anAssessment } from '@loa/testing/contract/tables';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, issuingTable, migrate, openPostgres, warningsTable } from '../index.ts';

const NOW = '2025-11-06T00:00:00.000Z';
const EVENTS = 7;
const ISSUES = 200;

// Only with several sessions: PGlite has one.
onPostgres('issuing by two pools at once on PostgreSQL', (real) => {
  let pools: Database[];
  beforeAll(async () => {
    pools = await Promise.all([openPostgres({ url: real.url, max: 8 }), openPostgres({ url: real.url, max: 8 })]);
    await Promise.all(pools.map(migrate));
  });
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  test('numbers run 1 to N without a gap or a double, and a reader by cursor misses none', async () => {
    const assessments = Array.from({ length: ISSUES }, (_, n) =>
      anAssessment({ issuer: `issuer-${n}`, event: { id: `event-${n % EVENTS}` } }),
    );
    const issue = async (n: number) => issuingTable(pools[n % 2]!).issue(assessments[n]!, { now: NOW, decide: decideIssue });
    const state = { done: false };
    const reading = readByCursor(pools[0]!, () => state.done);
    const issued = await Promise.all(assessments.map((_, n) => issue(n)));
    state.done = true;
    const numbers = issued.map((one) => (one.decision === 'issued' ? one.warning.number : null)).toSorted((a, b) => Number(a) - Number(b));
    const everyNumber = Array.from({ length: ISSUES }, (_, n) => n + 1);
    expect(numbers).toEqual(everyNumber);
    expect((await reading).map((warning) => warning.number)).toEqual(everyNumber);
  });

  test('one bulletin delivered to ten workers at once is issued once', async () => {
    const assessment = anAssessment({ event: { id: 'everywhere' } });
    const issued = await Promise.all(
      Array.from({ length: 10 }, (_, n) => issuingTable(pools[n % 2]!).issue(assessment, { now: NOW, decide: decideIssue })),
    );
    expect(issued.filter((one) => !one.again)).toHaveLength(1);
    expect(new Set(issued.map((one) => (one.decision === 'issued' ? one.warning.id : one.reason))).size).toBe(1);
  });
});

/** Reads as feeds do, from the start until after the writers are done. */
async function readByCursor(db: Database, done: () => boolean): Promise<Warning[]> {
  const seen: Warning[] = [];
  for (;;) {
    const last = done();
    const found = await warningsTable(db).after('Test', seen.at(-1)?.number ?? 0, 50);
    seen.push(...found.map(({ issued }) => issued.warning));
    if (last && found.length === 0) return seen;
  }
}
