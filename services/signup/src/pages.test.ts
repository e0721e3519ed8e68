import { describe, expect, test } from 'vitest';
import { useBeds } from './test-bed.ts';

const { bedOf, db } = useBeds();
type Bed = ReturnType<typeof bedOf>;
const GIVEN = { to: '0912 345 678', places: 'phường Quy Nhơn', need: '3', language: 'vi', consent: 'yes' };
const HOSTILE = '"><script>alert(1)</script>';

/** As a browser sends a form: with the origin of the page, and the cookie. */
const send = async (bed: Bed, url: string, fields: Record<string, string>, { origin = 'http://localhost', cookie = '' } = {}) => {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', host: 'localhost', origin, cookie };
  const answer = await bed.http.inject({ method: 'POST', url, headers, payload: new URLSearchParams(fields).toString() });
  return { status: answer.statusCode, text: answer.body, headers: answer.headers, cookie: String(answer.headers['set-cookie'] ?? '') };
};
const requestIn = (html: string): string => /name="request" value="([^"]+)"/.exec(html)?.[1] ?? '';
const enter = async (bed: Bed, fields: Record<string, string> = GIVEN) => {
  const asked = await send(bed, '/subscriptions', fields);
  const done = await send(bed, '/subscriptions/code', { request: requestIn(asked.text), code: bed.digits() });
  return { asked, done, cookie: done.cookie.split(';')[0] ?? '' };
};
const own = async (bed: Bed, cookie: string) => (await bed.http.inject({ url: '/subscriptions/own', headers: { cookie } })).body;
const people = async (): Promise<number> => (await db().query<{ n: number }>('select count(*)::int as n from subscribers'))[0]?.n ?? 0;

