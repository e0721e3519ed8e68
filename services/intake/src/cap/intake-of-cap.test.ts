import { sign } from '@loa/cap';
import { type Database, issuersTable } from '@loa/adapters/postgres';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBed, openDatabase } from '../test-bed.ts';
import { ABROAD, aKey, aMessage, aSource, referenceTo, SENDER, xmlOf } from './test-bed.ts';

let db: Database;
let bed: Awaited<ReturnType<typeof openBed>>;
let signed: { key: string; certificate: string };
let tmd: string;
beforeAll(async () => {
  db = await openDatabase();
  signed = await aKey();
  await issuersTable(db).put({ id: 'tmd', name: 'Issuer abroad', authority: { hazards: 'all', provinces: 'all', seaAreas: 'all' } });
  const required = { id: 'signed', issuer: 'nchmf', country: 'VN', senders: ['signed@example.vn'], signature: 'required' };
  const sources = [
    aSource(),
    aSource({ ...required, pins: [{ certificate: signed.certificate }] }),
    aSource({ id: 'plain', issuer: 'nchmf', country: 'VN', senders: [SENDER], signature: 'ignored' }),
    aSource({ id: 'flagged', issuer: 'nchmf', country: 'VN', senders: ['flagged@example.vn'] }),
  ];
  bed = await openBed(db, {}, { sources });
  tmd = await bed.keyOf('tmd');
});
afterAll(async () => {
  await bed.close();
  await db.close();
});

interface Answer {
  readonly id?: string;
  readonly type?: string;
  readonly errors?: { path: string; rule: string; expected: string }[];
  readonly findings?: { element: string; rule: string }[];
}

async function send(document: string | Buffer, { type = 'application/cap+xml', key = bed.forecaster, query = '' } = {}) {
  const headers = { 'content-type': type, authorization: `Bearer ${key}` };
  const answer = await bed.http.inject({ method: 'POST', url: `/api/bulletins${query}`, headers, payload: document });
  return { status: answer.statusCode, location: answer.headers.location, body: answer.json<Answer>() };
}
const broken = ({ body }: Awaited<ReturnType<typeof send>>) => [
  body.type?.replace('urn:loa:problem:', ''),
  ...(body.errors ?? []).map((one) => `${one.path} ${one.rule}`),
];

test.each(['application/cap+xml', 'application/common-alerting-protocol+xml', 'application/xml; charset=utf-8', 'text/xml'])(
  'a message in %s becomes a bulletin on the way of all bulletins, and its document is kept as it came',
  async (type) => {
    const document = xmlOf({ identifier: `taken-${type}`.replace(/\W/g, '-') });
    const { status, location, body } = await send(document, { type });
    expect([status, location, body.findings]).toEqual([202, `/api/bulletins/${body.id ?? ''}`, []]);
    expect(await bed.logged()).toContain(body.id);
    expect((await bed.get(`/api/bulletins/${body.id ?? ''}`)).json()).toMatchObject({
      issuer: 'nchmf',
      publishedAt: expect.any(String) as string,
    });
    const source = await bed.get(`/api/bulletins/${body.id ?? ''}/source`, bed.operator);
    expect([source.statusCode, source.headers['content-type'], source.body]).toEqual([200, 'application/cap+xml', document]);
    expect((await bed.get(`/api/bulletins/${body.id ?? ''}/source`)).statusCode).toBe(403);
  },
);

test('a bulletin that came as JSON has no source', async () => {
  expect((await bed.get('/api/bulletins/nchmf.a.b.1/source', bed.operator)).statusCode).toBe(404);
});

test('the same again, also laid out otherwise or with another offset, is the same bulletin; with other content it is refused and the first stands', async () => {
  const first = await send(xmlOf({ identifier: 'again' }));
  const spaced = xmlOf({ identifier: 'again' }).replaceAll('><', '>\n  <');
  const [same, other] = [await send(spaced), await send(xmlOf({ identifier: 'again' }, { severity: 'Extreme' }))];
  expect([same.status, same.body]).toEqual([202, first.body]);
  expect([other.status, ...broken(other)]).toEqual([409, 'cap-changed', 'identifier identity-taken']);
  expect(other.body.id).toBe(first.body.id);
  expect((await bed.logged()).filter((id) => id === first.body.id)).toHaveLength(1);
});

test('a message that was kept before the log failed goes on when it is sent again', async () => {
  const failing = { append: () => Promise.reject(Object.assign(new Error('no log'), { code: 'ECONNREFUSED' })) };
  const halted = await openBed(db, { eventLog: failing }, {});
  const headers = { 'content-type': 'application/cap+xml', authorization: `Bearer ${bed.forecaster}` };
  const payload = xmlOf({ identifier: 'halted' });
  expect((await halted.http.inject({ method: 'POST', url: '/api/bulletins', headers, payload })).statusCode).toBeGreaterThanOrEqual(500);
  await halted.close();
  const again = await send(payload);
  expect(again.status).toBe(202);
  expect(await bed.logged()).toContain(again.body.id);
});

