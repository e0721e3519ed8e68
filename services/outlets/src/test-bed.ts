import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { embeddedRateLimiter } from '@loa/adapters/embedded';
import {
  airingsTable,
  apiKeysTable,
  capPollsTable,
  type Database,
  migrate,
  openPglite,
  outletLinesTable,
  outletsTable,
  warningsTable,
  websubTable,
} from '@loa/adapters/postgres';
import { publicCallbacks, publicFetches } from '@loa/adapters/webhook';
import type { Status } from '@loa/domain/bulletin';
import { createHttp, createLifecycle, createMetrics } from '@loa/runtime';
import { aWarning } from '@loa/testing/builders';
import { type ManualClock, manualClock } from '@loa/testing/clock';
import { testLogger } from '@loa/testing/logs';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { until } from '@loa/testing/servers';
import { z } from 'zod';
import { compose, type OutletsPorts } from './compose.ts';
import { type OutletsSettings, outletsSettings } from './config.ts';
import { composePolling } from './poll/compose.ts';
import { pollSettings } from './poll/config.ts';
import { nowhere } from './poll/open-polling.ts';
import type { FeedDocument } from './websub/documents.ts';

/** When every test begins. */
export const NOW = '2025-11-06T01:00:00.000Z';
export const PUBLIC_URL = 'https://loa.example';
export const TOPIC = `${PUBLIC_URL}/feeds/cap.atom`;