describe('signing up on the page', () => {
  test('shows how the places were understood, takes the code, and leads to one’s own page by a cookie that scripts cannot read', async () => {
    const bed = bedOf();
    const { asked, done, cookie } = await enter(bed);
    expect([asked.status, asked.text.includes('<li>phường Quy Nhơn, Gia Lai</li>')]).toEqual([200, true]);
    expect([done.status, done.headers.location]).toEqual([303, '/subscriptions/own?done=welcome']);
    expect(done.cookie).toMatch(/^loa-own=[\w-]{20,}; Path=\/subscriptions; Max-Age=\d+; HttpOnly; SameSite=Strict; Secure$/);
    const id = await bed.registry.find('sms', '+84912345678');
    expect(await bed.registry.get(id!)).toMatchObject({ units: ['21583'], leastNeed: 3, consent: { how: 'code' } });
    const page = await own(bed, cookie);
    expect(page).toContain('+84…678');
    expect(page).not.toContain('912345678');
  });

  test('a name of several places is offered to choose from, with everything kept, and the choice counts', async () => {
    const bed = bedOf();
    const first = await send(bed, '/subscriptions', { ...GIVEN, places: 'Quy Nhơn\nLý Sơn, Quảng Ngãi' });
    expect(first.status).toBe(422);
    expect(first.text).toContain('value="Thành phố Quy Nhơn cũ, Bình Định"');
    expect(first.text).toContain('value="0912 345 678"');
    expect(bed.sms.count).toBe(0);
    const picks = Object.fromEntries(
      [...first.text.matchAll(/name="(pick:[^"]+)" value="((?:đặc khu|phường) [^"]+)"/g)].map(([, name = '', value = '']) => [name, value]),
    );
    const second = await send(bed, '/subscriptions', { ...GIVEN, places: 'Quy Nhơn\nLý Sơn, Quảng Ngãi', ...picks });
    expect([second.status, second.text.includes('<li>phường Quy Nhơn, Gia Lai</li>')]).toEqual([200, true]);
    expect(bed.sms.count).toBe(1);
  });

  test('six digits count for 15 minutes: after that the page says so, and enters nobody', async () => {
    const bed = bedOf();
    const asked = await send(bed, '/subscriptions', GIVEN);
    bed.clock.advance(15 * 60_000);
    const late = await send(bed, '/subscriptions/code', { request: requestIn(asked.text), code: bed.digits() });
    expect([late.status, late.cookie, late.text.includes('Mã này đã dùng, đã hết hạn')]).toEqual([422, '', true]);
    expect(await people()).toBe(0);
  });

  test('ends on the day that was given', async () => {
    const bed = bedOf();
    await enter(bed, { ...GIVEN, until: '2025-11-30' });
    const id = await bed.registry.find('sms', '+84912345678');
    expect((await bed.registry.get(id!))?.ends).toEqual({ '21583': '2025-11-30T16:59:59.999Z' });
  });

  test.each([
    ['to', { to: '0912' }, 'Cần một số điện thoại'],
    ['to', { to: 'an@' }, 'Cần một số điện thoại'],
    ['places', { places: '' }, 'Cần ít nhất một nơi.'],
    ['places', { places: 'Nơi không có' }, 'Không tìm thấy nơi nào tên “Nơi không có”.'],
    ['until', { until: '2020-01-01' }, 'Cần một ngày trong tương lai.'],
    ['consent', { consent: '' }, 'Cần sự đồng ý của bạn.'],
    ['need', { need: '9' }, 'Xin chọn một trong các mức.'],
    ['language', { language: '<b>' }, 'Xin chọn tiếng Việt hoặc tiếng Anh.'],
  ])('what is wrong with %s is said in plain words beside it, and nothing is sent', async (field, given, says) => {
    const bed = bedOf();
    const { status, text } = await send(bed, '/subscriptions', { ...GIVEN, ...given });
    expect([status, text.includes(`<a href="#${field}">${says}`)]).toEqual([422, true]);
    expect(text).toMatch(new RegExp(`id="${field}-fault">${says}`));
    expect(bed.sms.count).toBe(0);
  });

  test('all that is wrong is said at once; too many tries and a channel that is down are said, and the input stays', async () => {
    const many = await send(bedOf(), '/subscriptions', { to: '', places: '' });
    expect(many.text.match(/class="bad"/g)!.length).toBeGreaterThanOrEqual(3);
    expect([...many.text.matchAll(/<li><a href="#(\w+)">/g)].map(([, field]) => field)).toEqual(['to', 'places', 'consent']);
    const places = await send(bedOf(), '/subscriptions', { ...GIVEN, places: 'Tân Tiến\nQuy Nhơnn' });
    expect(['Có quá nhiều nơi cùng tên này', 'Có phải là: Quy Nhơn'].map((one) => places.text.split(one).length - 1)).toEqual([2, 1]);
    const strict = bedOf({ settings: { messageRate: { perSecond: 0.001, burst: 1 } } });
    await send(strict, '/subscriptions', GIVEN);
    const again = await send(strict, '/subscriptions', GIVEN);
    expect([again.status, again.text.includes('Quá nhiều lần thử'), again.text.includes('value="0912 345 678"')]).toEqual([
      429,
      true,
      true,
    ]);
    const silent = await send(bedOf({ ports: { channels: { email: null, sms: null } } }), '/subscriptions', GIVEN);
    expect([silent.status, silent.text.includes('xin dùng thư điện tử')]).toEqual([422, true]);
  });

  test('a QR code presets its commune, and is a picture of that address', async () => {
    const bed = bedOf();
    const { text } = await bed.call('GET', '/subscriptions?place=21583');
    expect(text).toMatch(/<textarea[^>]*>phường Quy Nhơn, Gia Lai<\/textarea>/);
    const qr = await bed.call('GET', '/subscriptions/qr/21583.svg');
    expect([qr.status, qr.headers['content-type'], qr.text.startsWith('<svg')]).toEqual([200, 'image/svg+xml', true]);
    expect((await bed.call('GET', '/subscriptions/qr/99999.svg')).status).toBe(404);
    expect((await bed.call('GET', `/subscriptions?place=${encodeURIComponent(HOSTILE)}`)).text).not.toContain('<script');
  });

  test('by e-mail: the link’s button opens the own page as well', async () => {
    const bed = bedOf();
    const asked = await send(bed, '/subscriptions', { ...GIVEN, to: 'an@example.com', page: 'en', language: 'en' });
    expect([asked.status, asked.text.includes('Look at your e-mail')]).toEqual([200, true]);
    const done = await send(bed, bed.link(), {});
    const page = await own(bed, done.cookie.split(';')[0] ?? '');
    expect(page).toContain('a…@example.com');
  });
});

