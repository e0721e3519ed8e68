import { type Database, migrate, openPglite } from '@loa/adapters/postgres';
import { manualClock } from '@loa/testing/clock';
import type { FastifyInstance } from 'fastify';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { feedsBed } from '../test-bed.ts';
import { at, issueStorm } from './test-bed.ts';

const POLL_MS = 5;
const clock = manualClock(at('02:00'));
let db: Database;
let http: FastifyInstance;
let base: string;
beforeAll(async () => {
  db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
});
afterAll(() => db.close());

interface Client {
  /** Names of the airings, as they came. */
  readonly got: string[];
  readonly ids: string[];
  readonly text: () => string;
  readonly leave: () => void;
}
let clients: Client[] = [];
beforeEach(async () => {
  await db.query('truncate warnings, events, lapses, bulletins restart identity cascade');
  await db.query('update counter set last = 0');
  clock.set(at('02:00'));
  http = feedsBed(db, { now: clock.now, settings: { pollMs: POLL_MS, heartbeatMs: 50 } }).http;
  base = await http.listen({ host: '127.0.0.1', port: 0 });
});
afterEach(async () => {
  for (const client of clients) client.leave();
  clients = [];
  await http.close();
});

const data = z.object({ id: z.string() });

/** Follows as a browser's EventSource does. */
async function follow(query = '', headers: Record<string, string> = {}): Promise<Client> {
  const leaving = new AbortController();
  const answer = await fetch(`${base}/api/air-plan/stream${query}`, { headers, signal: leaving.signal });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const [got, ids]: [string[], string[]] = [[], []];
  let text = '';
  const read = async () => {
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      const events = [...text.matchAll(/^id: (\S+)\nevent: due-on-air\ndata: (.*)\n\n/gm)];
      got.splice(0, got.length, ...events.map(([, , json]) => data.parse(JSON.parse(json ?? '')).id));
      ids.splice(0, ids.length, ...events.map(([, id]) => id ?? ''));
    }
  };
  read().catch(() => undefined);
  const client = { got, ids, text: () => text, leave: () => leaving.abort() };
  clients.push(client);
  return client;
}

const SOON = { timeout: 20_000 };
/** Long enough for many looks: whatever would come twice, or ought not to come, has come by then. */
const settle = () => sleep(POLL_MS * 30);
const comes = (client: Client, ...expected: string[]) => expect.poll(() => client.got, SOON).toEqual(expected);

test('each airing comes once when it is due, with its texts, and a heartbeat between', async () => {
  const client = await follow('?medium=radio');
  await issueStorm(db, 'first', at('02:00'));
  await comes(client, 'actual-1.radio-1');
  for (const time of ['03:59', '04:00', '04:01', '06:00']) {
    clock.set(at(time));
    await settle();
  }
  await comes(client, 'actual-1.radio-1', 'actual-1.radio-2', 'actual-1.radio-3');
  expect(client.text()).toMatch(/^retry: \d+\n\n[^]*\n\n:\n\n/);
  expect(client.text()).toContain('"dueAt":"2025-11-05T21:00:00.000Z"');
  expect(client.text()).toContain('Tin phát lúc 02:00 ngày 6/11; tin tiếp theo 05:00');
});

test('it stops by itself when something newer takes its place, and at the end of the series', async () => {
  const client = await follow('?medium=television');
  await issueStorm(db, 'series', at('02:00'));
  await comes(client, 'actual-1.television-1');
  clock.set(at('03:30'));
  await issueStorm(db, 'series', at('03:30'), { sequence: 2, type: 'correction' });
  await comes(client, 'actual-1.television-1', 'actual-2.television-1');
  clock.set(at('04:00'));
  await settle();
  clock.set(at('05:00'));
  await issueStorm(db, 'series', at('05:00'), { sequence: 3, type: 'final', areas: [] });
  await comes(client, 'actual-1.television-1', 'actual-2.television-1', 'actual-3.television-1');
  for (const time of ['05:30', '06:00', '09:00']) {
    clock.set(at(time));
    await settle();
  }
  await comes(client, 'actual-1.television-1', 'actual-2.television-1', 'actual-3.television-1', 'actual-3.television-2');
});

