import { describe, expect, it, test } from 'vitest';
import { accountName, judgeSession, newAccount, ownPath, password, SESSION_LASTS } from './index.ts';

describe('ownPath', () => {
  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    ' /desk',
    'desk',
    '',
    undefined,
  ])('leads home instead of to %j', (next) => expect(ownPath(next)).toBe('/'));

  it.each(['/', '/desk', '/desk?series=a%2F%2Fb#top', '/a//b'])('leads to %j of this server', (next) => expect(ownPath(next)).toBe(next));
});

describe('judgeSession', () => {
  const startedAt = '2025-11-06T00:00:00.000Z';
  const after = (ms: number): string => new Date(Date.parse(startedAt) + ms).toISOString();
  const full = { stage: 'full' as const, startedAt, seenAt: startedAt, disabled: false, entered: false };

  test('ends by silence, by age and with its account', () => {
    const { idleMs, absoluteMs } = SESSION_LASTS;
    expect(judgeSession(full, after(idleMs - 1))).toEqual({ ok: true });
    expect(judgeSession(full, after(idleMs))).toEqual({ ok: false, reason: 'idle' });
    const busy = { ...full, seenAt: after(absoluteMs - 1) };
    expect(judgeSession(busy, after(absoluteMs - 1))).toEqual({ ok: true });
    expect(judgeSession(busy, after(absoluteMs))).toEqual({ ok: false, reason: 'too-old' });
    const entered = { ...busy, seenAt: after(SESSION_LASTS.enteredMs - 1), entered: true };
    expect(judgeSession(entered, after(SESSION_LASTS.enteredMs - 1))).toEqual({ ok: true });
    expect(judgeSession(entered, after(SESSION_LASTS.enteredMs))).toEqual({ ok: false, reason: 'too-old' });
    expect(judgeSession({ ...full, disabled: true }, startedAt)).toEqual({ ok: false, reason: 'disabled' });
  });

  test('opens nothing before the second factor, which is waited for only shortly', () => {
    const half = { ...full, stage: 'password' as const };
    expect(judgeSession(half, startedAt)).toEqual({ ok: false, reason: 'second-factor-missing' });
    expect(judgeSession(half, after(SESSION_LASTS.halfwayMs))).toEqual({ ok: false, reason: 'too-old' });
  });
});

test('a name is written in one way, a forecaster speaks for somebody, and a password is not short', () => {
  expect(accountName.parse(' Ca.Truc-1 ')).toBe('ca.truc-1');
  for (const name of ['', 'a', '.a', 'trực', 'a b']) expect(accountName.safeParse(name).success).toBe(false);
  expect(newAccount.parse({ name: 'wall', roles: ['operator', 'operator'] })).toEqual({ name: 'wall', roles: ['operator'], issuer: null });
  for (const role of ['forecaster', 'approver'])
    expect(newAccount.safeParse({ name: 'desk', roles: [role] }).error?.issues[0]).toMatchObject({ path: ['issuer'] });
  for (const text of ['elevenchars', 'aaaaaaaaaaaaaaaa']) expect(password.safeParse(text).success).toBe(false);
});
