import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { apiKeysTable, capPollsTable, type Database, migrate, openPglite } from '@loa/adapters/postgres';
import { publicFetches } from '@loa/adapters/webhook';
import type { SourceState } from '@loa/domain/ports';
import { type CapSource, capSource } from '@loa/domain/source';
import { createHttp, createLifecycle, createMetrics } from '@loa/runtime';
import { type ManualClock, manualClock } from '@loa/testing/clock';
import { testLogger } from '@loa/testing/logs';
import { until } from '@loa/testing/servers';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { composePolling, type PollPorts } from './compose.ts';
import { type PollSettings, pollSettings } from './config.ts';
import { intakeOverHttp } from './intake-over-http.ts';

export const NOW = '2025-11-06T01:00:00.000Z';
export const SENDER = 'alerts@example.th';
const WITHIN_MS = 30_000;

/** One CAP message; `change`: elements with other texts. */
export function xml(identifier: string, change: Readonly<Record<string, string>> = {}): string {
  const one = (name: string, text: string): string => `<${name}>${change[name] ?? text}</${name}>`;
  const head = one('identifier', identifier) + one('sender', SENDER) + one('sent', '2025-11-06T08:00:00+07:00') + one('status', 'Actual');
  const info = `${one('category', 'Met')}${one('event', 'Heavy rain')}${one('urgency', 'Future')}${one('severity', 'Severe')}${one('certainty', 'Likely')}`;
  const area = '<area><areaDesc>North</areaDesc><polygon>15,100 16,100 16,101 15,100</polygon></area>';
  return `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">${head}<msgType>Alert</msgType><scope>Public</scope><info>${info}${area}</info></alert>`;
}

export const entry = (id: string, inside: string, updated = '2025-11-06T01:00:00Z'): string =>
  `<entry><id>${id}</id><title>${id}</title><updated>${updated}</updated>${inside}</entry>`;
export const linkTo = (href: string, type = 'application/cap+xml'): string => `<link href="${href}" type="${type}"/>`;
export const atom = (...entries: readonly string[]): string =>
  `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:feed</id><title>Alerts</title><updated>2025-11-06T01:00:00Z</updated>${entries.join('')}</feed>`;
export const rss = (...items: readonly string[]): string =>
  `<?xml version="1.0"?><rss version="2.0"><channel><title>Alerts</title><link>https://example.th</link><description>-</description>${items.join('')}</channel></rss>`;
export const rssItem = (href: string): string => `<item><title>Alert</title><link>${href}</link><guid>${href}</guid></item>`;

