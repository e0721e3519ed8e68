import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Database } from '@loa/adapters/postgres';
import { groupRights } from '@loa/domain/account';
import Provider from 'oidc-provider';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeAccount } from '../accounts/test-bed.ts';
import { oidcConfig, oidcOf, type OidcSettings } from '../oidc/config.ts';
import { type Bed, openBed, openDatabase } from '../test-bed.ts';
import { z } from 'zod';

const HERE = 'http://127.0.0.1:1';
const GROUPS = groupRights.parse({
  desk: { roles: ['forecaster'], issuer: 'nchmf' },
  chiefs: { roles: ['approver'], issuer: 'nchmf' },
  station: { roles: ['forecaster'], issuer: 'quang-ngai' },
  nowhere: { roles: ['forecaster'], issuer: 'unheard-of' },
});

/** A provider of the standard, with its own pages for log-in and consent. */
async function openProvider() {
  const groups = new Map<string, string[]>();
  const server: Server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'loa', client_secret: 'secret of a test', redirect_uris: [`${HERE}/api/session/oidc/callback`] }],
    claims: { openid: ['sub'], profile: ['preferred_username', 'groups'] },
    conformIdTokenClaims: false,
    cookies: { keys: ['key of a test'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: () => ({ sub: `sub-${id}`, preferred_username: id, groups: groups.get(id) ?? [] }),
    }),
  });
  const answer = provider.callback();
  server.on('request', (request, response) => void answer(request, response));
  return {
    issuer,
    groups,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What a person does at the provider: follows it, gives a name, agrees. Ends where the provider leads back to. */
async function atProvider(start: string, name: string): Promise<URL> {
  const jar = new Map<string, string>();
  const ask = async (url: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...jar].map(([key, value]) => `${key}=${value}`).join('; ');
    const body = form && { method: 'POST', body: new URLSearchParams(form) };
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie }, ...body });
    for (const set of answer.headers.getSetCookie()) {
      const [key = '', value = ''] = (set.split(';')[0] ?? '').split(/=(.*)/s);
      jar.set(key, value);
    }
    return answer;
  };
  let url = start;
  for (let steps = 0; steps < 12; steps += 1) {
    if (url.startsWith(HERE)) return new URL(url);
    let answer = await ask(url);
    if (answer.status === 200) {
      const prompt = (await answer.text()).includes('name="login"')
        ? { prompt: 'login', login: name, password: 'any' }
        : { prompt: 'consent' };
      answer = await ask(url, prompt);
    }
    url = new URL(answer.headers.get('location') ?? '', url).href;
  }
  throw new Error(`the provider leads nowhere: ${url}`);
}

let db: Database;
let provider: Awaited<ReturnType<typeof openProvider>>;
let settings: OidcSettings;
let bed: Bed;
beforeAll(async () => {
  db = await openDatabase();
  provider = await openProvider();
  const given = {
    LOA_OIDC_ISSUER: provider.issuer,
    LOA_OIDC_CLIENT_ID: 'loa',
    LOA_OIDC_CLIENT_SECRET: 'secret of a test',
    LOA_OIDC_HERE: HERE,
  };
  const config = z.object(oidcConfig).parse({ ...given, LOA_OIDC_GROUPS: JSON.stringify(GROUPS) });
  settings = oidcOf(config)!;
  expect(() => oidcOf({ ...config, LOA_OIDC_GROUPS: undefined })).toThrow('LOA_OIDC_ISSUER needs');
});
afterAll(async () => {
  await provider.stop();
  await db.close();
});
beforeEach(async () => {
  bed = await openBed(db, { oidc: settings });
});
afterEach(() => bed.close());

const cookiesOf = (answer: { headers: Record<string, unknown> }): string[] => [answer.headers['set-cookie'] ?? []].flat().map(String);

/** Goes to the provider and back; the answer to the callback. `spoil` changes what comes back, or the cookie that was kept. */
async function logIn(name: string, spoil: (back: URL, cookie: string) => { back?: URL; cookie?: string } = () => ({})) {
  const begun = await bed.http.inject('/api/session/oidc?next=%2Fdesk%2Fapprovals');
  const [cookie = ''] = (cookiesOf(begun)[0] ?? '').split(';');
  const back = await atProvider(String(begun.headers.location), name);
  const given = { back, cookie, ...spoil(back, cookie) };
  const answer = await bed.http.inject({ url: `${given.back.pathname}${given.back.search}`, headers: { cookie: given.cookie } });
  const session = cookiesOf(answer)
    .find((one) => one.startsWith('loa='))
    ?.split(';')[0];
  return { location: String(answer.headers.location), session, back, cookie };
}
const whoIs = async (cookie = '') => (await bed.http.inject({ url: '/api/session', headers: { cookie } })).json<Record<string, unknown>>();

