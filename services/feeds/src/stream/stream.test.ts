import { type Database, issuingTable, migrate, openPglite } from '@loa/adapters/postgres';
import { decideIssue } from '@loa/domain/warning';
import { anAssessment } from '@loa/testing/contract/tables';
import type { FastifyInstance } from 'fastify';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { feedsBed } from '../test-bed.ts';

const NOW = '2025-11-06T00:00:00.000Z';

let db: Database;
let http: FastifyInstance;
let base: string;
let issued = 0;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  http = feedsBed(db, { settings: { pollMs: 10, heartbeatMs: 50 } }).http;
  await http.listen({ host: '127.0.0.1', port: 0 });
  base = `http://127.0.0.1:${String((http.server.address() as AddressInfo).port)}`;
});
afterAll(async () => {
  await http.close();
  await db.close();
});

async function issue(count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    issued += 1;
    const assessment = anAssessment({ event: { id: `event-${String(issued)}` }, status: 'Actual' });
    await issuingTable(db).issue(assessment, { now: NOW, decide: decideIssue });
  }
}

interface Client {
  readonly numbers: number[];
  readonly text: () => string;
  readonly leave: () => void;
}
let clients: Client[] = [];
afterEach(() => {
  for (const client of clients) client.leave();
  clients = [];
});

/** Follows as a browser's EventSource does. */
async function follow(query = '', headers: Record<string, string> = {}): Promise<Client> {
  const leaving = new AbortController();
  const answer = await fetch(`${base}/api/stream${query}`, { headers, signal: leaving.signal });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const numbers: number[] = [];
  let text = '';
  const read = async () => {
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      numbers.splice(0, numbers.length, ...[...text.matchAll(/^id: (\d+)\nevent: \w+\ndata: .*\n\n/gm)].map(([, id]) => Number(id)));
    }
  };
  read().catch(() => undefined);
  const client = { numbers, text: () => text, leave: () => leaving.abort() };
  clients.push(client);
  return client;
}

const SOON = { timeout: 20_000 };
const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index + 1);

test('who follows gets every number once and in order, and a heartbeat between', async () => {
  const client = await follow();
  await issue(5);
  await expect.poll(() => client.numbers, SOON).toEqual([1, 2, 3, 4, 5]);
  await expect.poll(client.text, SOON).toMatch(/^retry: \d+\n\n[^]*\n\n:\n\n/);
  expect(client.text()).toContain('"id":"actual-1"');
});

test('who comes back with its last event id gets what came meanwhile, then what comes next', async () => {
  const before = await follow('?after=0');
  await expect.poll(() => before.numbers.length, SOON).toBe(issued);
  const last = before.numbers.at(-1)!;
  before.leave();
  await issue(250);
  const back = await follow('', { 'last-event-id': String(last) });
  await expect.poll(() => back.numbers, SOON).toEqual(upTo(last, issued));
  await issue(3);
  await expect.poll(() => back.numbers, SOON).toEqual(upTo(last, issued));
});

test('many who begin at different numbers while warnings are issued all get every number', { timeout: 180_000 }, async () => {
  const starts = Array.from({ length: 20 }, (_, n) => n * 13);
  const all = await Promise.all(starts.map((start) => follow(`?after=${String(start)}`)));
  await issue(40);
  for (const [index, client] of all.entries()) await expect.poll(() => client.numbers, SOON).toEqual(upTo(starts[index]!, issued));
});

test('a filter leaves out the others; what was recalled comes as a tombstone and nothing of it is shown', async () => {
  await db.query("update warnings set recalled_at = '2025-11-06T01:00:00Z' where id = 'actual-2'");
  const filtered = await follow('?after=0&province=01');
  await expect.poll(() => filtered.numbers, SOON).toEqual([2]);
  expect(filtered.text()).toMatch(
    /event: recalled\ndata: \{"number":2,"kind":"recalled","id":"actual-2","status":"Actual","recalledAt":"[^"]+"\}\n/,
  );
});

test.each(['?after=x', '?province=99', '?hazard=meteor', '?level=9', '?status=Rumour'])(
  '%s is refused with the parameter named',
  async (query) => {
    const answer = await fetch(`${base}/api/stream${query}`);
    expect(answer.status).toBe(400);
    expect(((await answer.json()) as { errors: { path: string }[] }).errors[0]?.path).toContain(/\w+/.exec(query)?.[0]);
  },
);

test('an outlet that was away for 500 warnings gets all 500, once and in order, by the cursor and by the stream', async () => {
  const away = issued;
  await issue(500);
  const read: number[] = [];
  for (let cursor = away, more = true; more;) {
    const page = (await (await fetch(`${base}/api/warnings?after=${String(cursor)}&limit=70`)).json()) as {
      items: { number: number }[];
      next: number;
    };
    read.push(...page.items.map(({ number }) => number));
    more = page.next > cursor;
    cursor = page.next;
  }
  expect(read).toEqual(upTo(away, away + 500));
  const client = await follow('', { 'last-event-id': String(away) });
  await expect.poll(() => client.numbers.length, { timeout: 60_000 }).toBe(500);
  expect(client.numbers).toEqual(read);
});
