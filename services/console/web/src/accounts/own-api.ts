import { role } from '@loa/domain/account';
import { z } from 'zod';
import { api } from '../api/index.ts';

const own = z.object({
  ...{ name: z.string(), roles: z.array(role), issuer: z.object({ id: z.string(), name: z.string() }).nullable() },
  ...{ hasPassword: z.boolean(), hasSecondFactor: z.boolean(), needsSecondFactor: z.boolean() },
  others: z.array(z.object({ startedAt: z.string(), seenAt: z.string() })),
});
export type OwnAccount = z.output<typeof own>;

export const OWN_KEY = ['own-account'];
export const readOwn = ({ signal }: { readonly signal: AbortSignal }): Promise<OwnAccount> =>
  api.get('/api/session/account', own, { signal });
export const changePassword = (current: string, password: string) => api.post('/api/session/password', { current, password }, z.void());
export const endOthers = () => api.delete('/api/session/others', z.void());
