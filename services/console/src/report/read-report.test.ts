import { type Database } from '@loa/adapters/postgres';
import { without } from '@loa/domain/desk';
import { provinceOf } from '@loa/domain/place';
import { aWarning } from '@loa/testing/builders';
import { pageHtml } from '@loa/runtime';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bed, openBed, openDatabase } from '../test-bed.ts';
import type { EventReport } from './event-report.ts';
import { reportPage } from './page/report-page.ts';
import { readReport } from './read-report.ts';

const ACCEPTED_AT = '2025-11-06T00:00:01.000Z';
const START = Date.parse(ACCEPTED_AT);
const UNITS = ['21583', '21589', '00004'];
const TAKEN = ['accepted', 'no-receipt-on-this-route', 'delivered', 'undelivered'];
const HELD = ['recalled', 'superseded', 'suppressed'];

interface Row {
  readonly warning: string;
  readonly person: number;
  readonly channel: string;
  readonly telling: number;
  readonly audience: string;
  readonly reason: string;
  readonly units: string[];
  readonly state: string;
  readonly stateReason: string | null;
  readonly attempt: number;
  readonly onset: number;
  readonly sent: number | null;
}

/** The same rows each time, of every state and reason, more than two pages of them. */
function rowsAtRandom(): Row[] {
  let seed = 13;
  const random = (below: number): number => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const pick = <T>(of: readonly T[]): T => of[random(of.length)]!;
  const states = ['queued', 'due', 'unknown', 'failed', 'expired', ...HELD, ...TAKEN, ...TAKEN, ...TAKEN];
  return ['actual-1', 'actual-2'].flatMap((warning) =>
    Array.from({ length: 2_100 }, (_, n) => n + 1).flatMap((person) =>
      [['email', 1], ['sms', 1], ...(person % 50 === 0 ? [['sms', 2]] : [])].map(([channel, telling]): Row => {
        const state = pick(states);
        const isSent = [...TAKEN, 'unknown', 'failed', 'due'].includes(state);
        return {
          ...{ warning, person, channel: String(channel), telling: Number(telling), state },
          audience: ['agency', 'relay', 'media', 'citizen'][person % 4]!,
          reason: pick(['first-news', 'first-news', 'escalated', 'eased', 'ended']),
          units: pick([[UNITS[0]!], [UNITS[0]!, UNITS[1]!], [UNITS[0]!, UNITS[2]!], [UNITS[2]!]]),
          stateReason: state === 'failed' ? pick(['smtp-550-5.1.1', 'twilio-30003']) : state === 'recalled' ? 'recalled' : null,
          attempt: isSent ? 1 + random(3) : 0,
          onset: pick([-60_000, 30_000, 3_600_000]),
          sent: isSent ? random(120) * 700 : null,
        };
      }),
    ),
  );
}

const INSERT = `
insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, channel, telling, audience, lane, language, need, reason, onset, units,
  response, expires_at, state, state_reason, attempt, queued_at, sent_at, settled_at, batch_id)
select r.warning, 'storm-of-a-test', 'tropical-cyclone', r.person, r.channel, r.telling, r.audience, 'urgent', 'vi', 3, r.reason,
  $2::timestamptz + r.onset * interval '1 ms', r.units, 'Prepare', $2::timestamptz + interval '2 days', r.state, r."stateReason", r.attempt, $2,
  $2::timestamptz + r.sent * interval '1 ms', case when r.state not in ('queued', 'due') then $2::timestamptz end, $3
from jsonb_to_recordset($1::jsonb) as r (warning text, person bigint, channel text, telling smallint, audience text, reason text, units text[], state text,
  "stateReason" text, attempt int, onset int, sent int)`;

async function insertWarnings(db: Database, status: 'Actual' | 'Exercise'): Promise<void> {
  for (const number of [1, 2]) {
    const warning = aWarning({ status, number });
    await db.query(
      `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
       values ($1, $2, $3, $4, $5, $6, 'tropical-cyclone', $7, $8, $9, $10::jsonb, $11, $12, $13)`,
      [
        ...[
          warning.id,
          status,
          number,
          `${status} ${warning.bulletinId}`,
          warning.seriesId,
          warning.eventId,
          warning.issuer,
          warning.msgType,
        ],
        ...[warning.action, JSON.stringify(warning), warning.issuedAt, warning.onset, warning.expiresAt],
      ],
    );
    await db.query(
      `insert into bulletins (id, series_id, event_id, status, content, accepted_at) values ($1, 's', 'e', $2, '{}', $3) on conflict (id) do nothing`,
      [`${status} ${warning.bulletinId}`, status, ACCEPTED_AT],
    );
  }
}

