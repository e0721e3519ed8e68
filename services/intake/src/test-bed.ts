import { embeddedClaims, embeddedLog } from '@loa/adapters/embedded';
import {
  apiKeysTable,
  bulletinsTable,
  capOriginalsTable,
  type Database,
  documentsTable,
  draftsTable,
  eventStatesTable,
  issuersTable,
  migrate,
  openPglite,
  reachTable,
  seriesDeskTable,
  supplyDeskTable,
} from '@loa/adapters/postgres';
import { allTopics } from '@loa/domain/topics';
import { smsRegistrations } from '@loa/domain/wording';
import { createHttp, createLifecycle, createMetrics, noHooks } from '@loa/runtime';
import { aBulletinInput } from '@loa/testing/builders';
import { testLogger } from '@loa/testing/logs';
import { afterAll } from 'vitest';
import { compose, type IntakePorts } from './compose.ts';
import { BODY_LIMIT, type IntakeSettings, intakeSettings } from './config.ts';

/** When every test takes place: shortly before the windows of the testing package's bulletins. */
export const NOW = '2025-11-05T23:00:00.000Z';

/** An embedded database in memory with the issuer `nchmf` (storms and heavy rain; province 52 and the sea). */
export async function openDatabase(): Promise<Database> {
  const db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  const held = { hazards: ['storm' as const, 'heavy-rain' as const], provinces: ['52'], seaAreas: 'all' as const };
  await issuersTable(db).put({ id: 'nchmf', name: 'Trung tâm Dự báo', authority: held });
  return db;
}

/** A bulletin about an event, as it is sent. */
export const input = (event: string, overrides: Parameters<typeof aBulletinInput>[0] = {}): ReturnType<typeof aBulletinInput> =>
  aBulletinInput({ event: { id: event }, ...overrides });

/** For the tests of one file: a database and intake on it. */
export async function useBed() {
  const db = await openDatabase();
  const bed = await openBed(db);
  afterAll(async () => {
    await bed.close();
    await db.close();
  });
  return { db, bed };
}

/** Intake on `db`, with a key of each kind; `ports` replaces engines, to break them; `settings` those of every installation. */
export async function openBed(db: Database, ports: Partial<IntakePorts> = {}, settings: Partial<IntakeSettings> = {}) {
  const log = testLogger('intake');
  const lifecycle = createLifecycle({ log });
  const metrics = createMetrics({ service: 'intake' });
  const http = createHttp({ log, lifecycle, metrics, checks: {}, bodyLimitBytes: BODY_LIMIT });
  const apiKeys = apiKeysTable(db);
  const eventLog = embeddedLog(db, { topics: allTopics });
  const tables = {
    bulletins: bulletinsTable(db),
    events: eventStatesTable(db),
    reach: reachTable(db),
    supply: supplyDeskTable(db),
    apiKeys,
  };
  const originals = capOriginalsTable(db);
  const clock = { now: () => new Date(NOW) };
  const all = {
    ...tables,
    issuers: issuersTable(db),
    originals,
    ...{ series: seriesDeskTable(db), drafts: draftsTable(db), documents: documentsTable(db) },
    claims: embeddedClaims(db),
    eventLog,
    log,
    metrics,
    clock,
    hooks: noHooks,
    registrations: smsRegistrations(),
    ...ports,
  };
  const routes: string[] = [];
  http.addHook('onRoute', ({ method, url }) => {
    if (method !== 'HEAD') routes.push(`${String(method)} ${url}`);
  });
  compose(intakeSettings.parse(settings), all).addRoutes(http);
  const forecaster = await apiKeys.create({ role: 'forecaster', issuer: 'nchmf', label: 'desk' });
  const operator = await apiKeys.create({ role: 'operator', issuer: null, label: 'wall' });

  const send = async (payload: unknown, key: string | null = forecaster, query = '') => {
    const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
    const headers = { 'content-type': 'application/json', ...(key !== null && { authorization: `Bearer ${key}` }) };
    return http.inject({ method: 'POST', url: `/api/bulletins${query}`, headers, payload: text });
  };
  return {
    http,
    ports: all,
    routes,
    forecaster,
    operator,
    send,
    /** A new key of an issuer. */
    keyOf: (issuer: string) => apiKeys.create({ role: 'forecaster', issuer, label: issuer }),
    get: (url: string, key = forecaster) => http.inject({ url, headers: { authorization: `Bearer ${key}` } }),
    /** Ids of the records of `bulletins`. */
    async logged(): Promise<string[]> {
      const rows = await db.query<{ id: string }>(
        "select envelope_id as id from log_records where topic = 'bulletins' order by at, log_offset",
      );
      return rows.map((row) => row.id);
    },
    async close() {
      await eventLog.close();
      await http.close();
    },
  };
}
