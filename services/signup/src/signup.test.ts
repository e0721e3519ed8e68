import { embeddedRateLimiter } from '@loa/adapters/embedded';
import { signupsTable } from '@loa/adapters/postgres';
import { accountKey, accountRate } from '@loa/domain/delivery';
import { smsRegistrations, smsTemplatesText } from '@loa/domain/wording';
import { testAddresses } from '@loa/testing/addresses';
import twilio from 'twilio';
import { describe, expect, test } from 'vitest';
import { HA_NOI, NOW, QUY_NHON, useBeds } from './test-bed.ts';

const { bedOf, db } = useBeds();
const people = async (): Promise<number> => (await db().query<{ n: number }>('select count(*)::int as n from subscribers'))[0]?.n ?? 0;

/** Who is owed what is in force. */
const owed = async () => (await db().query<{ people: number[] }>('select people from arrivals')).map(({ people: ids }) => ids);

describe('signing up', () => {
  test('by phone: a code goes to the number, and only the code enters it, with consent, and owed what is in force', async () => {
    const bed = bedOf();
    const asked = await bed.call('POST', '/api/subscriptions', { phone: '0912 345 678', places: [QUY_NHON], consent: true });
    expect(asked).toMatchObject({ status: 202, body: { purpose: 'subscribe', by: 'sms', places: 'phường Quy Nhơn (Gia Lai)' } });
    expect(bed.sms.captured[0]).toMatchObject({ to: '+84912345678', warningId: '' });
    expect(await people()).toBe(0);
    const done = await bed.call('POST', '/api/subscriptions/confirm', { request: asked.body['request'], code: bed.digits() });
    expect(done).toMatchObject({ status: 200, body: { purpose: 'subscribe' } });
    const id = await bed.registry.find('sms', '+84912345678');
    expect(await bed.registry.get(id!)).toMatchObject({
      ...{ audience: 'citizen', language: 'vi', phone: '+84912345678', units: ['21583'] },
      consent: { at: NOW, how: 'code', wording: '2026-11', source: 'sign-up page' },
    });
    expect(await owed()).toEqual([[id]]);
  });

  test('by e-mail: opening the link changes nothing, its button enters', async () => {
    const bed = bedOf();
    await bed.call('POST', '/api/subscriptions', { email: 'an@example.com', language: 'en', places: [HA_NOI], consent: true });
    const page = await bed.call('GET', bed.link());
    expect([page.status, page.text.includes('<form method="post">'), await people()]).toEqual([200, true, 0]);
    const done = await bed.call('POST', bed.link(), '');
    expect([done.status, done.text.includes('Places: Ha Noi.'), await people()]).toEqual([200, true, 1]);
    expect((await bed.call('POST', bed.link(), '')).status).toBe(404);
  });

  test.each([
    ['no address', { places: [QUY_NHON], consent: true }, ''],
    ['both addresses', { email: 'an@example.com', phone: '0912345678', places: [QUY_NHON], consent: true }, ''],
    ['no number', { phone: '0912', places: [QUY_NHON], consent: true }, 'phone'],
    ['no address of e-mail', { email: 'an', places: [QUY_NHON], consent: true }, 'email'],
    ['no consent', { email: 'an@example.com', places: [QUY_NHON] }, 'consent'],
    ['no place', { email: 'an@example.com', places: [], consent: true }, 'places'],
    ['an unknown place', { email: 'a@x.vn', places: [{ at: { kind: 'commune', code: '99999' } }], consent: true }, 'places.0.at.code'],
    ['a place that is over', { email: 'an@example.com', places: [{ ...QUY_NHON, until: NOW }], consent: true }, 'places.0.until'],
    ['a field that is not there', { email: 'an@example.com', places: [QUY_NHON], consent: true, supply: true }, 'supply'],
  ])('%s is refused, and the field is named', async (_, body, path) => {
    const refused = await bedOf().call('POST', '/api/subscriptions', body);
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  });

  test('without a way to send, the field is named; a channel that is down is 503', async () => {
    const silent = bedOf({ ports: { channels: { email: null, sms: null } } });
    const body = { email: 'an@example.com', places: [QUY_NHON], consent: true };
    expect(await silent.call('POST', '/api/subscriptions', body)).toMatchObject({ status: 422, body: { errors: [{ path: 'email' }] } });
    const { email } = bedOf();
    const down = { ...email, send: async () => ({ kind: 'channel-down', reason: 'smtp-connect' }) as const };
    const bed = bedOf({ ports: { channels: { email: down, sms: null } } });
    expect(await bed.call('POST', '/api/subscriptions', body)).toMatchObject({ status: 503, headers: { 'retry-after': '60' } });
  });
});

