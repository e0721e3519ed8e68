import type { AddressInfo } from 'node:net';
import { registryTable } from '@loa/adapters/postgres';
import { communes } from '@loa/domain/place';
import { testAddresses } from '@loa/testing/addresses';
import { aSubscriber, aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { makeAccount, logIn, openBrowser, setUpFactor } from '../accounts/test-bed.ts';
import { after, type Bed, insertDeliveries, NOW, useBeds } from '../test-bed.ts';

let bed: Bed;
useBeds((opened) => void (bed = opened));

const EVERYWHERE = communes().map((one) => one.code);

async function issue(number: number, units: readonly string[], status: 'Actual' | 'Exercise' = 'Actual'): Promise<string> {
  const entries = [aWarningEntry({ units: [...units], onset: NOW, expiresAt: after(86_400) })];
  const one = aWarning({ number, status, entries, seriesId: `series-${String(number)}`, bulletinId: `b-${status}-${String(number)}` });
  await bed.db.query(
    `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
     values ($1, $2, $3, $4, $5, 'storm-13', 'tropical-cyclone', 'nchmf', 'Alert', 'issue', $6, $7, $7, $8)`,
    [one.id, status, number, one.bulletinId, one.seriesId, one, NOW, after(86_400)],
  );
  return one.id;
}
const counted = (warning: string, units: readonly string[], state: string, rows: number) =>
  bed.db.query(`insert into unit_counts (warning_id, unit, channel, state, rows) select $1, unnest($2::text[]), 'sms', $3, $4`, [
    ...[warning, units, state, rows],
  ]);
const audited = async (): Promise<unknown[]> => (await bed.call('GET', '/api/audit?limit=5', bed.key.operator)).body.rows as unknown[];

interface Place {
  readonly unit: string;
  readonly deliveries: number;
  readonly reached: number;
}

test('three communes that nobody was reached in come first among 3,321, with their provinces', async () => {
  const id = await issue(1, EVERYWHERE);
  const silent = [EVERYWHERE[7]!, EVERYWHERE[1_500]!, EVERYWHERE[3_000]!];
  const told = EVERYWHERE.filter((one) => !silent.includes(one));
  await counted(id, told, 'delivered', 290);
  await counted(id, told, 'queued', 10);
  await counted(id, silent, 'queued', 300);
  // A later warning that tells nobody there, since nothing changed, hides nothing and makes nobody silent.
  await issue(2, EVERYWHERE.slice(0, 100));
  const { status, body } = await bed.call('GET', '/api/unreached', bed.key.operator);
  const places = body.places as Place[];
  expect([status, places.length]).toEqual([200, 3_321]);
  expect(
    places
      .slice(0, 3)
      .map((one) => one.unit)
      .toSorted(),
  ).toEqual(silent.toSorted());
  expect(places.filter((one) => one.reached === 0)).toHaveLength(3);
  expect((body.provinces as { unreached: number }[]).reduce((sum, one) => sum + one.unreached, 0)).toBe(3);
  expect((await bed.call('GET', '/api/unreached?status=Exercise', bed.key.operator)).body.places).toEqual([]);
});

test('a place that nobody asked for warnings at is unreached as well', async () => {
  await issue(1, EVERYWHERE.slice(0, 2));
  const { body } = await bed.call('GET', '/api/unreached', bed.key.operator);
  expect(body.places).toMatchObject([{ deliveries: 0, reached: 0 }, { deliveries: 0 }]);
});

/** Events of the live stream as they come. */
async function watch() {
  await bed.http.listen({ host: '127.0.0.1', port: 0 });
  const { port } = bed.http.server.address() as AddressInfo;
  const leaving = new AbortController();
  const headers = { authorization: `Bearer ${bed.key.operator}` };
  const answer = await fetch(`http://127.0.0.1:${String(port)}/api/live`, { headers, signal: leaving.signal });
  const events: { set: Record<string, unknown>; gone: string[] }[] = [];
  const read = async () => {
    let text = '';
    for await (const part of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += part;
      const whole = text.split('\n\n');
      text = whole.pop() ?? '';
      for (const one of whole) if (one.startsWith('event: live\ndata: ')) events.push(JSON.parse(one.slice(18)) as (typeof events)[number]);
    }
  };
  read().catch(() => undefined);
  return { events, leave: () => leaving.abort() };
}
const SOON = { timeout: 20_000 };

test('the wall is shown everything once and then what changed: progress, pauses, recalls', async () => {
  const id = await issue(1, ['21583']);
  await issue(2, ['21583'], 'Exercise');
  await insertDeliveries(bed.db, id, 3, { state: 'queued' });
  await insertDeliveries(bed.db, id, 2, { state: 'delivered', sentAt: NOW });
  const wall = await watch();
  await expect.poll(() => wall.events.length, SOON).toBeGreaterThan(0);
  const [first] = wall.events;
  expect(Object.keys(first!.set).toSorted()).toEqual(
    ['gauges', 'held', 'lanes', 'pauses', 'providers', 'provinces', 'supply', 'warning:actual-1', 'warning:exercise-2'].toSorted(),
  );
  expect(first!.set['warning:actual-1']).toMatchObject({
    ...{ id, level: 4, units: 1, recalledAt: null },
    channels: [{ channel: 'sms', total: 5, waiting: 3, accepted: 2, delivered: 2, failed: 0, stopped: 0 }],
  });
  expect(first!.set['lanes']).toContainEqual({ channel: 'sms', lane: 'urgent', backlog: 3, oldestAgeS: 0, ratePerS: 2 / 60, emptyInS: 90 });
  await bed.call('POST', `/api/warnings/${id}/recall`, bed.key.operator, { reason: 'wrong province' });
  const recalled = (event: (typeof wall.events)[number]) =>
    (event.set['warning:actual-1'] as { recalledAt?: string } | undefined)?.recalledAt;
  await expect.poll(() => wall.events.some((one) => typeof recalled(one) === 'string'), SOON).toBe(true);
  expect(wall.events.slice(1).some((one) => 'warning:exercise-2' in one.set)).toBe(false);
  await bed.db.query('update warnings set expires_at = $1', [NOW]);
  await expect.poll(() => wall.events.flatMap((one) => one.gone).toSorted(), SOON).toEqual(['warning:actual-1', 'warning:exercise-2']);
  wall.leave();
});

test('one address is looked up by its hash, with a reason; the trail says who asked, and the address is nowhere', async () => {
  await registryTable(bed.db, testAddresses).insertMany([
    { ...aSubscriber({ id: 9 }), email: 'someone@example.com', phone: '+84912345678' },
  ]);
  await issue(1, ['21583']);
  await insertDeliveries(bed.db, 'actual-1', 1, { state: 'delivered', subscriber: 9 });
  await registryTable(bed.db, testAddresses).optOut(9, { channel: 'email', how: 'bounced', at: NOW });
  for (const address of ['someone@example.com', '0912 345 678']) {
    const { status, body } = await bed.call('POST', '/api/lookup', bed.key.operator, { address, reason: 'nói rằng không nhận được tin' });
    expect(status).toBe(200);
    expect(body.people).toMatchObject([{ id: 9, places: { vi: 'phường Quy Nhơn (Gia Lai)', en: 'Quy Nhon ward (Gia Lai)' } }]);
    expect(body.people).toMatchObject([{ optOuts: [{ channel: 'email', how: 'bounced', at: NOW }] }]);
    expect(body.people).toMatchObject([{ deliveries: [{ warning: 'actual-1', state: 'delivered', channel: 'sms' }] }]);
    expect(JSON.stringify(body)).not.toMatch(/someone|912345678/);
  }
  expect((await bed.call('POST', '/api/lookup', bed.key.operator, { address: 'nobody here', reason: 'x' })).status).toBe(422);
  expect((await bed.call('POST', '/api/lookup', bed.key.operator, { address: 'someone@example.com', reason: ' ' })).status).toBe(422);
  const rows = await audited();
  expect(rows[0]).toMatchObject({ deed: 'deliveries-looked-up', by: 'night shift', subject: '9', detail: '{"channel":"sms","found":1}' });
  expect(JSON.stringify(await bed.db.query('select * from audit'))).not.toMatch(/someone@|912345678|912 345/);
  expect((await bed.call('GET', '/api/audit/check', bed.key.operator)).body).toMatchObject({ ok: true });
});

test('a provider is left alone only where there is another one, and slowed down for a time and with a reason', async () => {
  const seen = (provider: string, place: number) =>
    bed.db.query(`insert into provider_states (channel, provider, worker, place, state, seen_at) values ('sms', $1, 'w', $2, 'well', $3)`, [
      ...[provider, place, NOW],
    ]);
  const order = (more: object) =>
    bed.call('POST', '/api/providers/orders', bed.key.operator, {
      ...{ channel: 'sms', provider: 'smpp', kind: 'avoid', reason: 'nhà mạng báo sự cố', until: after(3_600), ...more },
    });
  expect((await order({})).body.type).toBe('urn:loa:problem:provider-unknown');
  await seen('smpp', 0);
  expect((await order({})).body.type).toBe('urn:loa:problem:no-other-provider');
  await seen('twilio', 1);
  expect((await order({})).status).toBe(201);
  expect((await order({ kind: 'slow' })).body.errors).toMatchObject([{ path: 'perSecond' }]);
  expect((await order({ kind: 'slow', perSecond: 5, until: after(100_000) })).status).toBe(422);
  const slowed = await order({ kind: 'slow', perSecond: 5 });
  expect(slowed.body).toMatchObject({ perSecond: 5, by: 'night shift' });
  const shown = async () => (await bed.call('GET', '/api/providers', bed.key.nchmf)).body;
  expect(await shown()).toMatchObject({
    providers: [{ provider: 'smpp' }, { provider: 'twilio' }],
    orders: [{ kind: 'avoid' }, { kind: 'slow' }],
  });
  expect((await bed.call('POST', '/api/providers/orders/1/end', bed.key.operator)).status).toBe(200);
  expect((await bed.call('POST', '/api/providers/orders/1/end', bed.key.operator)).status).toBe(404);
  expect(await shown()).toMatchObject({ orders: [{ kind: 'slow' }] });
  expect(await audited()).toMatchObject([{ deed: 'steering-ended', subject: 'sms/smpp' }, { deed: 'steered' }, { deed: 'steered' }]);
});

test('a shift is handed over by one account and taken over by another, once, with what stood then', async () => {
  const shift = async (name: string) => {
    await makeAccount(bed, { name, roles: ['operator'], issuer: null });
    const browser = openBrowser(bed.http);
    await logIn(browser, name);
    await setUpFactor(bed, browser);
    return browser;
  };
  const [lan, minh] = [await shift('lan'), await shift('minh')];
  await issue(1, ['21583']);
  await bed.call('POST', '/api/warnings/actual-1/recall', bed.key.operator, { reason: 'sai tỉnh' });
  await bed.call('POST', '/api/queue/pause', bed.key.operator, { channel: 'sms', reason: 'bảo trì', until: after(3_600) });
  const given = await lan.ask('POST', '/api/handovers', { note: 'Quảng Ngãi mất điện' });
  expect([given.status, given.body]).toMatchObject([
    201,
    {
      content: { pauses: [{ channel: 'sms', reason: 'bảo trì' }], openRecalls: [{ warning: 'actual-1', reason: 'sai tỉnh' }] },
      ...{ given: { by: 'lan' }, taken: null },
    },
  ]);
  expect((await lan.ask('POST', '/api/handovers/1/take', {})).body.type).toBe('urn:loa:problem:own-handover');
  expect((await bed.call('POST', '/api/handovers/1/take', bed.key.operator, {})).status).toBe(403);
  expect((await minh.ask('POST', '/api/handovers/1/take', { note: 'đã rõ' })).body.taken).toMatchObject({ by: 'minh', note: 'đã rõ' });
  expect((await minh.ask('POST', '/api/handovers/1/take', {})).body.type).toBe('urn:loa:problem:handover-taken');
  expect((await audited()).slice(0, 3)).toMatchObject([
    { deed: 'taken-over', by: 'minh' },
    { deed: 'handed-over', by: 'lan' },
    { deed: 'paused' },
  ]);
});

test('a dead letter is read with its bytes and put away with a reason, once', async () => {
  const letter = { topic: 'bulletins', partition: 0, offset: '1', group: 'classifier', key: null, envelopeId: null };
  await bed.tables.deadLetters.keep({ ...letter, bytes: new Uint8Array([0xff, 0x00]), reason: 'undecodable' });
  expect((await bed.call('GET', '/api/dead-letters/1', bed.key.operator)).body).toMatchObject({ base64: '/wA=', size: 2 });
  const drop = (body: object) => bed.call('POST', '/api/dead-letters/1/drop', bed.key.operator, body);
  expect((await drop({})).status).toBe(422);
  expect((await drop({ reason: 'gửi nhầm' })).status).toBe(200);
  expect((await drop({ reason: 'gửi nhầm' })).status).toBe(409);
  expect((await bed.call('POST', '/api/dead-letters/1/replay', bed.key.operator)).status).toBe(409);
  expect((await bed.call('GET', '/api/dead-letters', bed.key.operator)).body).toMatchObject({
    notReplayed: 0,
    letters: [{ droppedBy: 'night shift' }],
  });
  expect(await audited()).toMatchObject([{ deed: 'dropped', subject: '1', reason: 'gửi nhầm' }]);
});

test('two who recall at once make one recall, which stands once in the trail', async () => {
  await issue(1, ['21583']);
  const both = await Promise.all(
    ['a', 'b'].map((reason) => bed.call('POST', '/api/warnings/actual-1/recall', bed.key.operator, { reason })),
  );
  expect(both.map((one) => [one.status, one.body.recalledAt])).toEqual([
    [200, NOW],
    [200, NOW],
  ]);
  const rows = (await audited()) as { deed: string; subject: string }[];
  expect(rows.filter((one) => one.deed === 'recalled')).toHaveLength(1);
});