export type Answer = (response: ServerResponse, request: IncomingMessage) => void;
export const sends =
  (body: string, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(200, headers).end(body);
export const says =
  (status: number, headers: Record<string, string> = {}): Answer =>
  (response) =>
    void response.writeHead(status, headers).end();

/** A server on loopback whose answers may be changed; a path without one is 404. */
async function openServer() {
  const asked: { readonly path: string; readonly headers: IncomingMessage['headers']; readonly body: string }[] = [];
  const answers = new Map<string, Answer>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { url: path = '', headers } = request;
      asked.push({ path, headers, body: Buffer.concat(chunks).toString('utf8') });
      (answers.get(path) ?? says(404))(response, request);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    asked,
    answers,
    countOf: (path: string): number => asked.filter((one) => one.path === path).length,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
export type Server = Awaited<ReturnType<typeof openServer>>;

/** Stands where intake would: takes each document, and knows one that it has taken. */
export async function openIntake() {
  const server = await openServer();
  const taken: string[] = [];
  const takes: Answer = (response) => {
    const { body = '' } = server.asked.at(-1) ?? {};
    const id = `bulletin-${/<identifier>(.*?)</.exec(body)?.[1] ?? '?'}`;
    if (!taken.includes(id)) taken.push(id);
    response.writeHead(202, { 'content-type': 'application/json' }).end(JSON.stringify({ id, findings: [] }));
  };
  server.answers.set('/api/bulletins', takes);
  return { ...server, taken, takes, answer: (how: Answer) => void server.answers.set('/api/bulletins', how) };
}
export type Intake = Awaited<ReturnType<typeof openIntake>>;

/** A source that is asked every minute. */
export const aSource = (url: string, poll: object = {}, more: object = {}): CapSource =>
  capSource.parse({
    ...{ id: 'tmd', issuer: 'tmd', senders: [SENDER], country: 'TH', poll: { url, kind: 'atom', trusted: true, ...poll } },
    ...more,
  });

export interface BedOptions {
  readonly sources: readonly CapSource[];
  readonly intake: Intake;
  readonly clock?: ManualClock;
  readonly settings?: Partial<PollSettings>;
  readonly ports?: Partial<PollPorts>;
}

/** One process that polls on `db`; addresses on loopback are let pass. */
async function openBed(db: Database, { sources, intake, clock = manualClock(NOW), settings, ports }: BedOptions) {
  const log = testLogger('outlets');
  const lifecycle = createLifecycle({ log });
  const metrics = createMetrics({ service: 'outlets' });
  const keys = apiKeysTable(db);
  const polls = capPollsTable(db);
  const access = { url: intake.url, keys: new Map(sources.map(({ id }) => [id, `key-of-${id}`])) };
  const app = composePolling(pollSettings.parse({ sources, idleMs: 10, ...settings }), {
    ...{ polls, fetches: publicFetches({ allowPrivate: true }), submit: intakeOverHttp(access, 5_000), findKey: keys.findKey },
    ...{ lifecycle, log, metrics, clock, ...ports },
  });
  const http = createHttp({ log, lifecycle, metrics, checks: {} });
  app.addRoutes(http);
  await lifecycle.start(() => app.start());
  const stateOf = async (id = 'tmd'): Promise<SourceState | undefined> => (await polls.states([id]))[0];
  return {
    ...{ clock, http, metrics, keys, polls, stateOf },
    /** Values of a metric by its labels but `source`, such as `outcome`. */
    async values(name: string): Promise<Record<string, number>> {
      const all = await metrics.registry.getMetricsAsJSON();
      const found = all.find((one) => one.name === name)?.values ?? [];
      return Object.fromEntries(found.map(({ labels, value }) => [String('outcome' in labels ? labels.outcome : ''), value]));
    },
    /** Waits until the round that began at `at` or later has ended. */
    round: (at = clock.now().toISOString(), id = 'tmd'): Promise<SourceState> =>
      until(
        `a round of ${id} ends`,
        WITHIN_MS,
        async () => {
          const state = await stateOf(id);
          return state?.polledAt != null && state.polledAt >= at ? state : false;
        },
        5,
      ),
    async stop() {
      await http.close();
      await lifecycle.stop('test');
    },
  };
}
export type Bed = Awaited<ReturnType<typeof openBed>>;

/** For the tests of one file: a database that every test finds empty; what is opened ends with the test. */
export function useBeds() {
  let db: Database;
  const open: (() => unknown)[] = [];
  beforeAll(async () => {
    db = await openPglite({ dataDir: 'memory' });
    await migrate(db);
  });
  afterAll(() => db.close());
  beforeEach(() => db.query('truncate cap_sources, cap_source_items, cap_source_links, api_keys'));
  afterEach(async () => {
    for (const close of open.splice(0)) await close();
  });
  return {
    db: (): Database => db,
    async bedOf(options: BedOptions): Promise<Bed> {
      const bed = await openBed(db, options);
      open.unshift(bed.stop);
      return bed;
    },
    async serverOf(): Promise<Server> {
      const server = await openServer();
      open.push(server.close);
      return server;
    },
    async intakeOf(): Promise<Intake> {
      const intake = await openIntake();
      open.push(intake.close);
      return intake;
    },
  };
}