describe('by the provider', () => {
  test('a forecaster gets in with the rights of the groups; without a group nobody does, and another group ends the sessions of the former one', async () => {
    provider.groups.set('an', ['desk', 'choir']);
    const first = await logIn('an');
    expect(first.location).toBe('/desk/approvals');
    expect(await whoIs(first.session)).toEqual({ step: 'done', name: 'an', roles: ['forecaster'], issuer: 'nchmf' });
    const again = await logIn('an');
    expect(await whoIs(first.session)).toMatchObject({ step: 'done' });
    expect((await bed.tables.accounts.list()).filter(({ name }) => name === 'an')).toHaveLength(1);
    provider.groups.set('an', ['choir']);
    expect((await logIn('an')).location).toBe('/login?refused=no-role');
    provider.groups.set('an', ['station']);
    const moved = await logIn('an');
    expect(await whoIs(moved.session)).toMatchObject({ issuer: 'quang-ngai' });
    expect(await whoIs(again.session)).toMatchObject({ status: 401 });
  });

  test('an approver still needs the second factor here, unless the provider is trusted with it', async () => {
    provider.groups.set('binh', ['desk', 'chiefs']);
    const here = await logIn('binh');
    expect(here.location).toBe('/login?next=%2Fdesk%2Fapprovals');
    expect(await whoIs(here.session)).toEqual({ step: 'set-up' });
    await bed.close();
    bed = await openBed(db, { oidc: { ...settings, secondFactor: 'provider' } });
    const there = await logIn('binh');
    expect(await whoIs(there.session)).toMatchObject({ step: 'done', roles: ['approver', 'forecaster'] });
  });

  test('a name that a local account has does not lead into it; nor do groups of two issuers, or of one unheard of, lead anywhere', async () => {
    await makeAccount(bed, { name: 'dung' });
    for (const [name, groups, refused] of [
      ['dung', ['desk'], 'name-taken'],
      ['lan', ['desk', 'station'], 'several-issuers'],
      ['lan', ['nowhere'], 'issuer-unknown'],
      ['lan', ['constructor'], 'no-role'],
    ] as const) {
      provider.groups.set(name, [...groups]);
      const { location, session } = await logIn(name);
      expect([location, session]).toEqual([`/login?refused=${refused}`, undefined]);
    }
    provider.groups.set('mai', ['desk']);
    const mai = (await logIn('mai')).session;
    const [account] = (await bed.tables.accounts.list()).filter(({ name }) => name === 'mai');
    await bed.tables.accounts.disable(account!.id, true, bed.clock.now().toISOString());
    expect(await whoIs(mai)).toMatchObject({ status: 401 });
    expect((await logIn('mai')).location).toBe('/login?refused=disabled');
  });

  test('an answer without its beginning, with another state, or used twice opens nothing', async () => {
    provider.groups.set('an', ['desk']);
    const without = await logIn('an', () => ({ cookie: '' }));
    expect([without.location, without.session]).toEqual(['/login?refused=oidc-not-begun', undefined]);
    const changed = await logIn('an', (back) => {
      const other = new URL(back);
      other.searchParams.set('state', 'x'.repeat(43));
      return { back: other };
    });
    expect([changed.location, changed.session]).toEqual(['/login?refused=oidc-failed', undefined]);
    // Somebody else's answer under one's own beginning: another verifier and nonce.
    const foreign = await logIn('an', () => ({ cookie: changed.cookie }));
    expect([foreign.location, foreign.session]).toEqual(['/login?refused=oidc-failed', undefined]);
    const good = await logIn('an');
    const twice = await bed.http.inject({ url: `${good.back.pathname}${good.back.search}`, headers: { cookie: good.cookie } });
    expect(twice.headers.location).toBe('/login?refused=oidc-failed');
  });

  test('it leads to paths of this server alone, and a provider that is away is said so', async () => {
    const begun = await bed.http.inject('/api/session/oidc?next=https%3A%2F%2Fevil.example%2F');
    const kept = Buffer.from(/loa-oidc=([\w-]+)/.exec(cookiesOf(begun)[0] ?? '')?.[1] ?? '', 'base64url').toString();
    expect(kept).not.toContain('evil');
    expect((await bed.http.inject('/api/session/ways')).json()).toEqual({ oidc: { provider: '127.0.0.1' } });
    await bed.close();
    bed = await openBed(db, { oidc: { ...settings, issuer: new URL('http://127.0.0.1:9') } });
    expect((await bed.http.inject('/api/session/oidc')).headers.location).toBe('/login?refused=oidc-unreachable');
    await bed.close();
    bed = await openBed(db);
    expect((await bed.http.inject('/api/session/oidc')).statusCode).toBe(404);
    expect((await bed.http.inject('/api/session/ways')).json()).toEqual({ oidc: null });
  });
});