const rows = rowsAtRandom();
let db: Database;
let bed: Bed;
let report: EventReport;

beforeAll(async () => {
  db = await openDatabase();
  bed = await openBed(db);
  await db.query('truncate bulletins');
  await insertWarnings(db, 'Actual');
  const [batch] = await db.query<{ id: number }>(
    `insert into batches (warning_id, channel, lane, language, leases, done_at) values ('actual-1', 'sms', 'urgent', 'vi', 2, now()) returning id`,
  );
  await db.query(INSERT, [JSON.stringify(rows.slice(0, 100)), ACCEPTED_AT, batch?.id]);
  await db.query(INSERT, [JSON.stringify(rows.slice(100)), ACCEPTED_AT, null]);
  const found = await readReport(bed.tables, { event: 'storm-of-a-test' }, bed.clock.now());
  if (found === null) throw new Error('there is no report');
  report = found;
});
afterAll(async () => {
  await bed.close();
  await db.close();
});

// Plain loops over the rows, which share nothing with what they judge.
const newsOf = (warning: string, person: number): Row[] =>
  rows.filter(
    (one) =>
      one.warning === warning && one.person === person && ['first-news', 'escalated'].includes(one.reason) && !HELD.includes(one.state),
  );
const placesOf = (of: readonly Row[]): Set<string> => new Set(of.flatMap(({ units }) => units.map((unit) => provinceOf(unit)!)));
function whenTold(of: readonly Row[]): 'before' | 'late' | 'begun' | 'untold' {
  const sends = of.filter(({ state }) => TAKEN.includes(state)).map(({ sent }) => sent!);
  const onset = Math.min(...of.map((one) => one.onset));
  if (sends.length === 0) return 'untold';
  if (onset <= 0) return 'begun';
  return Math.min(...sends) <= onset ? 'before' : 'late';
}

test('who was told before the onset is counted per receiver and warning, in all and at each province, as plain loops count it', () => {
  const wanted: Record<string, Record<string, number>> = {};
  const count = (place: string, word: string): void => {
    const at = (wanted[place] ??= { before: 0, late: 0, begun: 0, untold: 0 });
    at[word] = (at[word] ?? 0) + 1;
  };
  for (const warning of ['actual-1', 'actual-2'])
    for (let person = 1; person <= 2_100; person += 1) {
      const news = newsOf(warning, person);
      if (news.length === 0) continue;
      for (const place of ['all', ...placesOf(news)]) count(place, whenTold(news));
    }
  const { all, ...places } = wanted;
  expect(report.ledger.onset).toEqual(all);
  expect(Object.fromEntries(report.ledger.onsets.map(({ place, ...counts }) => [place, counts]))).toEqual(places);
  expect(Object.values(all ?? {}).every((one) => one > 50)).toBe(true);
});

test('percentiles are those of the sorted times of what a provider took, by audience and channel too', () => {
  const spread = (of: readonly Row[]) => {
    const times = of.map(({ sent }) => Math.ceil(sent! / 100) / 10).toSorted((a, b) => a - b);
    const at = (share: number): number => times[Math.ceil(times.length * share) - 1]!;
    return { count: times.length, p50: at(0.5), p90: at(0.9), p95: at(0.95), p99: at(0.99), max: times.at(-1) };
  };
  const taken = rows.filter(({ state }) => TAKEN.includes(state));
  expect(report.ledger.latency).toEqual(spread(taken));
  for (const { audience, channel, spread: found } of report.ledger.latencies)
    expect(found).toEqual(spread(taken.filter((one) => one.audience === audience && one.channel === channel)));
  expect(report.ledger.latencies.map(({ audience }) => audience)).toEqual([
    'agency',
    'agency',
    'relay',
    'relay',
    'media',
    'media',
    'citizen',
    'citizen',
  ]);
  const [first] = report.warnings;
  expect(first?.ledger?.latency).toEqual(spread(taken.filter(({ warning }) => warning === 'actual-1')));
});

test('first and last send, retries, and what may have come twice are those of the rows', () => {
  const sent = rows.flatMap((one) => one.sent ?? []);
  expect(report.ledger).toMatchObject({
    firstSentAt: new Date(START + Math.min(...sent)).toISOString(),
    lastSentAt: new Date(START + Math.max(...sent)).toISOString(),
    retried: rows.filter(({ attempt }) => attempt > 1).length,
    furtherAttempts: rows.reduce((sum, { attempt }) => sum + Math.max(0, attempt - 1), 0),
    perhapsDoubled: rows.slice(0, 100).filter((one) => one.sent !== null).length,
  });
});

