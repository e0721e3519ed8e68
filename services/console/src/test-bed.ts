import { testAddresses } from '@loa/testing/addresses';
import { embeddedLog } from '@loa/adapters/embedded';
import { apiKeysTable, type Database, issuersTable, migrate, openPglite } from '@loa/adapters/postgres';
import { allTopics } from '@loa/domain/topics';
import { createHttp, createLifecycle, createMetrics } from '@loa/runtime';
import { aWarning } from '@loa/testing/builders';
import { testLogger } from '@loa/testing/logs';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { Alarm } from './alarm.ts';
import { compose } from './compose.ts';
import { consoleSettings } from './config.ts';
import type { OidcSettings } from './oidc/config.ts';
import { consoleTables } from './tables.ts';

/** When every test begins. */
export const NOW = '2025-11-06T01:00:00.000Z';
/** `NOW` and so many seconds. */
export const after = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1_000).toISOString();

export type Bed = Awaited<ReturnType<typeof openBed>>;

/** A clock that stands still until it is told. */
function standingClock() {
  let at = Date.parse(NOW);
  return {
    now: () => new Date(at),
    advance: (ms: number) => void (at += ms),
    set: (instant: string) => void (at = Date.parse(instant)),
  };
}

/** An embedded database in memory, for the beds of one test file. */
export async function openDatabase(): Promise<Database> {
  const db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  return db;
}

const TABLES =
  'steerings, provider_states, handovers, supply_bodies, subscribers, subscriber_units, arrivals, deliveries, batches, pauses, warnings, bulletins, dead_letters, log_records, log_heads, positions, api_keys, issuers, accounts, login_tries';

/** The console on `db`, which it empties; waits move the clock and call `onWait`, so that no test takes time. */
export async function openBed(db: Database, options: { alarm?: Alarm; oidc?: OidcSettings } = {}) {
  await db.query(`truncate ${TABLES} restart identity cascade`);
  await db.script(
    "alter table audit disable trigger audit_stays; truncate audit; update audit_head set number = 0, hash = ''; alter table audit enable trigger audit_stays",
  );
  const clock = standingClock();
  const log = testLogger('console');
  const lifecycle = createLifecycle({ log });
  const metrics = createMetrics({ service: 'console' });
  const eventLog = embeddedLog(db, { topics: allTopics });
  const tables = consoleTables(db, testAddresses);
  const keys = apiKeysTable(db);
  const waits: number[] = [];
  const bed = { onWait: async (): Promise<void> => undefined };
  const wait = async (ms: number): Promise<void> => {
    waits.push(ms);
    clock.advance(ms);
    await bed.onWait();
  };
  const ports = {
    ...tables,
    eventLog,
    findKey: keys.findKey,
    alarm: options.alarm ?? null,
    dutyWays: { email: null, sms: null, voice: null },
    lifecycle,
    log,
    metrics,
    clock,
    wait,
    oidc: options.oidc ?? null,
  };
  const app = compose(consoleSettings.parse({ scrypt: { logN: 4, r: 8, p: 1 } }), ports);
  const http = createHttp({ log, lifecycle, metrics, checks: app.checks });
  const routes: string[] = [];
  http.addHook('onRoute', ({ method, url }) => {
    if (method !== 'HEAD') routes.push(`${String(method)} ${url}`);
  });
  app.addRoutes(http);
  await lifecycle.start(() => Promise.resolve());
  for (const id of ['nchmf', 'quang-ngai']) {
    await issuersTable(db).put({ id, name: id, authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } });
  }
  const key = {
    operator: await keys.create({ role: 'operator', issuer: null, label: 'night shift' }),
    nchmf: await keys.create({ role: 'forecaster', issuer: 'nchmf', label: 'national desk' }),
    quangNgai: await keys.create({ role: 'forecaster', issuer: 'quang-ngai', label: 'provincial desk' }),
  };
  return Object.assign(bed, {
    ...{ db, clock, waits, app, http, routes, tables, key, eventLog, metrics, log },
    async call(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, as: string | null, body?: object) {
      const headers = as === null ? {} : { authorization: `Bearer ${as}` };
      const answer = await http.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
      return {
        status: answer.statusCode,
        type: String(answer.headers['content-type']),
        body: isJson(answer) ? answer.json<Record<string, unknown>>() : {},
        text: answer.body,
      };
    },
    async close() {
      await http.close();
      await lifecycle.stop('test');
      await eventLog.close();
    },
  });
}