test('a dry run answers what would become of a message, with what was noticed, and keeps nothing', async () => {
  const { status, body } = await send(xmlOf({ identifier: 'dry' }, { language: 'fr' }), { query: '?dryRun=true' });
  expect([status, body]).toMatchObject([
    200,
    { decision: 'issued', findings: [{ element: 'info[0].language', rule: 'language-not-carried' }] },
  ]);
  expect((await bed.get(`/api/bulletins/${body.id ?? ''}/source`, bed.operator)).statusCode).toBe(404);
});

test('an Update finds its series, also through a message that is no longer referred to, and a Cancel ends it', async () => {
  const one = aMessage({ identifier: 'chain-1' });
  const two = aMessage({ identifier: 'chain-2', sent: '2025-11-06T05:10:00+07:00', msgType: 'Update', references: [referenceTo(one)] });
  const three = aMessage({
    identifier: 'chain-3',
    sent: '2025-11-06T05:20:00+07:00',
    msgType: 'Cancel',
    references: [referenceTo(two)],
    info: [],
  });
  const ids = [];
  for (const message of [one, two, three]) ids.push((await send(xmlOf(message))).body.id);
  const way = await Promise.all(ids.map(async (id) => (await bed.get(`/api/bulletins/${id ?? ''}`)).json<{ seriesId: string }>().seriesId));
  expect(new Set(way).size).toBe(1);
  expect(ids.map((id) => Number(id?.split('.').at(-1)))).toEqual([1, 601, 1201]);
});

describe('what cannot be taken is refused, by element and rule:', () => {
  const ring = [
    { lat: 48, lon: 2 },
    { lat: 49, lon: 2 },
    { lat: 49, lon: 3 },
    { lat: 48, lon: 2 },
  ];
  const area = (change: object) => ({ area: [{ ...aMessage().info[0]!.area[0]!, ...change }] });
  const cases: Record<string, [string, number, ...string[]]> = {
    'not well-formed': ['<alert', 400, 'cap-not-well-formed', ' not-well-formed'],
    'with a DOCTYPE': [`<!DOCTYPE a [<!ENTITY b "c">]>${xmlOf().replace(/^<\?xml[^>]*>/, '')}`, 400, 'cap-doctype', ' doctype'],
    'no CAP': ['<feed xmlns="http://www.w3.org/2005/Atom"/>', 422, 'cap-not-cap', ' not-cap'],
    'two alerts': [
      `<alerts>${xmlOf()
        .replace(/^<\?xml[^>]*>/, '')
        .repeat(2)}</alerts>`,
      422,
      'cap-not-cap',
      ' not-cap',
    ],
    'without sender': [xmlOf({ sender: '' }), 422, 'cap-no-sender', 'sender no-sender'],
    'without a time of sending': [xmlOf({ sent: 'hôm nay' }), 422, 'cap-unreadable-sent', 'sent unreadable-sent'],
    'a draft': [xmlOf({ status: 'Draft' }), 422, 'cap-no-bulletin', 'status status-not-carried'],
    'an unknown province': [
      xmlOf({}, area({ geocode: [{ valueName: 'VN-PROVINCE', value: '98' }] })),
      422,
      'cap-no-bulletin',
      'info[0].area[0].geocode[0] place-unknown',
    ],
    'a shape far away': [
      xmlOf({}, area({ geocode: [], polygon: [ring] })),
      422,
      'place-unknown',
      'info[0].area[0].polygon[0] place-unknown',
    ],
    'a place outside the authority': [
      xmlOf({}, area({ geocode: [{ valueName: 'VN-PROVINCE', value: '46' }] })),
      403,
      'place-outside-authority',
      'info[0].area[0].geocode[0] place-outside-authority',
    ],
    'a hazard outside the authority': [
      xmlOf({}, { event: 'Nắng nóng', eventCode: [{ valueName: 'VN-HAZARD', value: 'heat' }] }),
      403,
      'hazard-outside-authority',
      'info[0].event hazard-outside-authority',
    ],
    'what has run out': [
      xmlOf({ sent: '2025-11-05T05:00:00+07:00' }, { expires: '2025-11-05T20:00:00+07:00' }),
      422,
      'validity-over',
      'info[0].expires validity-over',
    ],
    'an identifier beyond measure': [xmlOf({ identifier: 'x'.repeat(501) }), 422, 'cap-no-bulletin', 'identifier name-too-long'],
    'a sender of another issuer': [xmlOf({ sender: ABROAD }), 403, 'sender-not-yours', 'sender sender-not-yours'],
    'a sender that nobody configured for an issuer with sources': [
      xmlOf({ sender: 'else@example.vn' }),
      403,
      'sender-not-yours',
      'sender sender-not-yours',
    ],
  };
  test.each(Object.entries(cases))('%s', async (_, [document, status, ...named]) => {
    const answer = await send(document);
    expect([answer.status, ...broken(answer)]).toEqual(expect.arrayContaining([status, ...named]));
    expect(answer.body.errors?.every(({ expected }) => expected.length > 0)).toBe(true);
  });

  test('more than 1 MiB, before it is read', async () => {
    const answer = await send(Buffer.alloc(1024 * 1024 + 1, 0x20));
    expect([answer.status, ...broken(answer)]).toEqual([413, 'body-too-large']);
  });

  test('without a key', async () => {
    expect((await send(xmlOf(), { key: 'nobody' })).status).toBe(401);
  });
});

