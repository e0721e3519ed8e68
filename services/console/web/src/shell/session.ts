import { role } from '@loa/domain/account';
import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { z } from 'zod';
import { api } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { queryClient, SESSION_KEY } from '../api/query.ts';
import { createStore } from './store.ts';

const step = z.enum(['done', 'code', 'set-up']);
const session = z.union([
  z.object({ step: z.literal('done'), name: z.string(), roles: z.array(role), issuer: z.string().nullable() }),
  z.object({ step: z.enum(['code', 'set-up']) }),
]);
/** Who is logged in, or what is left to do for it. */
export type Session = z.output<typeof session>;
export type LoggedIn = Extract<Session, { step: 'done' }>;

/** The session now; null: nobody is logged in. Undefined until it is known. */
export function useSession() {
  return useQuery({ queryKey: SESSION_KEY, queryFn: askSession, staleTime: 60_000, refetchInterval: 60_000 });
}

async function askSession(): Promise<Session | null> {
  try {
    const found = await api.get('/api/session', session);
    ending = null;
    return found;
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/** Whatever was read under a session is forgotten with it. */
const forget = (): void => queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== SESSION_KEY[0] });

const renewals = createStore(0);
/** How often this page's session has been another one: what was opened under the former one is opened anew. */
export const useRenewals = (): number => useSyncExternalStore(renewals.subscribe, renewals.get);
/** Another session of the same account stands in place of this page's, as after another password. */
export const noteRenewal = (): void => renewals.set(renewals.get() + 1);

/** Asks again who is logged in; whatever was read under the former session is forgotten. */
export async function renewSession(): Promise<void> {
  forget();
  noteRenewal();
  await queryClient.invalidateQueries({ queryKey: SESSION_KEY });
}

/** Why the server ended a session; `session-ended`: a log-out elsewhere, another password, a reset, or a shift that is over. */
export const ENDINGS = ['disabled', 'rights-changed', 'session-ended'] as const;
export type Ending = (typeof ENDINGS)[number];
let ending: Ending | null = null;

/** The server says that the session of this page has ended: asks whether another one stands in its place, as after a log-in in another window. */
export async function endSession(why: Ending): Promise<void> {
  ending = why;
  await queryClient.invalidateQueries({ queryKey: SESSION_KEY });
  if (queryClient.getQueryData<Session | null>(SESSION_KEY)?.step === 'done') noteRenewal();
}

/** Why the session ended, for who is led to the log-in now; what was read under it is forgotten. */
export function takeEnding(): Ending {
  const taken = ending ?? 'session-ended';
  ending = null;
  forget();
  return taken;
}

export const askWays = () => api.get('/api/session/ways', z.object({ oidc: z.object({ provider: z.string() }).nullable() }));
export const logIn = (name: string, password: string, next: string) =>
  api.post('/api/session', { name, password, next }, z.object({ step, next: z.string() }));
/** A code by time, or one of recovery. */
export type GivenCode = { readonly code: string } | { readonly recoveryCode: string };
export const giveCode = (given: GivenCode) => api.post('/api/session/code', given, z.void());
const proposed = z.object({ secret: z.string(), uri: z.string() });
export type ProposedFactor = z.output<typeof proposed>;
/** A key for the phone; where a second factor is in force, for a code of it. */
export const proposeFactor = (given: GivenCode | Record<string, never>) => api.post('/api/session/second-factor', given, proposed);
export const confirmFactor = (code: string) =>
  api.post('/api/session/second-factor/confirm', { code }, z.object({ recoveryCodes: z.array(z.string()) }));
const accepted = z.object({ name: z.string() });
/** Answers with the name to log in with. */
export const acceptInvitation = (token: string, password: string) => api.post('/api/invitation', { token, password }, accepted);
export async function logOut(): Promise<void> {
  await api.delete('/api/session', z.void());
  queryClient.setQueryData(SESSION_KEY, null);
  forget();
}