describe('codes by SMS', () => {
  const ask = (bed: ReturnType<typeof bedOf>, address: object) =>
    bed.call('POST', '/api/subscriptions', { ...address, places: [QUY_NHON], consent: true });

  test('take from the account that warnings go by, below every warning: where those have taken it all, a code is for later', async () => {
    const account = { name: 'AC1', perSecond: 0.01 };
    const bed = bedOf({ settings: { smsAccount: account } });
    expect((await ask(bed, { phone: '0912345678' })).status).toBe(202);
    expect((await ask(bed, { phone: '0912345679' })).status).toBe(429);
    expect((await ask(bed, { email: 'an@example.com' })).status).toBe(202);
    expect([bed.sms.count, bed.email.count]).toEqual([1, 1]);
    // What a code left is there for the lowest warning's lane above it.
    const left = await embeddedRateLimiter(db()).take(accountKey(account.name), 2, accountRate(account.perSecond, 'flash'));
    expect(left.granted).toBe(1);
  });

  test('go to operators that ask for templates by a registered one, and to the others as they are', async () => {
    const registrations = (state: string) =>
      smsRegistrations(smsTemplatesText.parse(JSON.stringify([{ name: 'code-vi', states: { viettel: state } }])));
    const [viettel, vinaphone] = ['0981234567', '0912345678'];
    const pending = bedOf({ ports: { registrations: registrations('pending') } });
    expect(await ask(pending, { phone: viettel })).toMatchObject({ status: 422, body: { type: 'urn:loa:problem:no-code-there' } });
    expect((await ask(pending, { phone: vinaphone })).status).toBe(202);
    const registered = bedOf({ ports: { registrations: registrations('registered') } });
    expect((await ask(registered, { phone: viettel })).status).toBe(202);
    expect([pending.sms.count, registered.sms.count]).toEqual([1, 1]);
  });
});

describe('codes', () => {
  const asked = async (bed: ReturnType<typeof bedOf>) =>
    (await bed.call('POST', '/api/subscriptions', { phone: '0912345678', places: [QUY_NHON], consent: true })).body['request'];
  const give = (bed: ReturnType<typeof bedOf>, request: unknown, code: string) =>
    bed.call('POST', '/api/subscriptions/confirm', { request, code });

  test('an expired one, a wrong one, one used twice and one after five wrong ones are refused', async () => {
    const bed = bedOf();
    const request = await asked(bed);
    const code = bed.digits();
    const wrong = code === '000000' ? '000001' : '000000';
    expect(await give(bed, request, wrong)).toMatchObject({ status: 422, body: { type: 'urn:loa:problem:code-wrong' } });
    expect((await give(bed, request, code)).status).toBe(200);
    expect(await give(bed, request, code)).toMatchObject({ status: 409, body: { type: 'urn:loa:problem:code-used' } });
    const second = await asked(bed);
    const good = bed.digits();
    for (let n = 0; n < 5; n += 1) await give(bed, second, good === '000000' ? '000001' : '000000');
    expect(await give(bed, second, good)).toMatchObject({ status: 429, body: { type: 'urn:loa:problem:code-too-many-tries' } });
    const third = await asked(bed);
    bed.clock.advance(15 * 60_000);
    expect(await give(bed, third, bed.digits())).toMatchObject({ status: 410, body: { type: 'urn:loa:problem:code-expired' } });
    expect((await give(bed, 'nobody-asked', bed.digits())).status).toBe(404);
  });

  test('six digits count with their request alone, and no code and no address stands in the tables as it is', async () => {
    const bed = bedOf();
    await asked(bed);
    expect((await bed.call('POST', '/api/subscriptions/confirm', { code: bed.digits() })).status).toBe(404);
    const kept = JSON.stringify(await db().query('select r.*, encode(address_sealed, $1) as sealed from signup_requests r', ['escape']));
    expect([kept.includes('912345678'), kept.includes(bed.digits())]).toEqual([false, false]);
  });
});

