import { bulletinsTable, SqlError } from '@loa/adapters/postgres';
import { bulletinId } from '@loa/domain/bulletin';
import { LogUnavailable } from '@loa/runtime';
import { aBulletin, aStormArea } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { input, NOW, openBed, useBed } from './test-bed.ts';

const { db, bed } = await useBed();

test('a bulletin is taken: its derived id comes back, and it stands in the table and in the log', async () => {
  const answer = await bed.send(input('taken'));
  const id = 'nchmf.tropical-cyclone.taken.1';
  expect([answer.statusCode, answer.json(), answer.headers.location]).toEqual([202, { id }, `/api/bulletins/${id}`]);
  expect(await bed.logged()).toContain(id);
  const way = await bed.get(`/api/bulletins/${id}`);
  expect(way.json()).toMatchObject({ id, issuer: 'nchmf', acceptedAt: NOW, publishedAt: NOW, decision: null, warning: null });
});

test('the same again, also spelled otherwise, gives the same id and no second record', async () => {
  const first = await bed.send(input('again'));
  const spelled = { ...input('again'), finishedAt: '2025-11-06T07:00:00+07:00' };
  const second = await bed.send(spelled);
  expect([second.statusCode, second.json()]).toEqual([202, first.json()]);
  expect((await bed.logged()).filter((id) => id === first.json<{ id: string }>().id)).toHaveLength(1);
});

test('other content under the id of a bulletin is a conflict, and the first one stands', async () => {
  await bed.send(input('conflict'));
  const other = await bed.send(input('conflict', { text: { vi: 'khác' } }));
  expect([other.statusCode, other.json<{ type: string }>().type]).toEqual([409, 'urn:loa:problem:bulletin-differs']);
  expect((await bed.send(input('conflict'))).statusCode).toBe(202);
});

const area = (overrides: object) => ({ ...input('bad'), areas: [{ ...aStormArea(), ...overrides }] });
const bad: Record<string, [unknown, number, string]> = {
  'not JSON': ['{"issuer":', 400, ''],
  'unknown hazard': [{ ...input('bad'), hazard: 'locusts' }, 422, 'hazard'],
  'a field missing': [{ ...input('bad'), finishedAt: undefined }, 422, 'finishedAt'],
  'a number as text': [{ ...input('bad'), sequence: '1' }, 422, 'sequence'],
  'a field that nobody knows': [{ ...input('bad'), colour: 'red' }, 422, 'colour'],
  'a type that the hazard does not have': [{ ...input('bad'), type: 'rumour' }, 422, 'type'],
  'a validity that ends before it begins': [
    area({ window: { from: '2025-11-06T12:00:00Z', to: '2025-11-06T00:00:00Z' } }),
    422,
    'areas.0.window.to',
  ],
  'a validity that is over': [area({ window: { from: '2025-11-05T00:00:00Z', to: NOW } }), 422, 'areas.0.window.to'],
  'a ring that crosses itself': [
    area({ places: [{ kind: 'polygon', ring: [[108.9, 13.6], [109.3, 14], [109.3, 13.6], [108.9, 14]] }] }), // prettier-ignore
    422,
    'areas.0.places.0.ring',
  ],
  'a shape that holds no commune': [
    area({ places: [{ kind: 'circle', lon: 104.5, lat: 19.41, radiusKm: 2 }] }),
    422,
    'areas.0.places.0.radiusKm',
  ],
  'a place that does not exist': [area({ places: [{ kind: 'former-province', name: 'Bình Đinhh' }] }), 422, 'areas.0.places.0.name'],
  'a commune that does not exist': [area({ places: [{ kind: 'commune', code: '99999' }] }), 422, 'areas.0.places.0.code'],
  'a body of 5 MB': [JSON.stringify({ text: 'x'.repeat(5 * 1024 * 1024) }), 413, ''],
};
describe('bad input is answered with a problem that names the field, and the next good one passes:', () => {
  test.each(Object.entries(bad))('%s', async (name, [payload, status, path]) => {
    const answer = await bed.send(payload);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([status, 'application/problem+json; charset=utf-8']);
    const { errors = [] } = answer.json<{ errors?: { path: string; expected: string }[] }>();
    expect(errors.map((error) => error.path)).toEqual(path === '' ? [] : expect.arrayContaining([path]));
    expect((await bed.send(input(`after-${name.replace(/\W+/g, '-').toLowerCase()}`))).statusCode).toBe(202);
  });

  test('an unknown place comes with the names nearest to it', async () => {
    const answer = await bed.send(bad['a place that does not exist']![0]);
    expect(answer.json<{ errors: { expected: string }[] }>().errors[0]?.expected).toContain('Bình Định');
  });
});

