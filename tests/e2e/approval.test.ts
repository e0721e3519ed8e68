import { accountsTable, registryTable, sessionsTable } from '@loa/adapters/postgres';
import { bulletins, submissions } from '@loa/domain/topics';
import { generateKeyPairSync, sign } from 'node:crypto';
import { hashOfKey, newToken } from '@loa/runtime';
import { testAddresses } from '@loa/testing/addresses';
import { aSubscriber } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aStorm, inProvince } from './bulletins.ts';
import { type EmbeddedBed, embeddedBed } from './embedded-bed.ts';

const [QUY_NHON, TUY_HOA] = ['21583', '22015'];
const bySms = (id: number, ...units: string[]) => aSubscriber({ id, units, email: undefined });
/** Two citizens of Quy Nhơn (Bình Định), one of Tuy Hòa (Phú Yên), an agency and a relay of Quy Nhơn. */
const PEOPLE = [
  ...[bySms(1, QUY_NHON), bySms(2, QUY_NHON), bySms(3, TUY_HOA)],
  { ...bySms(6, QUY_NHON), audience: 'agency' as const },
  { ...bySms(7, QUY_NHON), audience: 'relay' as const },
];
const at = (...ids: number[]): string[] => ids.map((id) => `+999${String(id).padStart(9, '0')}`);
const WITHIN_MS = 30_000;

/** Runs as the system's, so many milliseconds ahead. */
let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };
const KEY = generateKeyPairSync('ed25519');
let bed: EmbeddedBed;
const cookies = new Map<string, string>();

beforeAll(async () => {
  bed = await embeddedBed({
    people: PEOPLE,
    clock,
    settings: { hold: { trusted: ['gia-lai'], citizensLimit: null }, logKeys: { nchmf: KEY.publicKey } },
  });
  const now = clock.now().toISOString();
  for (const name of ['desk', 'chief']) {
    const roles = name === 'desk' ? (['forecaster', 'approver'] as const) : (['approver'] as const);
    const made = await accountsTable(bed.db).create(
      { name, roles: [...roles], issuer: 'nchmf', by: 'test' },
      { hash: name, until: now },
      now,
    );
    if (!made.ok) throw new Error(made.reason);
    const token = newToken();
    await sessionsTable(bed.db).open({ hash: hashOfKey(token), accountId: made.id, stage: 'full' }, now);
    cookies.set(name, `loa=${token}`);
  }
});
afterAll(() => bed.stop());

/** Somebody who has logged in asks. */
async function as(name: string, method: string, path: string, body?: object): Promise<{ status: number; body: Record<string, never> }> {
  const headers = { cookie: cookies.get(name) ?? '', 'x-loa-csrf': '1', 'content-type': 'application/json' };
  const answer = await fetch(`${bed.url}${path}`, { method, headers, ...(method !== 'GET' && { body: JSON.stringify(body ?? {}) }) });
  return { status: answer.status, body: (await answer.json()) as Record<string, never> };
}
const answer = (name: string, how: string, warning: string, reason?: string) =>
  as(name, 'POST', `/api/approvals/${warning}/${how}`, reason === undefined ? {} : { reason });

/** Waits until everybody of a bulletin's warning has been told who does not wait. Resolves with the warning's id. */
async function goesOut(id: string, ...told: number[]): Promise<string> {
  const way = await bed.decided(id);
  await until(`${told.join()} are told of ${id}`, WITHIN_MS, async () => (await bed.toldOf(id)).length >= told.length);
  expect(await bed.toldOf(id)).toEqual(at(...told));
  return way.warning?.id ?? '';
}
const waiting = async (): Promise<string[]> => {
  const { held } = (await bed.look('/api/approvals', bed.keys.operator)).body as { held: { warning: string }[] };
  return held.map(({ warning }) => warning);
};

test('level 4: agency, relay, feeds and citizens elsewhere at once; those it concerns when a second person has said yes, and whoever came meanwhile', async () => {
  const sent = await as('desk', 'POST', '/api/bulletins', aStorm('held', 1, [inProvince('Bình Định', 4), inProvince('Phú Yên', 3)]));
  const id = String(sent.body.id);
  const warning = await goesOut(id, 3, 6, 7);
  expect(await (await fetch(`${bed.url}/api/warnings?status=Exercise`)).text()).toContain(`"${warning}"`);
  expect(await waiting()).toEqual([warning]);
  await registryTable(bed.db, testAddresses).insertMany([bySms(8, QUY_NHON)]);
  await until('the newcomer was looked at', WITHIN_MS, async () => (await bed.db.query('select from arrivals')).length === 0);
  expect(await answer('desk', 'approve', warning)).toMatchObject({ status: 403, body: { type: 'urn:loa:problem:own-bulletin' } });
  expect(await bed.toldOf(id)).toEqual(at(3, 6, 7));
  expect(await answer('chief', 'approve', warning)).toMatchObject({ status: 200, body: { first: true, sentBy: 'desk' } });
  await bed.settled(id);
  expect([await bed.toldOf(id), await waiting()]).toEqual([at(1, 2, 3, 6, 7, 8), []]);
  // No farther than that nobody is asked again; farther, somebody is.
  const next = await bed.send(aStorm('held', 2, [inProvince('Bình Định', 4, 6), inProvince('Phú Yên', 3)]));
  await bed.settled(next);
  expect(await bed.toldOf(next)).toEqual(at(1, 2, 6, 7, 8));
  const higher = await bed.send(aStorm('held', 3, [inProvince('Bình Định', 5, 6), inProvince('Phú Yên', 3)]));
  const asked = await goesOut(higher, 6, 7);
  expect(await waiting()).toEqual([asked]);
  await bed.db.query('delete from subscriber_units where subscriber_id = 8');
});

