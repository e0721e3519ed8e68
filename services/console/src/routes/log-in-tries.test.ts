import { expect, test, vi } from 'vitest';
import { logIn, makeAccount, openBrowser, PASSWORD } from '../accounts/test-bed.ts';
import { type Bed, useBeds } from '../test-bed.ts';

const derived = vi.hoisted(() => {
  // Files of a service share a process: what another one has loaded knows the real function.
  vi.resetModules();
  return { count: 0 };
});
vi.mock('node:crypto', async (original) => {
  const real = await original<typeof import('node:crypto')>();
  const scrypt = (...given: Parameters<typeof real.scrypt>): void => {
    derived.count += 1;
    real.scrypt(...given);
  };
  return { ...real, scrypt };
});

let bed: Bed;
useBeds((opened) => void (bed = opened));

const answerOf = ({ status, body, set, headers }: Awaited<ReturnType<typeof logIn>>) => ({
  ...{ status, body, set, retry: headers['retry-after'], names: Object.keys(headers).sort() },
});

test('nobody learns which names exist: answer, work and lock are the same for a name, an unknown one, a disabled one and one not set up', async () => {
  await makeAccount(bed, { name: 'known' });
  const gone = await makeAccount(bed, { name: 'disabled' });
  await bed.tables.accounts.disable(gone, true, bed.clock.now().toISOString());
  const later = { hash: 'x', until: '2026-01-01T00:00:00.000Z' };
  await bed.tables.accounts.create(
    { name: 'invited', roles: ['operator'], issuer: null, by: 'test' },
    later,
    bed.clock.now().toISOString(),
  );
  const seen = [];
  for (const [at, name] of ['known', 'unknown', 'disabled', 'invited', 'no name at all'].entries()) {
    const browser = openBrowser(bed.http, `198.51.100.${at + 1}`);
    const before = derived.count;
    const answers = [];
    for (let tries = 0; tries < 7; tries += 1) answers.push(answerOf(await logIn(browser, name, 'not this one')));
    seen.push({ answers, work: derived.count - before });
  }
  const [first] = seen;
  expect(first?.answers.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401, 429, 429]);
  expect(first?.work).toBe(5);
  for (const one of seen) expect(one).toEqual(first);
});

test('whoever fails five times waits, each time twice as long, even with the right password; a good log-in forgets it', async () => {
  await makeAccount(bed, { name: 'desk-1' });
  const statusOf = async (password?: string, ip?: string) => (await logIn(openBrowser(bed.http, ip), 'desk-1', password)).status;
  for (let tries = 0; tries < 5; tries += 1) expect(await statusOf('not this one')).toBe(401);
  expect(await statusOf()).toBe(429);
  expect(await statusOf(PASSWORD, '192.0.2.77')).toBe(429);
  bed.clock.advance(30_000);
  expect(await statusOf('not this one')).toBe(401);
  bed.clock.advance(59_999);
  expect(await statusOf()).toBe(429);
  bed.clock.advance(1);
  expect(await statusOf()).toBe(200);
  for (let tries = 0; tries < 4; tries += 1) expect(await statusOf('not this one')).toBe(401);
  expect(await statusOf()).toBe(200);
});

test('many tries at once count as many', async () => {
  await makeAccount(bed, { name: 'desk-1' });
  const all = await Promise.all(Array.from({ length: 12 }, () => logIn(openBrowser(bed.http), 'desk-1', 'not this one')));
  expect(all.filter(({ status }) => status === 401)).toHaveLength(5);
});

test('an address that tries many names is stopped, a good log-in of its own notwithstanding', async () => {
  await makeAccount(bed, { name: 'own' });
  const statuses = [];
  for (let at = 0; at < 31; at += 1) {
    statuses.push((await logIn(openBrowser(bed.http, `2001:db8::${String(at + 1)}`), `name-${String(at)}`, 'not this one')).status);
    if (at === 10) expect((await logIn(openBrowser(bed.http, '2001:db8::ff'), 'own')).status).toBe(200);
  }
  expect(statuses).toEqual([...Array.from({ length: 30 }, () => 401), 429]);
  expect((await logIn(openBrowser(bed.http, '2001:db8:0:1::1'), 'own')).status).toBe(200);
  expect(JSON.stringify(await bed.db.query('select * from login_tries'))).not.toContain('2001');
});