describe("one's own subscription", () => {
  test('is seen with masked addresses, changed, and owed what is in force at a new place', async () => {
    const bed = bedOf();
    const { token, id } = await bed.subscribe({ email: 'an@example.com' });
    expect(await bed.call('GET', '/api/subscriptions/me', undefined, token)).toMatchObject({
      status: 200,
      body: { email: 'a…@example.com', phone: null, units: ['21583'], leastNeed: 1 },
    });
    await db().query('delete from arrivals');
    expect((await bed.call('PATCH', '/api/subscriptions/me', { leastNeed: 3 }, token)).body).toMatchObject({ leastNeed: 3 });
    expect(await owed()).toEqual([]);
    const moved = await bed.call('PATCH', '/api/subscriptions/me', { places: [{ at: { kind: 'commune', code: '00004' } }] }, token);
    expect(moved.body).toMatchObject({ units: ['00004'], leastNeed: 3 });
    expect(await owed()).toEqual([[id]]);
  });

  test('gets a second address once that is confirmed, and ends by leaving, with its tokens', async () => {
    const bed = bedOf();
    const { token, id } = await bed.subscribe({ email: 'an@example.com' });
    const asked = await bed.call('POST', '/api/subscriptions/me/address', { phone: '+84 912 345 678' }, token);
    expect((await bed.registry.get(id))?.phone).toBeUndefined();
    await bed.call('POST', '/api/subscriptions/confirm', { request: asked.body['request'], code: bed.digits() });
    expect(await bed.registry.get(id)).toMatchObject({ email: 'an@example.com', phone: '+84912345678' });
    expect((await bed.call('DELETE', '/api/subscriptions/me', undefined, token)).status).toBe(204);
    expect(await bed.registry.optOuts(id)).toEqual([{ channel: null, how: 'page', at: NOW }]);
    expect((await bed.call('GET', '/api/subscriptions/me', undefined, token)).status).toBe(401);
  });

  test('is erased where that is asked for', async () => {
    const bed = bedOf();
    const { token } = await bed.subscribe({ email: 'an@example.com' });
    expect((await bed.call('DELETE', '/api/subscriptions/me?erase=true', undefined, token)).status).toBe(204);
    expect(await people()).toBe(0);
  });

  test('nobody learns whether an address is known: a link for one that is not gets the same answer, and no message', async () => {
    const bed = bedOf();
    await bed.subscribe({ email: 'an@example.com' });
    const [known, unknown] = await Promise.all(
      ['an@example.com', 'binh@example.com'].map((email) => bed.call('POST', '/api/subscriptions/link', { email })),
    );
    const shape = ({ status, body }: NonNullable<typeof known>) => [status, Object.keys(body), body['purpose'], body['by'], body['until']];
    expect(shape(known!)).toEqual(shape(unknown!));
    await bed.sent('email', 2);
    expect(bed.email.captured.map((message) => message.to)).toEqual(['an@example.com', 'an@example.com']);
    expect((await bed.call('POST', '/api/subscriptions/confirm', { code: bed.link().split('code=')[1] })).body).toMatchObject({
      purpose: 'manage',
    });
  });

  test('ends for a number by a code, by whoever has the number', async () => {
    const bed = bedOf();
    const { id } = await bed.subscribe({ phone: '0912345678' });
    const asked = await bed.call('POST', '/api/opt-outs', { phone: '0912345678' });
    await bed.sent('sms', 2);
    expect(
      (await bed.call('POST', '/api/subscriptions/confirm', { request: asked.body['request'], code: bed.digits() })).body,
    ).toMatchObject({
      purpose: 'leave',
      token: null,
    });
    expect(await bed.registry.optOuts(id)).toMatchObject([{ channel: null, how: 'page' }]);
  });
});