describe('a signature', () => {
  const from = (sender: string, identifier: string) => xmlOf({ sender, identifier });

  test('that is required lets a signed message pass; absent or tampered it is refused', async () => {
    const good = sign(from('signed@example.vn', 'signed-1'), signed);
    expect((await send(good)).status).toBe(202);
    expect(broken(await send(from('signed@example.vn', 'signed-2')))).toEqual(['signature-refused', 'Signature signature-unsigned']);
    const tampered = sign(from('signed@example.vn', 'signed-3'), signed).replace('200 mm', '900 mm');
    expect(broken(await send(tampered))).toEqual(['signature-refused', 'Signature signature-tampered']);
    const stranger = sign(from('signed@example.vn', 'signed-4'), await aKey());
    expect(broken(await send(stranger))).toEqual(['signature-refused', 'Signature signature-unknown-certificate']);
  });

  test('that is preferred is flagged where it is absent or does not hold', async () => {
    const rules = async (document: string) => {
      const { status, body } = await send(document);
      return [status, ...(body.findings ?? []).map(({ element, rule }) => `${element} ${rule}`)];
    };
    expect(await rules(from('flagged@example.vn', 'flag-1'))).toEqual([202, 'Signature signature-unsigned']);
    const tampered = sign(from('flagged@example.vn', 'flag-2'), signed).replace('200 mm', '900 mm');
    expect(await rules(tampered)).toEqual([202, 'Signature signature-tampered']);
  });
});

describe('an issuer from abroad', () => {
  test('keeps its severity, and citizens hear it only where its rule says so', async () => {
    const place = { kind: 'province', code: '52' };
    const ruled = await openBed(db, {}, { sources: [aSource({ citizens: { hazards: ['heavy-rain'], places: [place] } })] });
    const contentOf = async (which: typeof bed, key: string, document: string) => {
      const headers = { 'content-type': 'application/cap+xml', authorization: `Bearer ${key}` };
      const answer = await which.http.inject({ method: 'POST', url: '/api/bulletins', headers, payload: document });
      const { id } = answer.json<{ id: string }>();
      const [row] = await db.query<{ content: object }>('select content from bulletins where id = $1', [id]);
      return row?.content;
    };
    const content = await contentOf(bed, tmd, xmlOf({ sender: ABROAD, identifier: 'abroad-1' }));
    expect(content).toMatchObject({ country: 'TH', issuer: 'tmd', areas: [{ severity: 'Severe' }] });
    expect(content).not.toHaveProperty('citizens');
    expect(await contentOf(ruled, tmd, xmlOf({ sender: ABROAD, identifier: 'abroad-2' }))).toMatchObject({ citizens: [place] });
    const wind = { eventCode: [], event: 'strong wind' };
    expect(await contentOf(ruled, tmd, xmlOf({ sender: ABROAD, identifier: 'abroad-3' }, wind))).not.toHaveProperty('citizens');
    await ruled.close();
  });

  test('cannot pass for one of Viet Nam in JSON, nor choose its citizens', async () => {
    const base = {
      issuer: 'tmd',
      family: 'cap',
      event: { id: 'json' },
      hazard: 'heavy-rain',
      type: 'warning',
      sequence: 1,
      finishedAt: '2025-11-05T22:00:00Z',
      status: 'Actual',
      scope: 'full',
      areas: [
        {
          places: [{ kind: 'province', code: '52' }],
          window: { from: '2025-11-05T22:00:00Z', to: '2025-11-06T22:00:00Z' },
          parameters: {},
        },
      ],
    };
    const json = async (more: object) => {
      const answer = await bed.send({ ...base, ...more }, tmd);
      return [answer.statusCode, ...(answer.json<Answer>().errors ?? []).map(({ path }) => path)];
    };
    expect(await json({})).toEqual([403, 'country']);
    expect(await json({ country: 'TH', citizens: [{ kind: 'province', code: '52' }] })).toEqual([422, 'citizens']);
    expect(await json({ country: 'TH' })).toEqual([202]);
  });
});