test('every delivery is accepted, failed, held back or silent, by channel and warning as in the rows', () => {
  const of = (some: readonly Row[]) => ({
    deliveries: some.length,
    accepted: some.filter(({ state }) => TAKEN.includes(state)).length,
    delivered: some.filter(({ state }) => state === 'delivered').length,
    noReceipt: some.filter(({ state }) => state === 'no-receipt-on-this-route').length,
    silent: some.filter(({ state }) => ['queued', 'due', 'unknown'].includes(state)).length,
  });
  expect(report.channels.map(({ channel }) => channel)).toEqual(['email', 'sms']);
  for (const one of report.channels) expect(one).toMatchObject(of(rows.filter(({ channel }) => channel === one.channel)));
  for (const one of report.warnings) expect(one.deliveries).toMatchObject(of(rows.filter(({ warning }) => warning === one.warning.id)));
  const bad = rows.filter(({ stateReason }) => stateReason === 'smtp-550-5.1.1').length;
  expect([report.deliveries.failed['smtp-550-5.1.1'], report.deliveries.stopped['recalled']]).toEqual([
    bad,
    rows.filter(({ state }) => state === 'recalled').length,
  ]);
});

describe('as a page', () => {
  const page = (language: 'vi' | 'en' = 'vi') => pageHtml(reportPage(report, language, null));

  test.each(['vi', 'en'] as const)(
    'it is whole in itself: no script, no address, every picture with words and a table, in %s',
    (language) => {
      const html = page(language);
      expect(html).not.toMatch(/<script|https?:|style=|@import|undefined|NaN|\{\w+\}/);
      expect(html.match(/<svg[^>]*role="img" aria-label="[^"]{20,}/g)).toHaveLength(5);
      expect(html.match(/<table>/g)).toHaveLength(6);
    },
  );

  test('of an event without a name, hazard, issuer and time say which one it is', () => {
    const warnings = report.warnings.map((one) => ({ ...one, warning: without(one.warning, 'eventName') }));
    const titleIn = (language: 'vi' | 'en') => reportPage({ ...report, warnings }, language, null).title;
    expect(titleIn('vi')).toMatch(/: Bão, nchmf, \d\d:\d\d ngày \d\d\/\d\d\/\d{4}$/);
    expect(titleIn('en')).toMatch(/: Storm, nchmf, \d\d:\d\d on /);
  });

  test('what comes from outside stands in it as text', async () => {
    await db.query(
      `update warnings set recalled_at = now(), recalled_by = '<b>night</b>', recall_reason = '<script>alert(1)</script>' where id = 'actual-2'`,
    );
    const { body, status } = await bed
      .call('GET', '/reports/storm-of-a-test?warning=actual-2', bed.key.operator)
      .then(async (answer) => ({ ...answer, body: answer.text }));
    expect(status).toBe(200);
    expect(body).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
    expect(body).not.toMatch(/<script|<b>night/);
    await db.query(`update warnings set recalled_at = null where id = 'actual-2'`);
  });

  test('operators and forecasters see the list and an event; an exercise of the same event is a report of its own, headed as one', async () => {
    await insertWarnings(db, 'Exercise');
    const list = await bed.call('GET', '/reports?language=en', bed.key.nchmf);
    expect([list.status, list.type]).toEqual([200, 'text/html; charset=utf-8']);
    expect(list.text).toContain('/reports/storm-of-a-test?language=en&#38;status=Exercise');
    const live = await bed.call('GET', '/reports/storm-of-a-test', bed.key.operator);
    const drill = await bed.call('GET', '/reports/storm-of-a-test?status=Exercise', bed.key.operator);
    expect([live.text.includes('DIỄN TẬP'), /<h1>DIỄN TẬP: /.test(drill.text)]).toEqual([false, true]);
    expect(drill.text).toContain('DIỄN TẬP – không phải cảnh báo thật');
    expect((await bed.call('GET', '/reports/nothing', bed.key.operator)).status).toBe(404);
    expect((await bed.call('GET', '/reports', null)).status).toBe(401);
  });

  test('of warnings whose rows were dropped for their age there are counts, and it says that times are gone', async () => {
    await db.query(`update warnings set retired_at = now() where id = 'actual-1'`);
    const after = await readReport(bed.tables, { event: 'storm-of-a-test', warning: 'actual-1' }, bed.clock.now());
    expect([after?.retired, after?.warnings[0]?.ledger, after?.ledger.latency]).toEqual([1, null, null]);
    expect(after?.deliveries.deliveries).toBe(report.warnings[0]?.deliveries.deliveries);
    expect(pageHtml(reportPage(after!, 'en', null))).toContain('there are counts and no times');
  });
});
