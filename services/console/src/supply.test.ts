import { fanoutTable, registryTable, supplyDeskTable, supplyRecordsTable } from '@loa/adapters/postgres';
import { strata, tellPerson } from '@loa/domain/audience';
import { hazardGroup } from '@loa/domain/bulletin';
import { openingsOf } from '@loa/domain/supply';
import { createLogger } from '@loa/runtime';
import { testAddresses } from '@loa/testing/addresses';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import type { AlarmText } from './alarm.ts';
import { after, type Bed, NOW, useBeds } from './test-bed.ts';
import { supplyWatch } from './supply-clock.ts';

const body = {
  ...{ name: '=Ban chỉ huy "PCTT"', basis: { kind: 'law', text: 'Điều 34' }, dutyChannel: 'sms' },
  duties: { hazards: 'all', provinces: ['52'], seaAreas: [] },
  contacts: [
    { id: 'duty', role: 'Trực ban', phone: '+999000000501' },
    { id: 'head', role: 'Trưởng phòng', phone: '+999000000502', email: 'head@example.com' },
  ],
};
const warning = aWarning({
  ...{ status: 'Actual', issuedAt: NOW, finishedAt: NOW },
  entries: [aWarningEntry({ units: ['21583'], level: 4, onset: after(43_200), expiresAt: after(80_000) })],
});

let bed: Bed;
useBeds((opened) => void (bed = opened));

const put = (id = 'tinh', more: object = {}) => bed.call('PUT', `/api/supply/bodies/${id}`, bed.key.operator, { ...body, ...more });
const get = (url: string, as: string | null = bed.key.operator) => bed.call('GET', url, as);
const mark = (of: object, as = bed.key.operator) => bed.call('POST', `/api/warnings/${warning.id}/confirmations`, as, of);

/** A warning that one body, a relay, an agency and a citizen were told of, by a provider two minutes after it was finished. */
async function issue(): Promise<void> {
  await registryTable(bed.db, testAddresses).insertMany([
    { id: 1, audience: 'citizen', language: 'vi', phone: '+999000000601', units: ['21583'] },
    { id: 2, audience: 'relay', language: 'vi', phone: '+999000000602', units: ['21583'] },
    { id: 3, audience: 'agency', language: 'vi', email: 'agency@example.com', units: ['21583'] },
  ]);
  await put();
  await bed.db.query(
    `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
     values ($1, 'Actual', $2, $3, $4, $5, $6, 'nchmf', 'Alert', 'issue', $7::jsonb, $8, $9, $10)`,
    [warning.id, warning.number, warning.bulletinId, warning.seriesId, warning.eventId, hazardGroup(warning.hazard), JSON.stringify(warning), NOW, warning.onset, warning.expiresAt],
  ); // prettier-ignore
  await fanoutTable(bed.db).enqueue(warning, strata(warning, NOW), NOW);
  const desk = supplyDeskTable(bed.db);
  await desk.open(warning, openingsOf(warning, await desk.roster(), NOW), { followUp: false, now: NOW });
  while ((await fanoutTable(bed.db).slice({ now: NOW, decide: tellPerson, people: 100, batchRows: 50 })).kind === 'written');
  await bed.db.query(`update deliveries set state = 'accepted', sent_at = $1, settled_at = $1`, [after(120)]);
}

test('operators put, read and remove bodies; nobody else sees a number', async () => {
  expect((await put()).status).toBe(200);
  const { bodies } = (await get('/api/supply/bodies')).body as { bodies: unknown[] };
  expect(bodies).toMatchObject([{ id: 'tinh', contacts: [{ phone: '+999000000501' }, { email: 'head@example.com' }] }]);
  expect([(await get('/api/supply/bodies', bed.key.nchmf)).status, (await get('/api/supply/bodies', null)).status]).toEqual([403, 401]);
  expect((await bed.call('PUT', '/api/supply/bodies/tinh', bed.key.nchmf, body)).status).toBe(403);
  const wrong = await put('tinh', { contacts: [{ id: 'duty', role: 'Trực ban' }] });
  expect([wrong.status, wrong.body['errors']]).toMatchObject([422, [{ path: 'contacts' }]]);
  const remove = () => bed.call('DELETE', '/api/supply/bodies/tinh', bed.key.operator);
  expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
});