test('refused: no citizen hears it, and a correction goes to everybody at once', async () => {
  const id = await bed.send(aStorm('refused', 1, [inProvince('Bình Định', 4)]));
  const warning = await goesOut(id, 6, 7);
  expect((await answer('chief', 'refuse', warning)).status).toBe(422);
  expect((await answer('chief', 'refuse', warning, 'one province too far')).status).toBe(200);
  await bed.settled(id);
  expect(await bed.toldOf(id)).toEqual(at(6, 7));
  const reasons = await bed.db.query(`select distinct closed_reason from fanout_jobs where warning_id = $1 and waits`, [warning]);
  expect(reasons).toEqual([{ closed_reason: 'refused' }]);
  const right = await bed.send(aStorm('refused', 2, [inProvince('Phú Yên', 4)], { type: 'correction' }));
  await bed.settled(right);
  expect(await bed.toldOf(right)).toEqual(at(3, 6, 7));
});

test('nobody answers: after five minutes the issuer sends alone, with a reason, and the trail says so', async () => {
  const id = await bed.send(aStorm('alone', 1, [inProvince('Bình Định', 4)]));
  const warning = await goesOut(id, 6, 7);
  expect(await answer('desk', 'alone', warning, 'nobody answers')).toMatchObject({ status: 409 });
  ahead += 300_000;
  expect(await answer('desk', 'alone', warning, 'nobody answers')).toMatchObject({ status: 200, body: { waitedS: expect.any(Number) } });
  await bed.settled(id);
  expect(await bed.toldOf(id)).toEqual(at(1, 2, 6, 7));
  const trail = (await as('chief', 'GET', '/api/approvals/answered?limit=1')).body;
  expect(trail).toMatchObject({ answered: [{ warning, answer: { outcome: 'alone', by: 'desk', reason: 'nobody answers' } }] });
});

test('nobody waits when the onset is near, nor for a trusted issuer, and that one is noted', async () => {
  const near = await bed.send(aStorm('near', 1, [inProvince('Bình Định', 4, 1.5)]));
  const trusted = await bed.send(aStorm('trusted', 1, [inProvince('Bình Định', 4)], { issuer: 'gia-lai' }));
  for (const id of [near, trusted]) {
    await bed.settled(id);
    expect(await bed.toldOf(id)).toEqual(at(1, 2, 6, 7));
  }
  const { body } = await as('chief', 'GET', '/api/approvals/answered?limit=1');
  expect(body).toMatchObject({ answered: [{ event: 'trusted', answer: { outcome: 'trusted', by: 'gia-lai' } }] });
});

test('what comes straight through the log waits as well; recalled, nobody can let it go', async () => {
  const id = 'nchmf.tropical-cyclone.log.1';
  const text = JSON.stringify(aStorm('log', 1, [inProvince('Bình Định', 4)]));
  const signed = { issuer: 'nchmf', bulletin: text, signature: sign(null, Buffer.from(text), KEY.privateKey).toString('base64') };
  const append = (topic: string, value: string) =>
    bed.eventLog.append(topic, [{ key: 'log', id, value: Buffer.from(value) }], { deadlineMs: 5_000 });
  // As Loa itself writes it, past intake: nobody knows whose it is.
  await append(bulletins.name, text);
  await append(submissions.name, JSON.stringify({ ...signed, issuer: 'gia-lai' }));
  const letters = async () => (await bed.look('/api/dead-letters', bed.keys.operator)).body['letters'] as { reason: string }[];
  await until('both are dead letters', WITHIN_MS, async () => (await letters()).length === 2);
  expect((await letters()).map(({ reason }) => reason).sort()).toEqual(['issuer-without-key', 'not-taken-by-intake']);
  await append(submissions.name, JSON.stringify(signed));
  await until('it is taken', WITHIN_MS, async () => (await bed.look(`/api/bulletins/${id}`, bed.keys.nchmf)).status === 200);
  const warning = await goesOut(id, 6, 7);
  expect(await waiting()).toContain(warning);
  await bed.recall(warning, bed.keys.operator);
  expect(await answer('chief', 'approve', warning)).toMatchObject({ status: 409, body: { type: 'urn:loa:problem:recalled' } });
  await bed.settled(id);
  expect(await bed.toldOf(id)).toEqual(at(6, 7));
});

test('cancelled while citizens wait: whoever was told hears the cancel, and citizens hear neither', async () => {
  const id = await bed.send(aStorm('wrong', 1, [inProvince('Bình Định', 4)]));
  await goesOut(id, 6, 7);
  const cancel = await bed.send(aStorm('wrong', 2, [], { type: 'cancellation' }));
  await bed.settled(id);
  await bed.settled(cancel);
  expect([await bed.toldOf(id), await bed.toldOf(cancel)]).toEqual([at(6, 7), at(6, 7)]);
});

test('a later bulletin while citizens wait: they get the latest, and never both', async () => {
  const id = await bed.send(aStorm('latest', 1, [inProvince('Bình Định', 4)]));
  const warning = await goesOut(id, 6, 7);
  const eased = await bed.send(aStorm('latest', 2, [inProvince('Bình Định', 3)]));
  await bed.settled(eased);
  expect(await answer('chief', 'approve', warning)).toMatchObject({ status: 409, body: { type: 'urn:loa:problem:overtaken' } });
  expect([await bed.toldOf(id), (await bed.toldOf(eased)).filter((to) => at(1, 2).includes(to))]).toEqual([at(6, 7), at(1, 2)]);
});
