import { assess } from '@loa/domain/risk';
import { decideIssue, emptyEventState, type EventState, type Warning } from '@loa/domain/warning';
import { aBulletin, aStormArea } from '@loa/testing/builders';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../sql.ts';
import { embedded, NOW, openBed, people, PROVINCES } from './test-bed.ts';

let db: Database;
beforeAll(async () => void (db = await embedded()));
afterAll(() => db.close());

const REGISTRY = people(600);
/** Where the rule lets alerts pass. */
const RULED = PROVINCES.B[0];
const places = [...PROVINCES.A, RULED].map((code) => ({ kind: 'commune' as const, code }));
const AREA = aStormArea({ places, severity: 'Extreme', parameters: {}, window: { from: NOW, to: '2025-11-06T23:00:00.000Z' } });
const abroad = (overrides: Parameters<typeof aBulletin>[0] = {}) =>
  aBulletin({ status: 'Actual', country: 'TH', issuer: 'tmd', areas: [AREA], ...overrides });

/** What the deduplicator makes of a bulletin. */
function warningOf(bulletin: ReturnType<typeof abroad>, number = 1, state = emptyEventState): { warning: Warning; after: EventState } {
  const assessed = assess(bulletin);
  if (!assessed.ok) throw new Error(assessed.reason);
  const decision = decideIssue(assessed.assessment, state, NOW);
  if (decision.kind !== 'issue') throw new Error(decision.kind);
  const id = `actual-${number}`;
  return { warning: { ...decision.draft, id, number }, after: decision.stateAfter({ id }) };
}

/** Who of the registry has a row, by audience, with all places told of. */
async function heard(warnings: readonly Warning[]) {
  const bed = await openBed(REGISTRY, db);
  for (const warning of warnings) {
    await bed.issue(warning);
    await bed.slices();
    await bed.send();
  }
  const rows = await bed.rows();
  const of = (...audiences: string[]) =>
    rows.filter((row) => audiences.includes(REGISTRY.find(({ id }) => id === row.subscriber_id)?.audience ?? ''));
  return { bed, citizens: of('citizen', 'relay'), bodies: of('agency', 'media') };
}

it('an alert from abroad reaches agencies and media, and no citizen and no relay unless a rule lets it pass', async () => {
  const { citizens, bodies } = await heard([warningOf(abroad()).warning]);
  expect(citizens).toEqual([]);
  expect(bodies.length).toBeGreaterThan(10);
});

it('the same bulletin of Viet Nam reaches citizens: what keeps them out is that it is from abroad', async () => {
  const { citizens } = await heard([warningOf(aBulletin({ status: 'Actual', areas: [{ ...AREA, announcedLevel: 4 }] })).warning]);
  expect(citizens.length).toBeGreaterThan(100);
});

it('with a rule the citizens of its places hear it, of these places alone, and nobody elsewhere does', async () => {
  const { citizens, bodies } = await heard([warningOf(abroad({ citizens: [{ kind: 'commune', code: RULED }] })).warning]);
  const owed = REGISTRY.filter((one) => ['citizen', 'relay'].includes(one.audience) && one.units.includes(RULED));
  expect([...new Set(citizens.map((row) => row.subscriber_id))].sort((a, b) => a - b)).toEqual(owed.map(({ id }) => id));
  expect(citizens.every((row) => row.units.join() === RULED)).toBe(true);
  expect(bodies.some((row) => row.units.some((unit) => PROVINCES.A.some((code) => code === unit)))).toBe(true);
});

it('people named one by one are limited as all are, and who was told hears the cancel also when the rule is gone', async () => {
  const first = warningOf(abroad({ citizens: places }));
  const cancel = warningOf(abroad({ sequence: 2, type: 'cancellation', areas: [] }), 2, first.after).warning;
  expect(cancel.citizens).toEqual([]);
  const { citizens } = await heard([first.warning, cancel]);
  const told = (id: string) => citizens.filter((row) => row.warning_id === id).map((row) => `${row.subscriber_id}:${row.channel}`);
  expect(told(first.warning.id).length).toBeGreaterThan(100);
  expect(told(cancel.id).sort()).toEqual(told(first.warning.id).sort());

  const { bed } = await heard([]);
  const warning = await bed.issue(warningOf(abroad()).warning, []);
  const ids = REGISTRY.map(({ id }) => id);
  await db.query(
    `insert into fanout_jobs (warning_id, event_id, lane_rank, rank, stratum, only_subscribers, created_at)
     values ($1, $2, 0, 1, $3::jsonb, $4, $5)`,
    [
      warning.id,
      warning.eventId,
      { rank: 1, laneRank: 0, lane: 'flash', need: 5, audiences: ['citizen'], supplyOnly: false, units: [] },
      ids,
      NOW,
    ],
  );
  await bed.slices();
  const rows = await bed.rows();
  expect(rows.length).toBeGreaterThan(0);
  const audiences = new Set(rows.map((row) => REGISTRY.find(({ id }) => id === row.subscriber_id)?.audience));
  expect([audiences.has('citizen'), audiences.has('relay')]).toEqual([false, false]);
});
