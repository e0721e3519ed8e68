import { captureChannel } from '@loa/adapters/capture';
import { embeddedRateLimiter } from '@loa/adapters/embedded';
import { apiKeysTable, type Database, migrate, openPglite, registryTable, signupsTable } from '@loa/adapters/postgres';
import { smsRegistrations } from '@loa/domain/wording';
import type { EmailContent, SmsContent } from '@loa/domain/ports';
import { createHttp, createLifecycle, createMetrics } from '@loa/runtime';
import { testAddresses } from '@loa/testing/addresses';
import { manualClock } from '@loa/testing/clock';
import { testLogger } from '@loa/testing/logs';
import { until } from '@loa/testing/servers';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { compose, type SignupPorts } from './compose.ts';
import { type SignupSettings, signupSettings } from './config.ts';

export const NOW = '2025-11-06T01:00:00.000Z';
export const SECRET = 'unsubscribe-secret';
/** Quy Nhơn, a commune; and Hà Nội, a province. */
export const QUY_NHON = { at: { kind: 'commune', code: '21583' } };
export const HA_NOI = { at: { kind: 'province', code: '01' } };

export interface BedOptions {
  readonly settings?: Partial<SignupSettings>;
  readonly ports?: Partial<SignupPorts>;
}

/** One signup process on `db`, by capture channels. */
export function openBed(db: Database, { settings, ports }: BedOptions = {}) {
  const clock = manualClock(NOW);
  const log = testLogger('signup');
  const lifecycle = createLifecycle({ log });
  const now = (): Date => clock.now();
  const email = captureChannel({ name: 'email', now });
  const sms = captureChannel({ name: 'sms', now });
  const registry = registryTable(db, testAddresses);
  const keys = apiKeysTable(db);
  const many = { perSecond: 1_000, burst: 1_000 };
  const rates = { askRate: many, messageRate: many, confirmRate: many, ownRate: many };
  const app = compose(signupSettings.parse({ publicUrl: 'https://loa.example', unsubscribeSecret: SECRET, ...rates, ...settings }), {
    ...{
      registry,
      signups: signupsTable(db, testAddresses),
      channels: { email, sms },
      rateLimiter: embeddedRateLimiter(db),
      registrations: smsRegistrations(),
      findKey: keys.findKey,
    },
    ...{ lifecycle, log, clock, ...ports },
  });
  const http = createHttp({ log, lifecycle, metrics: createMetrics({ service: 'signup' }), checks: {} });
  app.addRoutes(http);

  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, body?: object | string, token?: string) => {
    const headers = {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(typeof body === 'string' && { 'content-type': 'application/x-www-form-urlencoded' }),
    };
    const answer = await http.inject({ method, url, headers, ...(body !== undefined && { payload: body }) });
    const isJson = answer.headers['content-type']?.toString().includes('json') === true;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: isJson ? answer.json<Record<string, unknown>>() : {},
    };
  };
  return {
    ...{ clock, keys, registry, call, email, sms, http },
    /** The six digits of the newest SMS. */
    digits: (): string => /\d{6}/.exec((sms.captured.at(-1)?.content as SmsContent).text)?.[0] ?? '',
    /** The path and query of the link in the newest e-mail. */
    link: (): string => /https:\/\/loa\.example(\/\S+)/.exec((email.captured.at(-1)?.content as EmailContent).text)?.[1] ?? '',
    /** Signs up and confirms; gives the token of the subscription. */
    async subscribe(of: object): Promise<{ token: string; id: number }> {
      const asked = await call('POST', '/api/subscriptions', { places: [QUY_NHON], consent: true, ...of });
      const bySms = 'phone' in of;
      const code = bySms ? { request: asked.body['request'], code: this.digits() } : { code: this.link().split('code=')[1] };
      const done = await call('POST', '/api/subscriptions/confirm', code);
      const id = await registry.find(bySms ? 'sms' : 'email', bySms ? '+84912345678' : (of as { email: string }).email);
      return { token: String(done.body['token']), id: id ?? 0 };
    },
    sent: (channel: 'email' | 'sms', count: number) =>
      until(`${count} messages by ${channel}`, 30_000, async () => (channel === 'email' ? email : sms).count >= count && true, 5),
  };
}
export type Bed = ReturnType<typeof openBed>;

/** For the tests of one file: a database that every test finds empty. */
export function useBeds() {
  let db: Database;
  beforeAll(async () => {
    db = await openPglite({ dataDir: 'memory' });
    await migrate(db);
  });
  afterAll(() => db.close());
  beforeEach(() =>
    db.script(
      'truncate subscribers, subscriber_units, arrivals, signup_requests, signup_tokens, opt_outs, rate_limits restart identity cascade',
    ),
  );
  return { db: (): Database => db, bedOf: (options: BedOptions = {}): Bed => openBed(db, options) };
}
