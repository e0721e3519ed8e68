import { SESSION_LASTS } from '@loa/domain/account';
import { describe, expect, it, test } from 'vitest';
import { keptOf, logIn, makeAccount, openBrowser, PASSWORD } from '../accounts/test-bed.ts';
import { type Bed, useBeds } from '../test-bed.ts';

let bed: Bed;
useBeds((opened) => void (bed = opened));

test('somebody logs in, is known on routes that keys open as well, and logs out', async () => {
  const id = await makeAccount(bed, { name: 'desk-1' });
  const browser = openBrowser(bed.http);
  expect((await browser.ask('GET', '/api/queue')).status).toBe(401);
  const { status, body, set } = await logIn(browser, ' Desk-1 ');
  expect([status, body]).toEqual([200, { step: 'done', next: '/' }]);
  expect(set).toMatch(/^loa=[\w-]{43}; Path=\/; Max-Age=46800; HttpOnly; SameSite=Strict$/);
  expect((await browser.ask('GET', '/api/session')).body).toEqual({ step: 'done', name: 'desk-1', roles: ['forecaster'], issuer: 'nchmf' });
  expect((await browser.ask('GET', '/api/queue')).status).toBe(200);
  expect((await browser.ask('POST', '/api/queue/resume', { channel: 'sms' })).body).toMatchObject({ type: 'urn:loa:problem:role' });
  const rows = await bed.db.query('select * from sessions');
  expect(rows).toMatchObject([{ hash: keptOf(browser.cookie), account_id: id }]);
  expect(JSON.stringify(rows)).not.toContain(browser.cookie.split('=')[1]);
  const { cookie } = browser;
  expect((await browser.ask('DELETE', '/api/session')).set).toContain('Max-Age=0');
  expect((await browser.ask('GET', '/api/queue', undefined, { cookie })).status).toBe(401);
});

test('over https the cookie is bound to host and https, and no other is taken', async () => {
  await makeAccount(bed, { name: 'desk-1' });
  const http = bed.http;
  await http.ready();
  const inject = async (headers: object) => http.inject({ url: '/api/queue', headers: { ...headers } });
  const login = { method: 'POST' as const, url: '/api/session', payload: { name: 'desk-1', password: PASSWORD } };
  const overTls = await http.inject({ ...login, headers: { 'x-loa-csrf': '1', 'x-forwarded-proto': 'https' } });
  // Nobody is believed about the protocol who is not configured.
  expect(overTls.headers['set-cookie']).toMatch(/^loa=/);
  const token = String(overTls.headers['set-cookie']).split(';')[0]?.split('=')[1] ?? '';
  expect((await inject({ cookie: `__Host-loa=${token}` })).statusCode).toBe(401);
  expect((await inject({ cookie: `loa=${token}; loa=${token}` })).statusCode).toBe(401);
  expect((await inject({ cookie: `loa=${token}` })).statusCode).toBe(200);
});

test('a session that was there before the log-in is not the one after it', async () => {
  const id = await makeAccount(bed, { name: 'desk-1' });
  const planted = 'a'.repeat(43);
  const browser = openBrowser(bed.http);
  await browser.ask('POST', '/api/session', { name: 'desk-1', password: PASSWORD }, { cookie: `loa=${planted}` });
  expect(browser.cookie).not.toContain(planted);
  expect((await browser.ask('GET', '/api/queue', undefined, { cookie: `loa=${planted}` })).status).toBe(401);
  // The same browser logs in again: the former session ends.
  const former = browser.cookie;
  await logIn(browser, 'desk-1');
  expect(browser.cookie).not.toBe(former);
  expect((await browser.ask('GET', '/api/queue', undefined, { cookie: former })).status).toBe(401);
  expect(await bed.db.query('select account_id from sessions')).toEqual([{ account_id: id }]);
});

