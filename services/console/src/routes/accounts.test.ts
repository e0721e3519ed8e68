import { describe, expect, it, test } from 'vitest';
import { firstAdministrator } from '../accounts/first-administrator.ts';
import { type Browser, codeAt, logIn, makeAccount, openBrowser, PASSWORD, setUpFactor } from '../accounts/test-bed.ts';
import { type Bed, useBeds } from '../test-bed.ts';

let bed: Bed;
useBeds((opened) => void (bed = opened));

const operator = { roles: ['operator' as const], issuer: null };
const queueOf = async (browser: Browser, cookie?: string) =>
  (await browser.ask('GET', '/api/queue', undefined, cookie === undefined ? {} : { cookie })).status;

describe('a second factor', () => {
  it.each(['approver', 'operator', 'administrator'] as const)('is set up before an account of a(n) %s opens anything', async (role) => {
    await makeAccount(bed, { name: 'someone', roles: [role], issuer: 'nchmf' });
    const browser = openBrowser(bed.http);
    expect((await logIn(browser, 'someone')).body).toMatchObject({ step: 'set-up' });
    const halfway = browser.cookie;
    expect((await browser.ask('GET', '/api/session')).body).toEqual({ step: 'set-up' });
    expect(await queueOf(browser)).toBe(401);
    expect((await browser.ask('POST', '/api/session/password', { current: PASSWORD, password: `${PASSWORD}!` })).status).toBe(401);
    const { secret, recoveryCodes } = await setUpFactor(bed, browser);
    expect(new Set(recoveryCodes).size).toBe(10);
    // The token of the first half opens nothing, now or later.
    expect(browser.cookie).not.toBe(halfway);
    expect([await queueOf(browser), await queueOf(browser, halfway)]).toEqual([200, 401]);
    expect((await browser.ask('POST', '/api/session/second-factor', {})).status).toBe(409);
    const kept = JSON.stringify(await bed.db.query('select totp_secret::text, totp_proposed::text from accounts'));
    expect(kept).not.toContain(Buffer.from(secret).toString('hex'));
  });

  test('is asked for at each log-in, under a new token; a code counts once, and none before it', async () => {
    await makeAccount(bed, { name: 'wall', ...operator });
    const browser = openBrowser(bed.http);
    await logIn(browser, 'wall');
    const { secret } = await setUpFactor(bed, browser);
    const used = codeAt(bed, secret);
    expect((await logIn(browser, 'wall')).body).toMatchObject({ step: 'code' });
    const halfway = browser.cookie;
    const give = async (code: string) => (await browser.ask('POST', '/api/session/code', { code })).status;
    expect(await give(used)).toBe(401);
    bed.clock.advance(30_000);
    const next = codeAt(bed, secret);
    expect(await give(next)).toBe(204);
    expect([await queueOf(browser), await queueOf(browser, halfway)]).toEqual([200, 401]);
    const other = openBrowser(bed.http);
    await logIn(other, 'wall');
    expect((await other.ask('POST', '/api/session/code', { code: next })).status).toBe(401);
    expect(await queueOf(other)).toBe(401);
  });

  test('is not set up in place of one that is there, by whoever has the password alone', async () => {
    await makeAccount(bed, { name: 'wall', ...operator });
    await logIn(openBrowser(bed.http), 'wall');
    const owner = openBrowser(bed.http);
    await logIn(owner, 'wall');
    await setUpFactor(bed, owner);
    const thief = openBrowser(bed.http);
    await logIn(thief, 'wall');
    expect((await thief.ask('POST', '/api/session/second-factor', {})).status).toBe(409);
    expect((await thief.ask('POST', '/api/session/second-factor/confirm', { code: '000000' })).status).toBe(401);
  });

  test('is not guessed: five wrong codes, and even the right one waits; a recovery code counts once', async () => {
    await makeAccount(bed, { name: 'wall', ...operator });
    const browser = openBrowser(bed.http);
    await logIn(browser, 'wall');
    const { secret, recoveryCodes } = await setUpFactor(bed, browser);
    bed.clock.advance(60_000);
    await logIn(browser, 'wall');
    const right = codeAt(bed, secret);
    const wrong = right === '000000' ? '000001' : '000000';
    const statuses = [];
    for (const code of [wrong, wrong, wrong, wrong, wrong, right])
      statuses.push((await browser.ask('POST', '/api/session/code', { code })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
    bed.clock.advance(30_000);
    const recover = async () => (await browser.ask('POST', '/api/session/code', { recoveryCode: recoveryCodes[0] })).status;
    expect(await recover()).toBe(204);
    await logIn(browser, 'wall');
    expect(await recover()).toBe(401);
  });
});

describe('an administrator', () => {
  const openAdministrator = async () => {
    const browser = openBrowser(bed.http);
    const token = await firstAdministrator(bed.tables.accounts, bed.clock);
    expect(await browser.ask('POST', '/api/invitation', { token, password: PASSWORD })).toMatchObject({
      status: 200,
      body: { name: 'administrator' },
    });
    await logIn(browser, 'administrator');
    await setUpFactor(bed, browser);
    return browser;
  };

  test('is there from the first start, by an invitation that counts once, and only then', async () => {
    const token = await firstAdministrator(bed.tables.accounts, bed.clock);
    expect(await firstAdministrator(bed.tables.accounts, bed.clock)).toBeNull();
    const browser = openBrowser(bed.http);
    const accept = async (given: unknown) => (await browser.ask('POST', '/api/invitation', { token: given, password: PASSWORD })).status;
    expect(await accept('no-such-token')).toBe(404);
    expect([await accept(token), await accept(token)]).toEqual([200, 404]);
    expect((await logIn(browser, 'administrator')).body).toMatchObject({ step: 'set-up' });
    expect(JSON.stringify(await bed.db.query('select * from accounts'))).not.toContain(PASSWORD);
  });

  test('makes, changes, resets and disables accounts, and each time the sessions end', async () => {
    const administrator = await openAdministrator();
    const made = await administrator.ask('POST', '/api/accounts', { name: 'desk-1', roles: ['forecaster'], issuer: 'nchmf' });
    expect(made.status).toBe(201);
    const { account, invitation } = made.body as { account: { id: string }; invitation: { token: string } };
    const url = `/api/accounts/${account.id}`;
    expect((await administrator.ask('POST', '/api/accounts', { name: 'DESK-1', roles: ['operator'] })).status).toBe(409);
    expect((await administrator.ask('POST', '/api/accounts', { name: 'desk-2', roles: ['forecaster'] })).status).toBe(422);
    const unknownIssuer = { name: 'desk-2', roles: ['forecaster'], issuer: 'nobody' };
    expect((await administrator.ask('POST', '/api/accounts', unknownIssuer)).body).toMatchObject({ errors: [{ path: 'issuer' }] });
    const desk = openBrowser(bed.http);
    const comesIn = async (token: string) => {
      await desk.ask('POST', '/api/invitation', { token, password: PASSWORD });
      await logIn(desk, 'desk-1');
      expect(await queueOf(desk)).toBe(200);
    };
    await comesIn(invitation.token);

    expect((await administrator.ask('PUT', url, { roles: ['forecaster'], issuer: 'quang-ngai' })).body).toMatchObject({
      issuer: 'quang-ngai',
    });
    expect(await queueOf(desk)).toBe(401);
    await logIn(desk, 'desk-1');

    const reset = await administrator.ask('POST', `${url}/reset`);
    expect(reset.body).toMatchObject({ account: { hasPassword: false, hasSecondFactor: false } });
    expect([await queueOf(desk), (await logIn(desk, 'desk-1')).status]).toEqual([401, 401]);
    await comesIn((reset.body as typeof made.body & { invitation: { token: string } }).invitation.token);

    await administrator.ask('POST', `${url}/disabled`, { disabled: true });
    expect([await queueOf(desk), (await logIn(desk, 'desk-1')).status]).toEqual([401, 401]);
    await administrator.ask('POST', `${url}/disabled`, { disabled: false });
    expect([await queueOf(desk), (await logIn(desk, 'desk-1')).status]).toEqual([401, 200]);
    expect((await administrator.ask('PUT', '/api/accounts/nobody', { roles: ['operator'] })).status).toBe(404);
    const { accounts } = (await administrator.ask('GET', '/api/accounts')).body as { accounts: { name: string }[] };
    expect(accounts.map(({ name }) => name)).toEqual(['administrator', 'desk-1']);
  });

  test('writes down where an approver is called, sealed, and reads it nowhere', async () => {
    const administrator = await openAdministrator();
    const id = await makeAccount(bed, { name: 'chief', roles: ['approver'] });
    const put = (body: object, of = id) => administrator.ask('PUT', `/api/accounts/${of}/duty`, body);
    expect((await put({ phone: '0912345678', email: 'no' })).body).toMatchObject({ errors: [{ path: 'phone' }, { path: 'email' }] });
    expect((await put({ phone: '+84912345678' })).body).toMatchObject({ errors: [{ path: 'email' }] });
    const answer = await put({ phone: '+84912345678', email: 'chief@example.com' });
    expect([answer.status, answer.body]).toMatchObject([200, { name: 'chief', hasDutyPhone: true, hasDutyEmail: true }]);
    expect(await bed.tables.dutyBook.of(id)).toEqual({ phone: '+84912345678', email: 'chief@example.com' });
    const kept = JSON.stringify([answer.body, await bed.db.query('select * from accounts'), await bed.db.query('select * from audit')]);
    expect(kept).not.toMatch(/912345678|chief@/);
    expect((await put({ phone: null, email: null })).body).toMatchObject({ hasDutyPhone: false, hasDutyEmail: false });
    expect((await put({ phone: null, email: null }, 'nobody')).status).toBe(404);
  });

  test('chooses an issuer from the list', async () => {
    const administrator = await openAdministrator();
    expect((await administrator.ask('GET', '/api/issuers')).body).toEqual({
      issuers: ['nchmf', 'quang-ngai'].map((id) => ({ id, name: id })),
    });
  });

  test('is never the last one to go', async () => {
    const administrator = await openAdministrator();
    const [{ id } = { id: '' }] = await bed.tables.accounts.list();
    const refused = { type: 'urn:loa:problem:last-administrator' };
    expect((await administrator.ask('POST', `/api/accounts/${id}/disabled`, { disabled: true })).body).toMatchObject(refused);
    expect((await administrator.ask('PUT', `/api/accounts/${id}`, { roles: ['operator'] })).body).toMatchObject(refused);
    const second = await makeAccount(bed, { name: 'second', roles: ['administrator'], issuer: null });
    const disable = (one: string) => bed.tables.accounts.disable(one, true, bed.clock.now().toISOString());
    const both = await Promise.all([disable(id), disable(second)]);
    expect(both.sort()).toEqual([null, 'last-administrator'].sort());
  });

  test('invites for three days', async () => {
    const token = await firstAdministrator(bed.tables.accounts, bed.clock);
    bed.clock.advance(72 * 3_600_000);
    expect((await openBrowser(bed.http).ask('POST', '/api/invitation', { token, password: PASSWORD })).status).toBe(404);
  });
});