describe('where nobody can answer by a link', () => {
  const AUTH = 'auth-token';
  const URL_OF = 'https://loa.example/callbacks/twilio/inbound';
  const answers = (bed: ReturnType<typeof bedOf>, fields: Record<string, string>, signed: Record<string, string> = fields) =>
    bed.http.inject({
      method: 'POST',
      url: '/callbacks/twilio/inbound',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': twilio.getExpectedTwilioSignature(AUTH, URL_OF, signed),
      },
      payload: new URLSearchParams(fields).toString(),
    });

  test.each([
    ['STOP that the provider handles', { OptOutType: 'STOP', Body: 'stop' }, true],
    ['a Vietnamese word', { Body: ' từ chối ' }, true],
    ['HELP', { OptOutType: 'HELP', Body: 'help' }, false],
    ['anything else', { Body: 'cảm ơn' }, false],
  ])('by SMS: %s', async (_, more, ends) => {
    const bed = bedOf({ settings: { twilioAuthTokens: ['another', AUTH] } });
    const { id } = await bed.subscribe({ phone: '0912345678' });
    expect((await answers(bed, { From: '+84912345678', ...more })).statusCode).toBe(200);
    expect(await bed.registry.optOuts(id)).toMatchObject(ends ? [{ channel: 'sms', how: 'provider' }] : []);
  });

  test('an answer that Twilio did not sign is refused, one of a stranger changes nothing', async () => {
    const bed = bedOf({ settings: { twilioAuthTokens: ['another', AUTH] } });
    const { id } = await bed.subscribe({ phone: '0912345678' });
    expect((await answers(bed, { From: '+84912345678', Body: 'STOP' }, { From: '+84900000000', Body: 'STOP' })).statusCode).toBe(403);
    expect((await answers(bed, { From: '+84987654321', Body: 'STOP' })).statusCode).toBe(200);
    expect(await bed.registry.optOuts(id)).toEqual([]);
  });

  test('by the hotline: an operator, with a reason, and nobody else', async () => {
    const bed = bedOf();
    const { id } = await bed.subscribe({ phone: '0912345678' });
    const key = await bed.keys.create({ role: 'operator', issuer: null, label: 'night shift' });
    const body = { phone: '0912 345 678', reason: 'asked on the phone' };
    expect((await bed.call('POST', '/api/hotline/opt-outs', body)).status).toBe(401);
    expect((await bed.call('POST', '/api/hotline/opt-outs', { ...body, reason: '' }, key)).status).toBe(422);
    expect((await bed.call('POST', '/api/hotline/opt-outs', body, key)).status).toBe(204);
    expect(await bed.registry.optOuts(id)).toMatchObject([{ channel: null, how: 'hotline' }]);
    expect((await bed.call('POST', '/api/hotline/opt-outs', { email: 'nobody@example.com', reason: 'r' }, key)).status).toBe(404);
  });
});

test('a point is shown as the communes near it, nearest first, and a point off the map is refused', async () => {
  const bed = bedOf();
  const { body } = await bed.call('GET', '/api/subscriptions/places?lon=109.22&lat=13.77&language=vi');
  expect(body).toMatchObject({ units: [{ unit: '21583', name: 'phường Quy Nhơn (Gia Lai)' }, {}, {}, {}, {}, {}, {}, {}] });
  expect((await bed.call('GET', '/api/subscriptions/places?lon=109.22')).status).toBe(400);
  const place = { at: { kind: 'point', lon: 109.22, lat: 13.77, radiusM: 500 } };
  const asked = await bed.call('POST', '/api/subscriptions', { email: 'an@example.com', places: [place], consent: true });
  expect(asked.body).toMatchObject({ places: 'phường Quy Nhơn (Gia Lai)' });
});

test('limits hold per asker and per address', async () => {
  const one = { perSecond: 0.001, burst: 1 };
  const body = { email: 'an@example.com', places: [QUY_NHON], consent: true };
  const strict = bedOf({ settings: { askRate: one } });
  expect((await strict.call('POST', '/api/subscriptions', body)).status).toBe(202);
  expect((await strict.call('POST', '/api/subscriptions', body)).status).toBe(429);
  await db().query('truncate rate_limits');
  const flooded = bedOf({ settings: { messageRate: one } });
  expect((await flooded.call('POST', '/api/subscriptions', body)).status).toBe(202);
  expect((await flooded.call('POST', '/api/subscriptions/link', { email: 'an@example.com' })).status).toBe(429);
});

test('requests are erased a day after they ended', async () => {
  const bed = bedOf();
  await bed.call('POST', '/api/subscriptions', { phone: '0912345678', places: [QUY_NHON], consent: true });
  const table = signupsTable(db(), testAddresses);
  expect([await table.purge(NOW), await table.purge('2025-11-06T01:15:01.000Z')]).toEqual([0, 1]);
});