test('the clock runs from the end of the forecast to the hand-over and the confirmation, amber at 10 minutes and red at 15', async () => {
  await issue();
  const clockAt = async (seconds: number) => {
    bed.clock.set(after(seconds));
    const { rows } = (await get(`/api/supply/clock?bulletin=${warning.bulletinId}`)).body as { rows: { clock: object }[] };
    return rows.map((row) => row.clock);
  };
  expect(await clockAt(599)).toMatchObject([{ handOverS: 120, confirmationS: null, colour: 'green' }]);
  expect(await clockAt(600)).toMatchObject([{ colour: 'amber' }]);
  expect(await clockAt(900)).toMatchObject([{ elapsedS: 900, handOverColour: 'green', colour: 'red' }]);
  expect(await bed.metrics.registry.metrics()).toMatch(/loa_supply_bodies\{[^}]*colour="red"[^}]*\} 1/);
  await mark({ body: 'tinh', reason: 'answered the telephone' });
  expect(await clockAt(9_000)).toMatchObject([{ confirmationS: 900, colour: 'red' }]);
  expect((await get('/api/supply/clock?warning=actual-99')).status).toBe(404);
});

test('the clock is exported as CSV, in which nothing becomes a formula', async () => {
  await issue();
  const { text, type } = await get(`/api/supply/clock?warning=${warning.id}&format=csv`);
  const [head, row, end] = text.split('\r\n');
  expect([type, end]).toEqual(['text/csv; charset=utf-8', '']);
  expect(head?.startsWith('bulletin,warning,hazard,body,name,')).toBe(true);
  expect(row).toContain(`"'=Ban chỉ huy ""PCTT"""`);
  expect(row).toContain(`,${NOW},${NOW},${after(120)},`);
  expect(text).not.toContain('+9990');
});

test('an operator marks a body, a relay or an agency with a reason; the first confirmation stands', async () => {
  await issue();
  const first = await mark({ body: 'tinh', reason: 'answered the telephone' });
  expect([first.status, first.body]).toMatchObject([
    201,
    { how: 'operator', by: 'night shift', reason: 'answered the telephone', at: NOW },
  ]);
  bed.clock.advance(60_000);
  expect([(await mark({ body: 'tinh', reason: 'again' })).status, (await mark({ body: 'tinh', reason: 'again' })).body['at']]).toEqual([
    200,
    NOW,
  ]);
  for (const subscriber of [2, 3]) expect((await mark({ subscriber, reason: 'by radio' })).status).toBe(201);
  expect((await mark({ subscriber: 1, reason: 'a citizen is not asked' })).status).toBe(404);
  expect([
    (await mark({ body: 'other', reason: 'x' })).status,
    (await mark({ body: 'tinh' })).status,
    (await mark({ reason: 'x' })).status,
  ]).toEqual([404, 422, 422]);
  expect((await mark({ body: 'tinh', reason: 'x' }, bed.key.nchmf)).status).toBe(403);
});

const callList = async (query = '') => (await get(`/api/warnings/${warning.id}/call-list${query}`)).body;

test('the call list names everybody who is asked to confirm and has not, with numbers, and notes who read it', async () => {
  await issue();
  expect(await callList()).toMatchObject({
    bodies: [
      {
        bodyId: 'tinh',
        contacts: [
          { role: 'Trực ban', phone: '+999000000501' },
          { phone: '+999000000502', email: 'head@example.com' },
        ],
      },
    ],
    receivers: [
      { subscriberId: 2, audience: 'relay', phone: '+999000000602', units: ['21583'], province: '52', deliveries: ['sms accepted'] },
      { subscriberId: 3, audience: 'agency', phone: null, email: 'agency@example.com', deliveries: ['email accepted'] },
    ],
    isWhole: true,
    names: { '52': 'Gia Lai' },
  });
  await mark({ subscriber: 2, reason: 'by radio' });
  await mark({ subscriber: 3, reason: 'by radio' });
  await mark({ body: 'tinh', reason: 'by telephone' });
  expect(await callList()).toMatchObject({ bodies: [], receivers: [] });
  expect(await bed.db.query('select read_by, at, bodies, receivers from call_list_reads order by id')).toEqual([
    { read_by: 'night shift', at: NOW, bodies: 1, receivers: 2 },
    { read_by: 'night shift', at: NOW, bodies: 0, receivers: 0 },
  ]);
  expect([
    (await get(`/api/warnings/${warning.id}/call-list`, bed.key.nchmf)).status,
    (await get('/api/warnings/actual-99/call-list')).status,
  ]).toEqual([403, 404]);
});

