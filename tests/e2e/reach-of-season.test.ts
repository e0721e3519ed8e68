import {
  eventStatesTable,
  fanoutTable,
  issuersTable,
  issuingTable,
  migrate,
  openPglite,
  reachTable,
  registryTable,
  supplyDeskTable,
} from '@loa/adapters/postgres';
import { strata, tellPerson } from '@loa/domain/audience';
import { type Bulletin, bulletin } from '@loa/domain/bulletin';
import { inventedSubscribers } from '@loa/domain/invented';
import { communeOf } from '@loa/domain/place';
import { assess } from '@loa/domain/risk';
import { decideIssue, hazardsInForce } from '@loa/domain/warning';
import { smsRegistrations } from '@loa/domain/wording';
import { testAddresses } from '@loa/testing/addresses';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Preview, preview } from '../../services/intake/src/preview.ts';

const FIXTURE = new URL('../../services/standalone/fixtures/season-2025.jsonl', import.meta.url);

/** The season as if it were live, so that quiet hours and limits count as well. */
const SEASON: readonly Bulletin[] = readFileSync(FIXTURE, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => bulletin.parse({ ...(JSON.parse(line) as object), status: 'Actual' }))
  .toSorted((a, b) => (a.finishedAt < b.finishedAt ? -1 : 1));

let db: Awaited<ReturnType<typeof openPglite>>;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  await registryTable(db, testAddresses).insertMany([...inventedSubscribers({ count: 3_000, seed: 40 })]);
  await db.query('update subscribers set least_need = 1 + id % 5 where id % 3 = 0');
  await db.query('update subscribers set opted_out_at = now() where id % 17 = 0');
  await db.query('update subscribers set email_opted_out_at = now() where id % 13 = 0');
  await db.query(`update subscribers set least_needs = '{"storm": 4}' where id % 11 = 0`);
  await db.query(`update subscriber_units set ends_at = '2025-10-01' where subscriber_id % 19 = 0`);
});
afterAll(() => db.close());

/** Does what deduplicator and fan-out do of a bulletin, without a log. */
async function send(given: Bulletin, now: string): Promise<string | null> {
  const state = await eventStatesTable(db).get(given.event.id);
  const assessed = assess(given, { inForce: state === null ? [] : hazardsInForce(state, given.status, now) });
  if (!assessed.ok) throw new Error(assessed.reason);
  const issued = await issuingTable(db).issue(assessed.assessment, { now, decide: decideIssue });
  if (issued.decision !== 'issued') return null;
  const fanout = fanoutTable(db);
  await fanout.enqueue(issued.warning, strata(issued.warning, now), now);
  for (;;) {
    const { kind } = await fanout.slice({ now, decide: tellPerson, people: 5_000, batchRows: 500 });
    if (kind !== 'written' && kind !== 'closed') return issued.warning.id;
  }
}

interface Row {
  audience: string;
  channel: string;
  subscriber_id: number;
  places: string[];
  waits: boolean;
}

/** Counts the ledger's rows by a plain loop. */
function counted(rows: readonly Row[]) {
  const audiences: Record<string, number> = {};
  const provinces: Record<string, number> = {};
  for (const row of rows) {
    audiences[`${row.audience} ${row.channel}`] = (audiences[`${row.audience} ${row.channel}`] ?? 0) + 1;
    for (const province of new Set(row.places.map((unit) => communeOf(unit)?.province ?? 'sea')))
      provinces[`${province} ${row.channel}`] = (provinces[`${province} ${row.channel}`] ?? 0) + 1;
  }
  const people = new Set(rows.map((row) => row.subscriber_id)).size;
  return { people, messages: rows.length, held: rows.filter((row) => row.waits).length, audiences, provinces };
}

function said(reach: NonNullable<Preview['reach']>) {
  const flat = (of: readonly { readonly email: number; readonly sms: number }[], name: (at: number) => string) =>
    Object.fromEntries(
      of.flatMap(({ email, sms }, at) => [
        ...(email > 0 ? [[`${name(at)} email`, email]] : []),
        ...(sms > 0 ? [[`${name(at)} sms`, sms]] : []),
      ]),
    ) as Record<string, number>;
  return {
    people: reach.people,
    messages: reach.messages,
    held: reach.channels.reduce((sum, one) => sum + one.held, 0),
    audiences: flat(reach.audiences, (at) => reach.audiences[at]!.audience),
    provinces: flat(reach.provinces, (at) => reach.provinces[at]!.province ?? 'sea'),
  };
}

test('for each bulletin of the season the dry run counts just the rows that fan-out then writes', async () => {
  let told = 0;
  let again = 0;
  for (const [at, given] of SEASON.entries()) {
    const now = given.finishedAt;
    const tables = { events: eventStatesTable(db), issuers: issuersTable(db), reach: reachTable(db), supply: supplyDeskTable(db) };
    const ports = { ...tables, registrations: smsRegistrations(), clock: { now: () => new Date(now) } };
    const { reach, decision } = await preview({ provisional: 'on', rates: { email: 50, sms: 10, voice: 1 } }, ports)(given, {
      emergency: false,
    });
    const id = await send(given, now);
    expect([at, decision === 'issued']).toEqual([at, id !== null]);
    if (reach === null) continue;
    const rows = await db.query<Row>(
      `select d.audience, d.channel, d.subscriber_id, d.due_at is not null as waits,
         coalesce((select array_agg(m.unit) from subscriber_units m where m.subscriber_id = d.subscriber_id and m.unit = any(d.units)), '{}')
           as places
       from deliveries d where d.warning_id = $1`,
      [id],
    );
    const { provinces, ...expected } = counted(rows);
    const { provinces: saidOf, ...of } = said(reach);
    expect([at, of]).toEqual([at, expected]);
    // Bodies told of the sea off their coast have no told place of their own: they count where they are, and are left out here.
    const byPlace = rows.every((row) => row.places.length > 0 && !row.places.some((unit) => communeOf(unit) === undefined));
    if (byPlace) expect([at, saidOf]).toEqual([at, provinces]);
    told += rows.length;
    if (Object.keys(reach.untold).includes('already-told')) again += 1;
    // Half of a warning's rows have been sent when the next bulletin comes, the rest waits.
    await db.query(`update deliveries set state = 'accepted', settled_at = $2 where warning_id = $1 and (id % 2 = 0) and due_at is null`, [
      id,
      now,
    ]);
  }
  expect(told).toBeGreaterThan(3_000);
  expect(again).toBeGreaterThan(1);
}, 120_000);