/** For the tests of one file: a database, and on it a bed for each test, which is given to `begin`. */
export function useBeds(begin: (bed: Bed) => unknown): void {
  let db: Database;
  let bed: Bed;
  beforeAll(async () => void (db = await openDatabase()));
  beforeEach(async () => {
    bed = await openBed(db);
    await begin(bed);
  });
  afterEach(() => bed.close());
  afterAll(() => db.close());
}

const isJson = (answer: { headers: Record<string, unknown> }): boolean => String(answer.headers['content-type']).includes('json');

/** A warning's row: what recall and counts look at. */
export async function insertWarning(db: Database, id: string, issuer = 'nchmf'): Promise<void> {
  const [status = '', number = ''] = id.split('-');
  await db.query(
    `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
     values ($1, $2, $3, $1, $1, 'storm-13', 'tropical-cyclone', $4, 'Alert', 'issue', '{}', $5, $5, $6)`,
    [id, `${status[0]?.toUpperCase() ?? ''}${status.slice(1)}`, Number(number), issuer, NOW, after(86_400)],
  );
}

/** What citizens at Quy Nhơn wait for: the warning's row gets its content as well. `sent`: the account that sent the bulletin. */
export async function insertApproval(db: Database, id: string, sent: string | null = null): Promise<void> {
  const content = aWarning({ status: 'Actual', number: Number(id.split('-')[1]), expiresAt: after(86_400) });
  await db.query('update warnings set content = $2::jsonb where id = $1', [id, content]);
  await db.query(
    `insert into bulletins (id, series_id, event_id, status, content, accepted_at, sent_by, sent_account) values ($1, $1, 'storm-13', 'Actual', '{}', $2, 'desk', $3)`,
    [id, NOW, sent],
  );
  await db.query(
    `insert into approvals (warning_id, event_id, held_since, reason, exceeded, extent, units)
     values ($1, 'storm-13', $2, 'level', '[{"place":"52","level":4,"approved":null}]', '{"52":4}', '{21583}')`,
    [id, NOW],
  );
}

/** A batch; held by a sender for `heldS` seconds from `NOW`. Returns its id. */
export async function insertBatch(db: Database, warningId: string, heldS: number | null): Promise<number> {
  const [row] = await db.query<{ id: number }>(
    `insert into batches (warning_id, channel, lane, language, lease_owner, lease_until) values ($1, 'sms', 'urgent', 'vi', $2, $3) returning id`,
    [warningId, heldS === null ? null : 'sender', heldS === null ? null : after(heldS)],
  );
  return row?.id ?? 0;
}

export interface Delivery {
  readonly state: string;
  readonly channel?: string;
  readonly lane?: string;
  readonly batch?: number | null;
  readonly queuedAt?: string;
  readonly sentAt?: string | null;
  readonly subscriber?: number;
}

let people = 0;

/** `count` deliveries of a warning that stand alike, each to a person of its own. */
export async function insertDeliveries(db: Database, warningId: string, count: number, of: Delivery): Promise<void> {
  for (let left = count; left > 0; left -= 1)
    await db.query(
      `insert into deliveries (warning_id, event_id, hazard_group, subscriber_id, audience, channel, lane, language, need, reason, onset, units, response,
         expires_at, state, batch_id, queued_at, sent_at)
       values ($1, 'storm-13', 'tropical-cyclone', $2, 'citizen', $3, $4, 'vi', 3, 'first-news', $5, '{21583}', 'Prepare', $6, $7, $8, $9, $10)`,
      [
        ...[warningId, of.subscriber ?? (people += 1), of.channel ?? 'sms', of.lane ?? 'urgent', NOW, after(86_400)],
        ...[of.state, of.batch ?? null, of.queuedAt ?? NOW, of.sentAt ?? null],
      ],
    );
}
