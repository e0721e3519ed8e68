import { role } from '@loa/domain/account';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { api } from '../api/client.ts';
import { ApiProblem } from '../api/problem.ts';
import { queryClient } from '../api/query.ts';

const step = z.enum(['done', 'code', 'set-up']);
const session = z.union([
  z.object({ step: z.literal('done'), name: z.string(), roles: z.array(role), issuer: z.string().nullable() }),
  z.object({ step: z.enum(['code', 'set-up']) }),
]);
/** Who is logged in, or what is left to do for it. */
export type Session = z.output<typeof session>;
export type LoggedIn = Extract<Session, { step: 'done' }>;

const KEY = ['session'];

/** The session now; null: nobody is logged in. Undefined until it is known. */
export function useSession() {
  return useQuery({ queryKey: KEY, queryFn: askSession, staleTime: 60_000, refetchInterval: 60_000 });
}

async function askSession(): Promise<Session | null> {
  try {
    return await api.get('/api/session', session);
  } catch (error) {
    if (error instanceof ApiProblem && error.status === 401) return null;
    throw error;
  }
}

/** Asks again who is logged in; whatever was read under the former session is forgotten. */
export async function renewSession(): Promise<void> {
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
  await queryClient.invalidateQueries({ queryKey: KEY });
}

export const askWays = () => api.get('/api/session/ways', z.object({ oidc: z.object({ provider: z.string() }).nullable() }));
export const logIn = (name: string, password: string, next: string) =>
  api.post('/api/session', { name, password, next }, z.object({ step, next: z.string() }));
export const giveCode = (given: { readonly code: string } | { readonly recoveryCode: string }) =>
  api.post('/api/session/code', given, z.void());
export const proposeFactor = () => api.post('/api/session/second-factor', {}, z.object({ secret: z.string(), uri: z.string() }));
export const confirmFactor = (code: string) =>
  api.post('/api/session/second-factor/confirm', { code }, z.object({ recoveryCodes: z.array(z.string()) }));
const accepted = z.object({ name: z.string() });
/** Answers with the name to log in with. */
export const acceptInvitation = (token: string, password: string) => api.post('/api/invitation', { token, password }, accepted);
export async function logOut(): Promise<void> {
  await api.delete('/api/session', z.void());
  queryClient.setQueryData(KEY, null);
  queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== KEY[0] });
}