test('a session ends in silence, after a shift, and when the account is disabled', async () => {
  const id = await makeAccount(bed, { name: 'desk-1' });
  const browser = openBrowser(bed.http);
  await logIn(browser, 'desk-1');
  const asked = async () => (await browser.ask('GET', '/api/queue')).status;
  for (let spent = 0; spent + SESSION_LASTS.idleMs / 2 < SESSION_LASTS.absoluteMs; spent += SESSION_LASTS.idleMs / 2) {
    expect(await asked()).toBe(200);
    bed.clock.advance(SESSION_LASTS.idleMs / 2);
  }
  bed.clock.advance(SESSION_LASTS.idleMs / 2);
  expect(await asked()).toBe(401);
  await logIn(browser, 'desk-1');
  expect(await asked()).toBe(200);
  bed.clock.advance(SESSION_LASTS.idleMs);
  expect(await asked()).toBe(401);
  await logIn(browser, 'desk-1');
  await bed.tables.accounts.disable(id, true, bed.clock.now().toISOString());
  expect(await asked()).toBe(401);
  expect((await logIn(browser, 'desk-1')).body).toMatchObject({ type: 'urn:loa:problem:log-in-refused' });
});

test('another password ends every session of the account but the one that asked', async () => {
  await makeAccount(bed, { name: 'desk-1' });
  const [here, elsewhere] = [openBrowser(bed.http), openBrowser(bed.http)];
  await logIn(here, 'desk-1');
  await logIn(elsewhere, 'desk-1');
  const former = here.cookie;
  const change = { current: PASSWORD, password: 'một mật khẩu khác hẳn' };
  expect((await here.ask('POST', '/api/session/password', { ...change, current: 'not this one' })).body).toMatchObject({
    ...{ status: 401, type: 'urn:loa:problem:password-refused' },
    errors: [{ path: 'current', expected: 'the current password' }],
  });
  expect((await here.ask('POST', '/api/session/password', { ...change, password: 'short' })).body).toMatchObject({
    errors: [{ path: 'password', expected: 'at least 12 characters' }],
  });
  expect((await here.ask('POST', '/api/session/password', change)).status).toBe(204);
  expect((await here.ask('GET', '/api/queue')).status).toBe(200);
  expect((await here.ask('GET', '/api/queue', undefined, { cookie: former })).status).toBe(401);
  expect((await elsewhere.ask('GET', '/api/queue')).status).toBe(401);
  expect((await logIn(elsewhere, 'desk-1')).status).toBe(401);
  expect((await logIn(elsewhere, 'desk-1', change.password)).status).toBe(200);
});

describe('a page of another site', () => {
  const foreign: [string, object][] = [
    ['a form, which sends no header of its own', { withoutCsrf: true }],
    ['Sec-Fetch-Site: cross-site', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['Sec-Fetch-Site: same-site', { headers: { 'sec-fetch-site': 'same-site' } }],
    ['a foreign Origin', { headers: { origin: 'https://evil.example' } }],
    ['Origin: null', { headers: { origin: 'null' } }],
  ];
  it.each(foreign)('changes nothing by a session: %s', async (_, asked) => {
    await makeAccount(bed, { name: 'desk-1' });
    const browser = openBrowser(bed.http);
    await logIn(browser, 'desk-1');
    const recall = () => browser.ask('POST', '/api/warnings/actual-1/recall', { reason: 'x' }, asked);
    expect((await recall()).body).toMatchObject({ status: 403, type: 'urn:loa:problem:other-site' });
    expect((await browser.ask('DELETE', '/api/session', undefined, asked)).status).toBe(403);
    expect((await browser.ask('POST', '/api/session', { name: 'desk-1', password: PASSWORD }, asked)).status).toBe(403);
    expect((await browser.ask('GET', '/api/queue', undefined, asked)).status).toBe(200);
  });

  test('while a page of this one does, and a key needs no such header', async () => {
    await makeAccount(bed, { name: 'desk-1' });
    const browser = openBrowser(bed.http);
    const own = { headers: { 'sec-fetch-site': 'same-origin', origin: 'http://localhost:80', host: 'localhost:80' } };
    await logIn(browser, 'desk-1');
    expect((await browser.ask('POST', '/api/warnings/actual-1/recall', { reason: 'x' }, own)).status).toBe(404);
    const withKey = { withoutCsrf: true, headers: { authorization: `Bearer ${bed.key.nchmf}` } };
    expect((await browser.ask('POST', '/api/warnings/actual-1/recall', { reason: 'x' }, withKey)).status).toBe(404);
  });
});

it.each(['https://evil.example/', '//evil.example', '/\\evil.example'])('never leads to %s after a log-in', async (next) => {
  await makeAccount(bed, { name: 'desk-1' });
  const browser = openBrowser(bed.http);
  expect((await browser.ask('POST', '/api/session', { name: 'desk-1', password: PASSWORD, next })).body).toMatchObject({ next: '/' });
});