describe('one’s own page', () => {
  test('changes places, need and language; what is unticked ends', async () => {
    const bed = bedOf();
    const { cookie } = await enter(bed);
    const id = (await bed.registry.find('sms', '+84912345678'))!;
    const fields = { 'keep:21583': 'yes', places: 'đặc khu Lý Sơn', need: '1', language: 'en' };
    expect((await send(bed, '/subscriptions/own', fields, { cookie })).headers.location).toBe('/subscriptions/own?done=saved');
    expect(await bed.registry.get(id)).toMatchObject({ units: ['21548', '21583'], leastNeed: 1, language: 'en' });
    await send(bed, '/subscriptions/own', { 'keep:21548': 'yes', places: '', need: '1', language: 'en' }, { cookie });
    expect(await bed.registry.get(id)).toMatchObject({ units: ['21548'] });
    const none = await send(bed, '/subscriptions/own', { places: '', need: '1', language: 'en' }, { cookie });
    expect([none.status, none.text.includes('Cần ít nhất một nơi.')]).toEqual([422, true]);
  });

  test('a place added for a time puts no end to one that is kept, and one added again without an end has none', async () => {
    const bed = bedOf();
    const { cookie } = await enter(bed);
    const id = (await bed.registry.find('sms', '+84912345678'))!;
    const save = (places: string, until: string) =>
      send(bed, '/subscriptions/own', { 'keep:21583': 'yes', 'keep:21548': 'yes', places, until, need: '1', language: 'vi' }, { cookie });
    await save('phường Quy Nhơn\nđặc khu Lý Sơn', '2025-11-30');
    expect(await bed.registry.get(id)).toMatchObject({ units: ['21548', '21583'], ends: { '21548': '2025-11-30T16:59:59.999Z' } });
    expect((await bed.registry.get(id))?.ends).not.toHaveProperty('21583');
    await save('đặc khu Lý Sơn', '');
    expect((await bed.registry.get(id))?.ends).toEqual({});
  });

  test('adds an address once its code came back, and ends by leaving, with its cookie', async () => {
    const bed = bedOf();
    const { cookie } = await enter(bed);
    const id = (await bed.registry.find('sms', '+84912345678'))!;
    await send(bed, '/subscriptions/own/address', { to: 'an@example.com' }, { cookie });
    expect((await bed.registry.get(id))?.email).toBeUndefined();
    await send(bed, bed.link(), {});
    expect(await bed.registry.get(id)).toMatchObject({ email: 'an@example.com' });
    const left = await send(bed, '/subscriptions/own/leave', { erase: 'yes' }, { cookie });
    expect([left.status, left.cookie.startsWith('loa-own=;'), await people()]).toEqual([200, true, 0]);
    expect((await send(bed, '/subscriptions/own/leave', {}, { cookie })).status).toBe(401);
  });

  test('says what does not come any more, since when and why, until its owner signs up again', async () => {
    const bed = bedOf();
    const { cookie } = await enter(bed);
    const id = (await bed.registry.find('sms', '+84912345678'))!;
    expect(await own(bed, cookie)).not.toContain('không nhận cảnh báo');
    await bed.registry.optOut(id, { channel: null, how: 'hotline', at: '2025-11-06T01:00:00.000Z' });
    expect(await own(bed, cookie)).toContain('Từ 06/11/2025, 08:00 bạn không nhận cảnh báo nữa. Đường dây nóng đã ghi yêu cầu này.');
    expect(await own(bed, cookie)).toContain('<a href="/subscriptions">Đăng ký lại</a>');
    await enter(bed);
    expect(await own(bed, cookie)).not.toContain('không nhận cảnh báo');
  });

  test('a form that another site sends, or one without an origin, changes nothing', async () => {
    const bed = bedOf();
    const { cookie } = await enter(bed);
    for (const url of [
      '/subscriptions/own',
      '/subscriptions/own/address',
      '/subscriptions/own/leave',
      '/subscriptions/own/close',
      '/subscriptions/code',
      '/subscriptions/link',
    ])
      for (const origin of ['https://evil.example', 'null', 'http://localhost.evil.example'])
        expect((await send(bed, url, {}, { cookie, origin })).status).toBe(403);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', cookie };
    expect((await bed.http.inject({ method: 'POST', url: '/subscriptions/own/leave', headers, payload: '' })).statusCode).toBe(403);
    expect(await people()).toBe(1);
    expect((await send(bed, '/subscriptions', GIVEN, { origin: 'https://evil.example' })).status).toBe(403);
  });

  test('nobody learns whether an address is known: page and form are the same but for the number of the request', async () => {
    const bed = bedOf();
    await enter(bed);
    const [known, unknown] = [
      await send(bed, '/subscriptions/link', { to: '0912345678' }),
      await send(bed, '/subscriptions/link', { to: '0987654321' }),
    ];
    const shape = (html: string): string => html.replace(/(name="request" value=")[^"]+/, '$1');
    expect([known.status, shape(known.text)]).toEqual([unknown.status, shape(unknown.text)]);
    const signedUp = await send(bed, '/subscriptions', GIVEN);
    const fresh = await send(bed, '/subscriptions', { ...GIVEN, to: '0987654321' });
    expect(shape(signedUp.text)).toBe(shape(fresh.text));
  });

  test('a wrong code is said beside its field, and the sixth is no use; a made-up cookie opens nothing', async () => {
    const bed = bedOf();
    const asked = await send(bed, '/subscriptions', GIVEN);
    const code = bed.digits();
    const request = requestIn(asked.text);
    const wrong = code === '000000' ? '000001' : '000000';
    const first = await send(bed, '/subscriptions/code', { request, code: wrong });
    expect(first.text).not.toContain('Nếu số này đã đăng ký');
    expect([first.status, /id="code-fault">Mã chưa đúng/.test(first.text), requestIn(first.text)]).toEqual([422, true, request]);
    for (let n = 0; n < 4; n += 1) await send(bed, '/subscriptions/code', { request, code: wrong });
    expect((await send(bed, '/subscriptions/code', { request, code })).status).toBe(422);
    expect(await own(bed, 'loa-own=made-up')).toContain('action="/subscriptions/link"');
  });
});

test('nothing that is typed is ever markup, and no page holds a script or calls another site', async () => {
  const bed = bedOf();
  const { cookie } = await enter(bed);
  const all = Object.fromEntries(
    ['to', 'places', 'need', 'language', 'until', 'consent', 'code', 'request', 'erase', 'page', `pick:${HOSTILE}`].map((name) => [
      name,
      HOSTILE,
    ]),
  );
  for (const url of ['/subscriptions', '/subscriptions/link', '/subscriptions/code', '/subscriptions/own', '/subscriptions/own/address']) {
    const { text, headers } = await send(bed, url, all, { cookie });
    expect(text).not.toMatch(/<script|https?:\/\/|style="/);
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'.*form-action 'self'/);
    expect(headers['cache-control']).toBe('no-store');
  }
  for (const query of ['language', 'place', 'done'])
    for (const path of ['/subscriptions', '/subscriptions/own'])
      expect((await bed.http.inject({ url: `${path}?${query}=${encodeURIComponent(HOSTILE)}`, headers: { cookie } })).body).not.toContain(
        '<script',
      );
});
