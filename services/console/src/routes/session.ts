import { accountName, ownPath, password } from '@loa/domain/account';
import { checkSameOrigin, hashOfKey, parseBody, Problem, sessionTokenOf, setSessionCookie } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { AccountPorts } from '../accounts/account-ports.ts';
import { takeTry } from '../accounts/limit-tries.ts';
import { beginSession, nextStep, ofAccount, sessionOf } from '../accounts/log-in.ts';

const anyPassword = z.string().min(1, 'expected a password').max(200, 'expected at most 200 characters');
export const logInBody = z.strictObject({
  name: z.string().trim().toLowerCase().max(100),
  password: anyPassword,
  /** Where to go afterwards: a path of this server. */
  next: z.string().max(2_000).optional(),
});
export const passwordBody = z.strictObject({ current: anyPassword, password });
export const acceptBody = z.strictObject({ token: z.string().min(1).max(100), password });

/** Logging in and out, one's own password, and accepting an invitation. */
export function sessionRoutes(http: FastifyInstance, ports: AccountPorts): void {
  const { accounts, sessions, loginTries, passwords, audit, clock } = ports;
  const now = (): string => clock.now().toISOString();
  // A page of another site could otherwise log somebody in as somebody else.
  const sameOrigin = { preHandler: async (request: Parameters<typeof checkSameOrigin>[0]) => checkSameOrigin(request) };

  http.post('/api/session', sameOrigin, async (request, reply) => {
    const { name, password: given, next } = parseBody(logInBody, request.body);
    const tried = await takeTry(loginTries, { account: `name:${name}`, ip: request.ip }, now());
    const account = accountName.safeParse(name).success ? await accounts.byName(name) : null;
    const usable = account === null || account.disabled ? null : account.password;
    if (!(await passwords.matches(given, usable)) || account === null) throw refused();
    await tried.good();
    const step = nextStep(account);
    await beginSession(ports, { request, reply }, { accountId: account.id, stage: step === 'done' ? 'full' : 'password' });
    request.log.info({ account: account.id, step }, 'logged in');
    return reply.header('cache-control', 'no-store').send({ step, next: ownPath(next) });
  });

  http.get('/api/session', async (request, reply) => {
    const session = await sessionOf(ports, request, { halfway: true });
    const account = await accounts.get(session.accountId);
    const step = session.stage === 'full' || account === null ? 'done' : nextStep(account);
    const { name, roles, issuer } = session;
    return reply.header('cache-control', 'no-store').send({ step, ...(step === 'done' && { name, roles, issuer }) });
  });

  http.delete('/api/session', sameOrigin, async (request, reply) => {
    const token = sessionTokenOf(request);
    const held = token === null ? null : await sessions.find(hashOfKey(token));
    if (token !== null) await sessions.end(hashOfKey(token));
    if (held?.stage === 'full') await audit.note(ofAccount('logged-out', held.accountId, held.name), now());
    setSessionCookie(request, reply, null);
    return reply.code(204).send();
  });

  http.post('/api/session/password', sameOrigin, async (request, reply) => {
    const { current, password: next } = parseBody(passwordBody, request.body);
    const session = await sessionOf(ports, request, { halfway: false });
    const account = await accounts.byName(session.name);
    const tried = await takeTry(loginTries, { account: `name:${session.name}`, ip: request.ip }, now());
    if (account === null || !(await passwords.matches(current, account.password))) throw notTheCurrent();
    await tried.good();
    await accounts.setPassword(account.id, await passwords.hash(next));
    await audit.note(ofAccount('password-changed', account.id, account.name), now());
    await beginSession(ports, { request, reply }, { accountId: account.id, stage: 'full' });
    request.log.info({ account: account.id }, 'password changed');
    return reply.code(204).send();
  });

  http.post('/api/invitation', sameOrigin, async (request) => {
    const { token, password: chosen } = parseBody(acceptBody, request.body);
    const tried = await takeTry(loginTries, { account: `invitation:${request.ip}`, ip: request.ip }, now());
    const account = await accounts.accept(hashOfKey(token), await passwords.hash(chosen), now());
    if (account === null)
      throw new Problem({ status: 404, code: 'invitation-unknown', title: 'This invitation is unknown, used or has run out' });
    await tried.good();
    const name = (await accounts.get(account))?.name ?? account;
    await audit.note(ofAccount('invitation-accepted', account, name), now());
    request.log.info({ account }, 'invitation accepted');
    return { name };
  });
}

const notTheCurrent = (): Problem =>
  new Problem({
    status: 401,
    code: 'password-refused',
    title: 'This is not the current password',
    errors: [{ path: 'current', expected: 'the current password' }],
  });
/** One answer for every reason: a wrong password, no such account, one that is disabled or not set up. */
const refused = (): Problem => new Problem({ status: 401, code: 'log-in-refused', title: 'Name and password do not fit' });
