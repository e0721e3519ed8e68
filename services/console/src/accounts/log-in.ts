import { judgeSession, needsSecondFactor, type SessionStage } from '@loa/domain/account';
import type { AuditNote, Deed, SessionHeld } from '@loa/domain/ports';
import { hashOfKey, newToken, Problem, sessionTokenOf, setSessionCookie } from '@loa/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AccountPorts } from './account-ports.ts';

/** What whoever logs in has to do next: nothing, give a code, or set the second factor up first. */
export type NextStep = 'done' | 'code' | 'set-up';

/** A session that has not ended, with the hash that it is kept by. */
export interface OpenSession extends SessionHeld {
  readonly hash: string;
}

/** What an account has to do after its password. */
export function nextStep({ roles, hasSecondFactor }: Pick<SessionHeld, 'roles'> & { readonly hasSecondFactor: boolean }): NextStep {
  if (hasSecondFactor) return 'code';
  return needsSecondFactor(roles) ? 'set-up' : 'done';
}

/** Begins a session under a token that nobody has seen before; whatever session the browser came with ends. */
export async function beginSession(
  { accounts, sessions, audit, clock }: Pick<AccountPorts, 'accounts' | 'sessions' | 'audit' | 'clock'>,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { accountId, stage }: { readonly accountId: string; readonly stage: SessionStage },
): Promise<void> {
  const former = sessionTokenOf(request);
  if (former !== null) await sessions.end(hashOfKey(former));
  const token = newToken();
  const now = clock.now().toISOString();
  await sessions.open({ hash: hashOfKey(token), accountId, stage }, now);
  if (stage === 'full') await audit.note(ofAccount('logged-in', accountId, (await accounts.get(accountId))?.name ?? accountId), now);
  setSessionCookie(request, reply, token);
}

/** The same session under another token, which opens everything; 401 where it ended meanwhile. */
export async function completeSession(
  { sessions, audit, clock }: Pick<AccountPorts, 'sessions' | 'audit' | 'clock'>,
  { request, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { hash, accountId, name }: OpenSession,
): Promise<void> {
  const token = newToken();
  const now = clock.now().toISOString();
  const renewed = await sessions.renew(hash, { hash: hashOfKey(token), stage: 'full' }, now);
  if (!renewed) throw notLoggedIn();
  await audit.note(ofAccount('logged-in', accountId, name), now);
  setSessionCookie(request, reply, token);
}

/** The session of the request's cookie; 401 without one. With `halfway` one that waits for its second factor is taken too. */
export async function sessionOf(
  { sessions, clock }: Pick<AccountPorts, 'sessions' | 'clock'>,
  request: FastifyRequest,
  { halfway }: { readonly halfway: boolean },
): Promise<OpenSession> {
  const token = sessionTokenOf(request);
  if (token === null) throw notLoggedIn();
  const hash = hashOfKey(token);
  const held = await sessions.find(hash);
  if (held === null) throw notLoggedIn();
  const judged = judgeSession(held, clock.now().toISOString());
  if (judged.ok || (halfway && judged.reason === 'second-factor-missing')) return { ...held, hash };
  throw notLoggedIn();
}

/** A note of what an account does to itself. */
export const ofAccount = (deed: Deed, id: string, name: string): AuditNote => ({ deed, by: name, account: id, subject: id });

const notLoggedIn = (): Problem => new Problem({ status: 401, code: 'not-logged-in', title: 'A log-in is needed' });
