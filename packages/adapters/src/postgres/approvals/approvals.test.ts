import { decideHold } from '@loa/domain/approval';
import { strata, tellPerson } from '@loa/domain/audience';
import { decideIssue, type Warning } from '@loa/domain/warning';
import { aStormArea } from '@loa/testing/builders';
import { anAssessment } from '@loa/testing/contract/tables';
import { freshDatabase, need } from '@loa/testing/servers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Bed, openBed, people, PROVINCES } from '../fanout/test-bed.ts';
import { issuingTable } from '../issuing/index.ts';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../open-postgres.ts';
import { recallTable } from '../recall/index.ts';
import type { Database } from '../sql.ts';
import { approvalsTable } from './index.ts';

const postgres = await need('postgres');
const NOW = '2025-11-06T00:00:00.000Z';
const at = (minutes: number): string => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();
/** In another province than `PROVINCES.A`. */
const ELSEWHERE = [PROVINCES.B[0]];
const EXPIRY = 24 * 60;
const REGISTRY = people(300);
const isCitizen = (id: number): boolean => REGISTRY.find((one) => one.id === id)?.audience === 'citizen';
const hold = { decide: decideHold, rules: { trusted: [], citizensLimit: null } } as const;

describe.skipIf(postgres.missing)('a warning that citizens wait for, on PostgreSQL', () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let db: Database;
  let bed: Bed;
  let event = 0;
  beforeAll(async () => {
    fresh = await freshDatabase(postgres.address);
    db = await openPostgres({ url: fresh.url, max: 8 });
    await migrate(db);
  });
  afterAll(async () => {
    await db.close();
    await fresh.drop();
  });
  beforeEach(async () => {
    bed = await openBed(REGISTRY, db);
    event += 1;
  });

  const area = (level: number, communes: readonly string[]) =>
    aStormArea({
      places: communes.map((code) => ({ kind: 'commune', code })),
      announcedLevel: level,
      window: { from: at(12 * 60), to: at(EXPIRY) },
    });
  /** Issues a bulletin of the event, and writes its jobs. */
  async function issue(sequence: number, areas: ReturnType<typeof area>[], more: object = {}, minutes = 0): Promise<Warning> {
    const assessment = anAssessment({ event: { id: `storm-${event}` }, status: 'Actual', sequence, areas, ...more });
    const issued = await issuingTable(db).issue(assessment, { now: at(minutes), decide: decideIssue, hold });
    if (issued.decision !== 'issued') throw new Error(issued.reason);
    const { warning } = issued;
    await bed.fanout.enqueue(warning, strata(warning, at(minutes), await bed.fanout.heldAt(warning.id)), at(minutes));
    return warning;
  }
  const answer = (warningId: string, outcome: 'approved' | 'refused' | 'alone' = 'approved', now = at(1)) =>
    approvalsTable(db).answer({ warningId, outcome, by: 'second', account: 'second', reason: 'seen', now });
  const open = async (minutes = 1) =>
    (await approvalsTable(db).open(at(minutes))).map((one) => [one.warning.id, one.heldSince, [...one.waiting].sort()]);
  /** Deliveries to citizens, as `<subscriber>:<channel> <units>`, by warning. */
  async function citizensOf(warning: Warning): Promise<string[]> {
    const rows = (await bed.rows()).filter((row) => row.warning_id === warning.id && isCitizen(row.subscriber_id));
    return rows.map((row) => `${row.subscriber_id}:${row.channel} ${[...row.units].sort().join(' ')}`).sort();
  }
  /** A plain double loop: whom level 4 or more concerns at `units`, with their units there. */
  function owed(units: readonly string[]): string[] {
    const found: string[] = [];
    for (const person of REGISTRY) {
      const there = person.units.filter((unit) => units.includes(unit)).sort();
      if (person.audience !== 'citizen' || person.supply === true || there.length === 0) continue;
      if (person.email !== undefined) found.push(`${person.id}:email ${there.join(' ')}`);
      if (person.phone !== undefined) found.push(`${person.id}:sms ${there.join(' ')}`);
    }
    return found.sort();
  }
  const perUnit = (rows: readonly string[]): string[] =>
    rows
      .flatMap((row) => {
        const [who = '', ...units] = row.split(' ');
        return units.map((unit) => `${who} ${unit}`);
      })
      .sort();
  const slices = (minutes = 1) => bed.slices(Infinity, 40, at(minutes));
  const closed = async (warning: Warning) =>
    (
      await db.query<{ reason: string }>(`select distinct closed_reason as reason from fanout_jobs where warning_id = $1 and waits`, [
        warning.id,
      ])
    ).map((row) => row.reason);

  it('everybody else is told at once, and citizens where nothing is exceeded; an approval tells the others, each once', async () => {
    const warning = await issue(1, [area(4, PROVINCES.A), area(3, ELSEWHERE)]);
    await slices();
    const elsewhere = (await citizensOf(warning)).map((row) => row.split(' ').slice(1));
    expect(new Set(elsewhere.flat())).toEqual(new Set(ELSEWHERE));
    const others = (await bed.rows()).filter((row) => !isCitizen(row.subscriber_id));
    expect(others.some((row) => row.units.some((unit) => PROVINCES.A.some((one) => one === unit)))).toBe(true);
    expect(await open()).toEqual([[warning.id, NOW, [...PROVINCES.A]]]);
    expect(await approvalsTable(db).citizens(warning.id, NOW)).toBe(new Set(owed(PROVINCES.A).map((row) => row.split(':')[0])).size);

    const answers = await Promise.all(Array.from({ length: 8 }, () => answer(warning.id)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    const dies = (): never => {
      throw new Error('killed');
    };
    const killed = bed.fanout.slice({ now: at(1), decide: tellPerson, people: 40, batchRows: 50, beforeCommit: dies });
    await expect(killed).rejects.toThrow('killed');
    await slices();
    // Whoever has places of both kinds is told twice, of each place once.
    expect(perUnit(await citizensOf(warning))).toEqual(perUnit(owed([...PROVINCES.A, ...ELSEWHERE])));
    expect([await closed(warning), await open()]).toEqual([[null], []]);
  });

  it('of an approval and a refusal at once one stands, and citizens are told by it', async () => {
    const warning = await issue(1, [area(4, PROVINCES.A)]);
    const [approved, refused] = await Promise.all([answer(warning.id), answer(warning.id, 'refused')]);
    expect([approved, refused].filter(Boolean)).toHaveLength(1);
    await slices();
    expect(await citizensOf(warning)).toEqual(approved ? owed(PROVINCES.A) : []);
    expect(await closed(warning)).toEqual([approved ? null : 'refused']);
  });

  it('an approval and a recall at once tell nobody, in whichever order they come', async () => {
    for (let round = 0; round < 6; round += 1) {
      event += 1;
      const warning = await issue(1, [area(4, PROVINCES.A)]);
      const recall = () => recallTable(db).recall({ warningId: warning.id, by: 'op', reason: 'wrong', now: at(1) });
      await Promise.all(round % 2 === 0 ? [answer(warning.id), recall()] : [recall(), answer(warning.id)]);
      await slices();
      expect([await citizensOf(warning), await closed(warning), await open()]).toEqual([[], ['recalled'], []]);
      expect(await answer(warning.id)).toBe(false);
    }
  });

  it('what runs out or is cancelled while citizens wait takes no answer, and its jobs end', async () => {
    const ranOut = await issue(1, [area(4, PROVINCES.A)]);
    expect([await answer(ranOut.id, 'approved', at(EXPIRY)), await open(EXPIRY)]).toEqual([false, []]);
    await slices(EXPIRY);
    event += 1;
    const wrong = await issue(1, [area(4, PROVINCES.A)]);
    await slices();
    const cancel = await issue(2, [], { type: 'cancellation' }, 1);
    await slices();
    expect([await answer(wrong.id), await citizensOf(ranOut), await citizensOf(wrong), await citizensOf(cancel)]).toEqual([
      false,
      [],
      [],
      [],
    ]);
    expect([await closed(ranOut), await closed(wrong)]).toEqual([['expired'], ['cancelled']]);
  });

  it('a later warning of the series speaks instead, and the wait does not begin anew', async () => {
    const first = await issue(1, [area(4, PROVINCES.A)]);
    const second = await issue(2, [area(5, PROVINCES.A)], {}, 3);
    expect(await open(4)).toEqual([[second.id, NOW, [...PROVINCES.A]]]);
    await answer(first.id, 'approved', at(4));
    await slices(4);
    expect([await citizensOf(first), await closed(first)]).toEqual([[], ['overtaken']]);
    await answer(second.id, 'approved', at(5));
    await slices(5);
    expect(await citizensOf(second)).toEqual(owed(PROVINCES.A));
    // What was answered for stands for the event: no higher, nobody is asked.
    await issue(3, [area(5, PROVINCES.A), area(3, ELSEWHERE)], {}, 6);
    await issue(4, [area(4, PROVINCES.A)], {}, 7);
    expect(await open(8)).toEqual([]);
    const wider = await issue(5, [area(4, PROVINCES.A), area(4, PROVINCES.C)], {}, 8);
    expect(await open(9)).toEqual([[wider.id, at(8), [...PROVINCES.C]]]);
  });

  it('one that eases tells citizens at once; a partial one leaves the other places waiting; its recall brings them back', async () => {
    await issue(1, [area(4, PROVINCES.A)]);
    const eased = await issue(2, [area(3, PROVINCES.A)], {}, 1);
    await slices(2);
    expect([await open(2), (await citizensOf(eased)).length > 0]).toEqual([[], true]);

    event += 1;
    const [one, ...others] = PROVINCES.A;
    const whole = await issue(1, [area(4, PROVINCES.A)]);
    const partial = await issue(2, [area(3, [one])], { scope: 'partial' }, 1);
    expect(await open(2)).toEqual([[whole.id, NOW, others]]);
    await recallTable(db).recall({ warningId: partial.id, by: 'op', reason: 'wrong', now: at(2) });
    expect(await open(2)).toEqual([[whole.id, NOW, [...PROVINCES.A]]]);
    await db.query('update warnings set recalled_at = null where id = $1', [partial.id]);
    await answer(whole.id, 'approved', at(3));
    await slices(3);
    expect(await citizensOf(whole)).toEqual(owed(others));
  });
});