test('nothing comes of what was recalled, and what stands again after that comes at once', async () => {
  const client = await follow('?medium=radio');
  await issueStorm(db, 'series', at('02:00'));
  clock.set(at('03:30'));
  await comes(client, 'actual-1.radio-1');
  await issueStorm(db, 'series', at('03:30'), { sequence: 2, type: 'correction' });
  await comes(client, 'actual-1.radio-1', 'actual-2.radio-1');
  clock.set(at('04:30'));
  await settle();
  await db.query("update warnings set recalled_at = now() where id = 'actual-2'");
  await comes(client, 'actual-1.radio-1', 'actual-2.radio-1', 'actual-1.radio-2');
  clock.set(at('05:45'));
  await settle();
  expect(client.got).toHaveLength(3);
});

test('that a warning ran out comes once', async () => {
  await issueStorm(db, 'series', at('02:00'));
  clock.set(at('22:30'));
  const client = await follow('?medium=radio');
  clock.set(at('23:00'));
  await comes(client, 'actual-1.radio-lapsed');
  clock.set(at('23:30'));
  await settle();
  expect(client.got).toHaveLength(1);
});

test('who comes back gets what it missed and still counts: the newest of each, nothing twice', async () => {
  await issueStorm(db, 'one', at('02:00'));
  await issueStorm(db, 'two', at('02:00'), { type: 'on-east-sea' });
  const before = await follow(`?after=${encodeURIComponent(at('01:00'))}`);
  await comes(before, 'actual-1.radio-1', 'actual-1.television-1', 'actual-2.radio-1', 'actual-2.television-1');
  const [, , afterThird = '', afterAll = ''] = before.ids;
  before.leave();
  const amid = await follow('', { 'last-event-id': afterThird });
  await comes(amid, 'actual-2.television-1');
  clock.set(at('08:30'));
  const back = await follow('', { 'last-event-id': afterAll });
  await comes(back, 'actual-1.radio-4', 'actual-1.television-4', 'actual-2.radio-4', 'actual-2.television-3');
  const last = back.ids.at(-1) ?? '';
  back.leave();
  clock.set(at('10:00'));
  const again = await follow('', { 'last-event-id': last });
  await comes(again, 'actual-1.radio-5', 'actual-1.television-5', 'actual-2.radio-5');
  const once = again.ids.at(-1) ?? '';
  again.leave();
  const quiet = await follow('', { 'last-event-id': once });
  await settle();
  expect(quiet.got).toEqual([]);
});

test('a warning that becomes visible after its airing was due is not left out of what is missed', async () => {
  const client = await follow();
  clock.set(at('02:10'));
  await issueStorm(db, 'one', at('02:10'));
  await comes(client, 'actual-1.radio-1', 'actual-1.television-1');
  const last = client.ids.at(-1) ?? '';
  client.leave();
  await issueStorm(db, 'two', at('02:09'));
  await comes(await follow('', { 'last-event-id': last }), 'actual-2.radio-1', 'actual-2.television-1');
});

test('the id of another stream is nobody’s place here: it begins with what comes next', async () => {
  await issueStorm(db, 'one', at('02:00'));
  const client = await follow('?medium=radio', { 'last-event-id': '0' });
  clock.set(at('04:00'));
  await comes(client, 'actual-1.radio-2');
});

test('who begins without an id begins with what comes next; filters leave out the others, exercises come to who asks for them', async () => {
  await issueStorm(db, 'one', at('02:00'));
  const [all, elsewhere, exercise] = [await follow('?medium=radio'), await follow('?province=01'), await follow('?status=Exercise')];
  await issueStorm(db, 'two', at('02:00'), { status: 'Exercise' });
  await comes(exercise, 'exercise-1.radio-1', 'exercise-1.television-1');
  clock.set(at('04:00'));
  await comes(all, 'actual-1.radio-2');
  await settle();
  expect(elsewhere.got).toEqual([]);
});

test.each(['medium=fax', 'status=Rumour', 'after=yesterday', 'province=99'])('%s is refused with the parameter named', async (query) => {
  const answer = await fetch(`${base}/api/air-plan/stream?${query}`);
  expect(answer.status).toBe(400);
  expect(await answer.text()).toContain(`"path":"${query.split('=')[0] ?? ''}`);
});
