import { provinceByCode, provinceOf } from '@loa/domain/place';
import { expect, test } from 'vitest';
import { after, type Bed, insertDeliveries, insertWarning, NOW, useBeds } from '../test-bed.ts';

let bed: Bed;
useBeds(async (opened) => {
  bed = opened;
  await insertWarning(bed.db, 'actual-1');
  await bed.db.query(`update warnings set content = '{"entries": [{"units": ["21583", "21589"]}]}'`);
});

const PROVINCE = provinceOf('21583') ?? '';
const csv = async (url: string): Promise<string[]> => {
  const answer = await bed.http.inject({ url, headers: { authorization: `Bearer ${bed.key.operator}` } });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  return answer.body.split('\r\n');
};

test('coverage says of a commune and its province who is subscribed, tried, told, failed and silent', async () => {
  await bed.db.query(`insert into subscribers (audience, language, phone_sealed, opted_out_at)
    select 'citizen', 'vi', 'x', case n when 9 then now() end from generate_series(1, 9) n`);
  await bed.db.query(
    `insert into subscriber_units (subscriber_id, unit) select id, '21583' from subscribers union select min(id), '21589' from subscribers`,
  );
  await insertDeliveries(bed.db, 'actual-1', 2, { state: 'delivered', sentAt: NOW });
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'no-receipt-on-this-route', sentAt: NOW });
  await insertDeliveries(bed.db, 'actual-1', 3, { state: 'queued' });
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'unknown', sentAt: NOW });
  await bed.db.query(`update deliveries set state = 'failed', state_reason = 'twilio-21610', settled_at = now()
    where id = (select min(id) from deliveries where state = 'queued')`);
  await bed.db.query(`update deliveries set operator = 'viettel', units = '{21583,21589}' where state = 'failed'`);
  const { status, body } = await bed.call('GET', '/api/warnings/actual-1/coverage', bed.key.operator);
  expect(status).toBe(200);
  const told = { deliveries: 7, tried: 5, accepted: 3, delivered: 2, noReceipt: 1, failed: { 'twilio-21610': 1 }, stopped: {}, silent: 3 };
  const at = { channel: 'sms', operator: null };
  expect(body).toMatchObject({ warning: 'actual-1', callList: '/api/warnings/actual-1/call-list' });
  expect(body.provinces).toEqual([
    { kind: 'province', code: PROVINCE, name: provinceByCode(PROVINCE)?.name, province: null, ...at, subscribed: 8, ...told },
  ]);
  expect(body.communes).toMatchObject([
    { kind: 'commune', code: '21583', province: PROVINCE, ...at, subscribed: 8, ...told },
    { code: '21589', ...at, subscribed: 1, deliveries: 1, tried: 1, accepted: 0, failed: { 'twilio-21610': 1 }, silent: 0 },
  ]);
  expect(body.operators).toMatchObject([{ code: PROVINCE, operator: 'viettel', deliveries: 1, failed: { 'twilio-21610': 1 } }]);
  const lines = await csv('/api/warnings/actual-1/coverage?format=csv');
  expect(lines[0]).toBe(
    'kind,code,name,province,channel,operator,subscribed,deliveries,tried,accepted,delivered,noReceipt,silent,failed,stopped',
  );
  expect(lines[1]).toBe(`province,${PROVINCE},${provinceByCode(PROVINCE)?.name ?? ''},,sms,,8,7,5,3,2,1,3,twilio-21610=1,`);
  expect(lines).toHaveLength(6);
});

test('a coastal sea is told apart from the province whose name it bears', async () => {
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'delivered', sentAt: NOW });
  await bed.db.query(`update deliveries set units = '{khanh-hoa}'`);
  const { body } = await bed.call('GET', '/api/warnings/actual-1/coverage', bed.key.operator);
  const sea = { kind: 'sea-area', code: 'khanh-hoa', name: 'vùng biển Khánh Hòa', province: null };
  expect(body).toMatchObject({ provinces: expect.arrayContaining([expect.objectContaining(sea)]) });
});

test('coverage is for operators, of warnings that there are', async () => {
  expect((await bed.call('GET', '/api/warnings/actual-1/coverage', bed.key.nchmf)).status).toBe(403);
  expect((await bed.call('GET', '/api/warnings/actual-7/coverage', bed.key.operator)).status).toBe(404);
});

test('the ledger is exported by warning, event or span, each line once, without an address, and goes on after any line', async () => {
  await insertWarning(bed.db, 'actual-2');
  await insertDeliveries(bed.db, 'actual-1', 3, { state: 'accepted', sentAt: NOW });
  await insertDeliveries(bed.db, 'actual-2', 2, { state: 'queued' });
  const [head, ...lines] = await csv('/api/ledger.csv?event=storm-13');
  expect(head).not.toMatch(/mail|phone|address|sealed/i);
  const cursors = lines.slice(0, -1).map((line) => line.split(',')[0] ?? '');
  expect(new Set(cursors).size).toBe(5);
  expect((await csv('/api/ledger.csv?warning=actual-2')).slice(1)).toEqual(lines.slice(3));
  expect(await csv(`/api/ledger.csv?from=${NOW}&to=${after(1)}`)).toEqual([head, ...lines]);
  expect(await csv(`/api/ledger.csv?from=${after(1)}&to=${after(2)}`)).toEqual([head, '']);
  for (const [at, cursor] of cursors.entries())
    expect(await csv(`/api/ledger.csv?event=storm-13&after=${encodeURIComponent(cursor)}`)).toEqual(lines.slice(at + 1));
});

test('a cursor of another download is refused by name', async () => {
  await insertWarning(bed.db, 'actual-2');
  await insertDeliveries(bed.db, 'actual-2', 2, { state: 'queued' });
  const [, line = ''] = await csv('/api/ledger.csv?warning=actual-2');
  const answer = await bed.call(
    'GET',
    `/api/ledger.csv?warning=actual-1&after=${encodeURIComponent(line.split(',')[0] ?? '')}`,
    bed.key.operator,
  );
  expect(answer.status).toBe(400);
  expect(answer.body).toMatchObject({ errors: [{ path: 'after' }] });
});

test('an export that names nothing, or two things, is refused', async () => {
  for (const query of ['', '?warning=actual-1&event=storm-13', `?from=${NOW}`, '?warning=actual-1&after=x'])
    expect((await bed.call('GET', `/api/ledger.csv${query}`, bed.key.operator)).status).toBe(400);
  expect((await bed.call('GET', '/api/ledger.csv?warning=actual-1', bed.key.nchmf)).status).toBe(403);
});