/** What a sink was sent. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answer = (received: Received, response: ServerResponse, count: number) => void;

export const ok: Answer = (_, response) => void response.writeHead(204).end();
export const hangs: Answer = () => undefined;
export const resets: Answer = (_, response) => void response.socket?.resetAndDestroy();
export const says =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (_, response) =>
    void response.writeHead(status, headers).end();

/** An HTTP server on loopback that keeps what it is sent. Its `answer` may be changed. */
export async function openSink(answer: Answer = ok) {
  const received: Received[] = [];
  const sink = { url: '', received, answer, close: async (): Promise<void> => undefined };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request;
      const one = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      received.push(one);
      sink.answer(one, response, received.length);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  sink.url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`;
  sink.close = async () => {
    server.closeAllConnections();
    server.close();
  };
  return sink;
}
export type Sink = Awaited<ReturnType<typeof openSink>>;

/** Numbers of the items that a sink was sent, in order. */
export const numbersAt = (sink: Sink): number[] => sink.received.map((one) => (JSON.parse(one.body) as { number: number }).number);
export const idsAt = (sink: Sink): string[] => sink.received.map((one) => String(one.headers['webhook-id']));

/** How long a test waits for what must come. */
export const WITHIN_MS = 50_000;

/** Waits until a sink was sent so many items. */
export const got = (sink: Sink, count: number): Promise<true> =>
  until(`${count} items arrive`, WITHIN_MS, async () => sink.received.length >= count && true, 5);

/** Whole numbers, both ends included. */
export const range = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n);

/** Is one of the signatures by this secret? Written from the text of Standard Webhooks, without the code under test. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const content = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = `v1,${createHmac('sha256', key).update(content, 'utf8').digest('base64')}`;
  return String(headers['webhook-signature']).split(' ').includes(signature);
}

const ISSUE = `-- warnings as they are; $1 array of them
insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
select w ->> 'id', w ->> 'status', (w ->> 'number')::bigint, w ->> 'id', w ->> 'id', w ->> 'eventId', w ->> 'hazard', w ->> 'issuer',
  w ->> 'msgType', w ->> 'action', w, (w ->> 'issuedAt')::timestamptz, (w ->> 'onset')::timestamptz, (w ->> 'expiresAt')::timestamptz
from jsonb_array_elements($1::jsonb) w`;

/** Issues so many warnings, and returns their numbers. */
export async function issue(db: Database, count: number, overrides: Parameters<typeof aWarning>[0] = {}): Promise<number[]> {
  const status = overrides.status ?? 'Actual';
  return db.transaction(async (tx) => {
    const [row] = await tx.query<{ last: number }>('update counter set last = last + $2 where status = $1 returning last', [status, count]);
    const numbers = Array.from({ length: count }, (_, n) => (row?.last ?? 0) - count + n + 1);
    await tx.query(ISSUE, [JSON.stringify(numbers.map((number) => aWarning({ issuedAt: NOW, ...overrides, status, number })))]);
    return numbers;
  });
}

/** The warning of an earlier number has run out. */
export async function lapse(db: Database, warningId: string, status: Status = 'Actual'): Promise<void> {
  await db.transaction(async (tx) => {
    const [row] = await tx.query<{ last: number }>('update counter set last = last + 1 where status = $1 returning last', [status]);
    await tx.query('insert into lapses (status, number, warning_id, lapsed_at, recorded_at) values ($1, $2, $3, $4, $4)', [
      ...[status, row?.last, warningId, NOW],
    ]);
  });
}

const EMPTY = [
  'outlets',
  'outlet_cursors',
  'websub_asks',
  'websub_subscriptions',
  'websub_topics',
  'lapses',
  'warnings',
  'rate_limits',
  'api_keys',
];

/** Nothing is registered and nothing was issued. */
export async function empty(db: Database): Promise<void> {
  await db.query(`truncate ${EMPTY.join(', ')} restart identity cascade`);
  await db.query('update counter set last = 0');
}

const registered = z.object({ outlet: z.object({ id: z.int() }), token: z.string(), secret: z.string() });

export interface BedOptions {
  readonly clock?: ManualClock;
  readonly settings?: Partial<OutletsSettings>;
  readonly ports?: Partial<OutletsPorts>;
}

/** Every item that was issued, as a feed of one line each. */
export const feedOf =
  (db: Database) =>
  async (topic: string): Promise<FeedDocument | null> => {
    if (!topic.startsWith(TOPIC)) return null;
    const items = await warningsTable(db).after('Actual', 0, 1_000);
    const body = Buffer.from(items.map((item) => item.number).join('\n'), 'utf8');
    return { contentType: 'application/atom+xml; charset=utf-8', body };
  };

/** One outlets process on `db`; callback addresses on loopback are let pass. */
export async function openBed(db: Database, options: BedOptions = {}) {
  const clock = options.clock ?? manualClock(NOW);
  const log = testLogger('outlets');
  const lifecycle = createLifecycle({ log });
  const metrics = createMetrics({ service: 'outlets' });
  const many = { perSecond: 1_000, burst: 1_000 };
  const rates = { registerRate: many, subscribeRate: many, outletRate: many, costlyRate: many, confirmRate: many };
  const settings = outletsSettings.parse({ publicUrl: PUBLIC_URL, pollMs: 5, websubPollMs: 5, idleMs: 20, ...rates, ...options.settings });
  const keys = apiKeysTable(db);
  const app = compose(settings, {
    ...{ outlets: outletsTable(db), lines: outletLinesTable(db), websub: websubTable(db), warnings: warningsTable(db) },
    mail: null,
    ...{ callbacks: publicCallbacks({ allowPrivate: true }), documentOf: feedOf(db), rateLimiter: embeddedRateLimiter(db) },
    ...{ airings: airingsTable(db), findKey: keys.findKey, lifecycle, log, metrics, clock, ...options.ports },
  });
  const http = createHttp({ log, lifecycle, metrics, checks: {} });
  app.addRoutes(http);
  const polled = { polls: capPollsTable(db), fetches: publicFetches({ allowPrivate: true }), submit: nowhere };
  composePolling(pollSettings.parse({ sources: [] }), { ...polled, findKey: keys.findKey, lifecycle, log, metrics, clock }).addRoutes(http);
  await lifecycle.start(() => app.start());
  const operator = await keys.create({ role: 'operator', issuer: null, label: 'night shift' });

  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'PUT', url: string, as: string | null, body?: object) => {
    const headers = as === null ? {} : { authorization: `Bearer ${as}` };
    const answer = await http.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? {} : answer.json<Record<string, unknown>>() };
  };
  return {
    ...{ clock, http, metrics, settings, operator, call, keys },
    /** Registers and approves an outlet; its cursor begins at the head. */
    async outlet(url: string, more: object = {}) {
      const profile = { name: 'Đài của phép thử', contact: 'desk', way: { kind: 'webhook', url }, ...more };
      const made = registered.parse((await call('POST', '/api/outlets', null, profile)).body);
      const { outlet, token, secret } = made;
      await call('POST', `/api/outlets/${outlet.id}/approve`, operator);
      return { id: outlet.id, token, secret };
    },
    async stop() {
      await http.close();
      await lifecycle.stop('test');
    },
  };
}
export type Bed = Awaited<ReturnType<typeof openBed>>;

/** For the tests of one file: a database that every test finds empty, and beds and sinks that end with the test. */
export function useBeds() {
  let db: Database;
  const open: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    db = await openPglite({ dataDir: 'memory' });
    await migrate(db);
  });
  afterAll(() => db.close());
  beforeEach(() => empty(db));
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });
  return {
    db: (): Database => db,
    cursorOf: async (id: number) => (await outletsTable(db).get(id, NOW))?.cursors[0],
    async bedOf(options: BedOptions = {}): Promise<Bed> {
      const bed = await openBed(db, options);
      open.unshift(bed.stop);
      return bed;
    },
    async sinkOf(answer?: Answer): Promise<Sink> {
      const sink = await openSink(answer);
      open.push(sink.close);
      return sink;
    },
    /** Runs before the beds of this test are stopped. */
    first: (work: () => Promise<void>): void => void open.unshift(work),
  };
}