describe('who may send what:', () => {
  test('without a key, with an unknown key: 401', async () => {
    expect((await bed.send(input('keyless'), null)).statusCode).toBe(401);
    expect((await bed.send(input('keyless'), 'nonsense')).statusCode).toBe(401);
    expect((await bed.get('/api/bulletins/x', 'nonsense')).statusCode).toBe(401);
  });

  test("an operator's key, and a key of another issuer: 403", async () => {
    expect((await bed.send(input('role'), bed.operator)).statusCode).toBe(403);
    const other = await bed.send(input('other', { issuer: 'gialai' }));
    expect([other.statusCode, other.json<{ type: string }>().type]).toEqual([403, 'urn:loa:problem:issuer-not-yours']);
  });

  test('a hazard or place outside the authority: 403 that names both', async () => {
    const place = await bed.send(input('far', { areas: [aStormArea({ places: [{ kind: 'former-province', name: 'Cà Mau' }] })] }));
    expect(place.statusCode).toBe(403);
    expect(place.json()).toMatchObject({
      type: 'urn:loa:problem:place-outside-authority',
      hazard: 'storm',
      places: expect.stringContaining('Cà Mau'),
    });
    const hazard = await bed.send({ ...input('depression'), hazard: 'tropical-depression' });
    expect(hazard.json()).toMatchObject({ status: 403, type: 'urn:loa:problem:hazard-outside-authority', hazard: 'tropical-depression' });
    expect(await bulletinsTable(db).get('nchmf.tropical-cyclone.far.1')).toBeNull();
  });
});

describe('an engine that is missing:', () => {
  test('without the log: 503 with Retry-After and the row stands; sent again it goes through', async () => {
    const append = () => Promise.reject(new LogUnavailable('no brokers'));
    const broken = await openBed(db, { eventLog: { append } });
    const answer = await broken.send(input('no-log'));
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    const one = aBulletin(input('no-log'));
    expect(await bulletinsTable(db).find(one)).toBe('same');
    expect((await bed.send(input('no-log'))).statusCode).toBe(202);
    expect(await bulletinsTable(db).find(one)).toBe('published');
    expect(await bed.logged()).toContain(bulletinId(one));
    await broken.close();
  });

  test('without claims the database alone decides', async () => {
    const claim = () => Promise.reject(new Error('no redis'));
    const broken = await openBed(db, { claims: { claim } });
    expect((await broken.send(input('no-claims'))).statusCode).toBe(202);
    expect((await broken.send(input('no-claims'))).statusCode).toBe(202);
    expect((await broken.send(input('no-claims', { text: { vi: 'khác' } }))).statusCode).toBe(409);
    await broken.close();
  });

  test('claims that were emptied, or that others hold, cost nothing but a look', async () => {
    await bed.send(input('emptied'));
    await db.query('delete from claims');
    expect((await bed.send(input('emptied', { text: { vi: 'khác' } }))).statusCode).toBe(409);
    expect((await bed.send(input('emptied'))).statusCode).toBe(202);
    const lost = await openBed(db, { claims: { claim: () => Promise.resolve('lost' as const) } });
    expect((await lost.send(input('held-by-nobody'))).statusCode).toBe(202);
    expect((await lost.send(input('held-by-nobody'))).statusCode).toBe(202);
    await lost.close();
  });

  test.each(['53100', '58030'])(
    'a full or failing disk (%s): 507, nothing goes into the log, and what was accepted stays',
    async (code) => {
      const insert = () => Promise.reject(new SqlError(code, 'could not extend file'));
      const full = await openBed(db, { bulletins: { ...bulletinsTable(db), insert } });
      const before = await bed.logged();
      expect((await full.send(input(`full-${code}`))).statusCode).toBe(507);
      expect(await bed.logged()).toEqual(before);
      expect(await bulletinsTable(db).get('nchmf.tropical-cyclone.taken.1')).not.toBeNull();
      await full.close();
    },
  );

  test('without the database: 503', async () => {
    const insert = () => Promise.reject(new SqlError('unavailable', 'connection refused'));
    const broken = await openBed(db, { bulletins: { ...bulletinsTable(db), insert } });
    const answer = await broken.send(input('no-database'));
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '5']);
    await broken.close();
  });
});

test('a bulletin that nobody sent: 404', async () => {
  expect((await bed.get('/api/bulletins/nobody.sent.this.1')).statusCode).toBe(404);
});

test('the OpenAPI document describes the body by the schema that checks it', async () => {
  const answer = await bed.http.inject({ url: '/api/openapi.json' });
  const document = answer.json<{ openapi: string; paths: Record<string, Record<string, object>> }>();
  expect(document.openapi).toBe('3.1.0');
  const routes = new Set(bed.routes.map((route) => (route.split(' ')[1] ?? '').replace(':id', '{id}')));
  expect([...Object.keys(document.paths), '/api/openapi.json'].sort()).toEqual([...routes].sort());
  const text = JSON.stringify(document.paths['/api/bulletins']?.['post']);
  for (const word of ['former-province', 'rainMm24h', 'sequence', 'heavy-rain', '507']) expect(text).toContain(word);
});
