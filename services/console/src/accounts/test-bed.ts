import type { NewAccount } from '@loa/domain/account';
import { hashOfKey } from '@loa/runtime';
import { newInvitation } from '../routes/accounts.ts';
import type { Bed } from '../test-bed.ts';
import { codeOf, stepAt } from './totp.ts';

export const PASSWORD = 'bão số 13 vào Quy Nhơn';

export interface Asked {
  readonly headers?: Record<string, string>;
  /** The cookie that is sent instead of the browser's own. */
  readonly cookie?: string;
  /** Leaves the header out that every change of ours carries. */
  readonly withoutCsrf?: boolean;
}

/** A browser that keeps the cookie it is given. */
export function openBrowser(http: Bed['http'], ip = '198.51.100.7') {
  let jar = '';
  return {
    get cookie() {
      return jar;
    },
    async ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object, asked: Asked = {}) {
      const cookie = asked.cookie ?? jar;
      const headers = { ...(cookie !== '' && { cookie }), ...(!asked.withoutCsrf && { 'x-loa-csrf': '1' }), ...asked.headers };
      const answer = await http.inject({ method, url, headers, remoteAddress: ip, ...(body && { payload: body }) });
      const set = answer.headers['set-cookie'];
      if (typeof set === 'string') jar = set.split(';')[0] ?? '';
      const code = answer.statusCode;
      return { status: code, headers: answer.headers, set, body: answer.body === '' ? {} : answer.json<Record<string, unknown>>() };
    },
  };
}
export type Browser = ReturnType<typeof openBrowser>;

/** An account with {@link PASSWORD}, as whoever was invited would have it. Its id. */
export async function makeAccount(bed: Bed, given: Partial<NewAccount> & Pick<NewAccount, 'name'>): Promise<string> {
  const { accounts } = bed.tables;
  const { token, invitation } = newInvitation(bed.clock.now());
  const account = { roles: ['forecaster' as const], issuer: 'nchmf', by: 'test', ...given };
  const made = await accounts.create(account, invitation, bed.clock.now().toISOString());
  if (!made.ok) throw new Error(made.reason);
  const browser = openBrowser(bed.http, '203.0.113.1');
  const { status } = await browser.ask('POST', '/api/invitation', { token, password: PASSWORD });
  if (status !== 200) throw new Error(`invitation: ${status}`);
  return made.id;
}

export const logIn = (browser: Browser, name: string, password = PASSWORD) => browser.ask('POST', '/api/session', { name, password });

/** Sets the second factor up in a browser that has given the password. The secret and the recovery codes. */
export async function setUpFactor(bed: Bed, browser: Browser) {
  const { body } = await browser.ask('POST', '/api/session/second-factor', {});
  const secret = fromBase32(String(body.secret));
  const { body: set } = await browser.ask('POST', '/api/session/second-factor/confirm', { code: codeAt(bed, secret) });
  return { secret, recoveryCodes: set.recoveryCodes as string[] };
}

/** The code that an authenticator shows now. */
export const codeAt = (bed: Bed, secret: Uint8Array): string => codeOf(secret, stepAt(bed.clock.now()));

/** What is kept of a cookie's token. */
export const keptOf = (cookie: string): string => hashOfKey(cookie.split('=')[1] ?? '');

/** What a secret's Base32 stands for. */
export function fromBase32(text: string): Uint8Array {
  const bits = Array.from(text, (letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
}