test('who is called first goes by need × silence; whose deliveries were held back is asked by nobody; a place has its own list', async () => {
  await issue();
  await bed.db.query(`update deliveries set state = 'failed' where subscriber_id = 3`);
  const order = async (query = '') => ((await callList(query)).receivers as { subscriberId: number; score: number }[]).map((one) => [one.subscriberId, one.score]); // prettier-ignore
  const [relay, agency] = [(await order()).find(([id]) => id === 2)!, (await order()).find(([id]) => id === 3)!];
  expect(await order()).toEqual([agency, relay]);
  expect(agency[1]).toBe(2 * relay[1]!);
  expect([await order('?province=52'), await order('?unit=21583')]).toEqual([
    [agency, relay],
    [agency, relay],
  ]);
  expect([await order('?unit=21589'), await order('?limit=1')]).toEqual([[], [agency]]);
  expect((await callList('?unit=21589')).names).toHaveProperty('21589');
  expect(await callList('?limit=1')).toMatchObject({ isWhole: false });
  for (const query of ['?unit=nowhere', '?province=nowhere'])
    expect((await get(`/api/warnings/${warning.id}/call-list${query}`)).body).toMatchObject({ type: 'urn:loa:problem:place-unknown' });
  await bed.db.query(`update deliveries set state = 'suppressed', state_reason = 'exercise-not-named' where subscriber_id = 2`);
  expect(await order()).toEqual([agency]);
});

test('who has not confirmed is counted by warning and province, bodies of the list apart', async () => {
  await issue();
  const counts = async () => {
    bed.clock.advance(10_000);
    return (await get('/api/unconfirmed')).body.warnings;
  };
  await bed.db.query(`update deliveries set state = 'failed' where subscriber_id = 3`);
  const both = { asked: 2, unconfirmed: 2, silent: 1 };
  expect(await counts()).toMatchObject([{ warning: warning.id, ...both, provinces: [{ province: '52', name: 'Gia Lai', ...both }] }]);
  await mark({ subscriber: 3, reason: 'by radio' });
  expect(await counts()).toMatchObject([{ asked: 2, unconfirmed: 1, silent: 0 }]);
  await mark({ subscriber: 2, reason: 'by radio' });
  expect(await counts()).toMatchObject([{ asked: 2, unconfirmed: 0, score: 0 }]);
  expect((await get('/api/unconfirmed?status=Exercise')).body.warnings).toEqual([]);
  expect((await get('/api/unconfirmed', bed.key.nchmf)).status).toBe(403);
});

test('the alarm is given once when the clock is red and once when nobody is left to be called, without a number in alarm or log', async () => {
  await issue();
  const alarms: AlarmText[] = [];
  let broken = true;
  let lines = '';
  const log = createLogger({ service: 'console', level: 'debug', destination: { write: (line) => void (lines += line) } });
  const watch = supplyWatch({
    ...{ records: supplyRecordsTable(bed.db), clock: bed.clock, log },
    alarm: (text) => (broken ? Promise.reject(new Error('no way')) : Promise.resolve(void alarms.push(text))),
  });
  await watch.look();
  bed.clock.set(after(900));
  await expect(watch.look()).rejects.toThrow('no way');
  broken = false;
  await watch.look();
  await watch.look();
  expect(alarms.map((one) => one.bodies)).toEqual([[{ warning: warning.id, body: 'tinh', elapsedS: 900, why: 'not confirmed in time' }]]);
  await supplyDeskTable(bed.db).callOperator({ warningId: warning.id, bodyId: 'tinh', now: after(960) });
  await watch.look();
  await watch.look();
  expect(alarms).toHaveLength(2);
  expect(JSON.stringify(alarms) + lines).not.toMatch(/\+999|@example/);
});
