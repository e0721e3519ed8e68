import { expect, test } from 'vitest';
import { codeAt, fromBase32, logIn, makeAccount, openBrowser, setUpFactor } from '../accounts/test-bed.ts';
import { after, type Bed, useBeds } from '../test-bed.ts';

let bed: Bed;
useBeds((opened) => void (bed = opened));
const deeds = async () => (await bed.db.query<{ deed: string }>('select deed from audit order by number')).map(({ deed }) => deed);

test('an account shows its roles, its issuer by name, and where else it is logged in, and logs out there', async () => {
  await makeAccount(bed, { name: 'desk-1' });
  const [here, elsewhere, longAgo] = [openBrowser(bed.http), openBrowser(bed.http), openBrowser(bed.http)];
  await logIn(longAgo, 'desk-1');
  bed.clock.advance(3_600_000);
  await logIn(elsewhere, 'desk-1');
  await logIn(here, 'desk-1');
  expect((await here.ask('GET', '/api/session/account')).body).toEqual({
    ...{ name: 'desk-1', roles: ['forecaster'], issuer: { id: 'nchmf', name: 'nchmf' } },
    ...{ hasPassword: true, hasSecondFactor: false, needsSecondFactor: false },
    // Whose session has ended by itself is logged in nowhere.
    others: [{ startedAt: after(3_600), seenAt: after(3_600) }],
  });
  await makeAccount(bed, { name: 'desk-2' });
  const stranger = openBrowser(bed.http);
  await logIn(stranger, 'desk-2');
  expect((await here.ask('DELETE', '/api/session/others')).status).toBe(204);
  const known = async (browser: typeof here) => (await browser.ask('GET', '/api/queue')).status;
  expect([await known(here), await known(elsewhere), await known(stranger)]).toEqual([200, 401, 200]);
  expect((await here.ask('GET', '/api/session/account')).body).toMatchObject({ others: [] });
  expect(await deeds()).toContain('sessions-ended');
});

test('another second factor takes a code of the one in force, which counts until the new one is confirmed', async () => {
  await makeAccount(bed, { name: 'wall', roles: ['operator'], issuer: null });
  const browser = openBrowser(bed.http);
  await logIn(browser, 'wall');
  const { secret, recoveryCodes } = await setUpFactor(bed, browser);
  const propose = (body: object) => browser.ask('POST', '/api/session/second-factor', body);
  expect((await propose({})).body).toMatchObject({ status: 409, type: 'urn:loa:problem:second-factor-set' });
  expect((await propose({ code: '12' })).body).toMatchObject({ errors: [{ path: 'code', expected: 'a code of 6 digits' }] });
  // Used at the set-up.
  expect((await propose({ code: codeAt(bed, secret) })).body).toMatchObject({ status: 401, errors: [{ path: 'code' }] });
  expect((await propose({ recoveryCode: 'NONE' })).body).toMatchObject({ status: 401, errors: [{ path: 'recoveryCode' }] });
  bed.clock.advance(30_000);
  expect((await propose({ code: codeAt(bed, secret) })).status).toBe(200);
  const other = openBrowser(bed.http);
  await logIn(other, 'wall');
  bed.clock.advance(30_000);
  expect((await other.ask('POST', '/api/session/code', { code: codeAt(bed, secret) })).status).toBe(204);

  const { cookie } = browser;
  const given = (await propose({ recoveryCode: recoveryCodes[0] })).body;
  expect(given).toMatchObject({ secret: expect.any(String) });
  const next = fromBase32(String(given.secret));
  const confirmed = await browser.ask('POST', '/api/session/second-factor/confirm', { code: codeAt(bed, next) });
  expect([confirmed.status, (confirmed.body.recoveryCodes as string[]).length, browser.cookie]).toEqual([200, 10, cookie]);
  expect(await deeds()).toContain('second-factor-replaced');
  bed.clock.advance(30_000);
  await logIn(other, 'wall');
  const give = async (body: object) => (await other.ask('POST', '/api/session/code', body)).status;
  expect(await give({ code: codeAt(bed, secret) })).toBe(401);
  expect(await give({ recoveryCode: recoveryCodes[1] })).toBe(401);
  expect(await give({ code: codeAt(bed, next) })).toBe(204);
});

test('whoever has the password alone proposes no other second factor, even with a code', async () => {
  await makeAccount(bed, { name: 'wall', roles: ['operator'], issuer: null });
  const owner = openBrowser(bed.http);
  await logIn(owner, 'wall');
  const { secret } = await setUpFactor(bed, owner);
  bed.clock.set(after(60));
  const halfway = openBrowser(bed.http);
  await logIn(halfway, 'wall');
  expect((await halfway.ask('POST', '/api/session/second-factor', { code: codeAt(bed, secret) })).body).toMatchObject({
    type: 'urn:loa:problem:not-logged-in',
  });
  expect((await halfway.ask('GET', '/api/session/account')).status).toBe(401);
});
