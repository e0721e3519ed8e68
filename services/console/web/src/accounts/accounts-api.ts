import { type AccountRights, needsSecondFactor, type NewAccount, role } from '@loa/domain/account';
import { z } from 'zod';
import { api } from '../api/index.ts';

const account = z.object({
  id: z.string(),
  name: z.string(),
  roles: z.array(role),
  issuer: z.string().nullable(),
  disabled: z.boolean(),
  hasPassword: z.boolean(),
  hasSecondFactor: z.boolean(),
  hasDutyPhone: z.boolean(),
  hasDutyEmail: z.boolean(),
  createdAt: z.string(),
  createdBy: z.string(),
});
export type Account = z.output<typeof account>;

const invited = z.object({ account, invitation: z.object({ token: z.string(), until: z.string() }) });
export type Invited = z.output<typeof invited>;

export const ACCOUNTS_KEY = ['accounts'];
export const listAccounts = async ({ signal }: { readonly signal: AbortSignal }): Promise<Account[]> =>
  (await api.get('/api/accounts', z.object({ accounts: z.array(account) }), { signal })).accounts;
export const invite = (given: NewAccount): Promise<Invited> => api.post('/api/accounts', given, invited);
export const changeRights = (id: string, rights: AccountRights): Promise<Account> =>
  api.put(`/api/accounts/${encodeURIComponent(id)}`, rights, account);
export const putDuty = (id: string, duty: { readonly phone: string | null; readonly email: string | null }): Promise<Account> =>
  api.put(`/api/accounts/${encodeURIComponent(id)}/duty`, duty, account);
export const disable = (id: string, disabled: boolean): Promise<Account> =>
  api.post(`/api/accounts/${encodeURIComponent(id)}/disabled`, { disabled }, account);
export const reset = (id: string): Promise<Invited> => api.post(`/api/accounts/${encodeURIComponent(id)}/reset`, {}, invited);

export const ISSUERS_KEY = ['issuers'];
export const listIssuers = async ({ signal }: { readonly signal: AbortSignal }) =>
  (await api.get('/api/issuers', z.object({ issuers: z.array(z.object({ id: z.string(), name: z.string() })) }), { signal })).issuers;

export type AccountState = 'disabled' | 'invited' | 'noFactor' | 'ready';
/** What an account waits for. */
export function stateOf({ disabled, hasPassword, hasSecondFactor, roles }: Account): AccountState {
  if (disabled) return 'disabled';
  if (!hasPassword) return 'invited';
  return !hasSecondFactor && needsSecondFactor(roles) ? 'noFactor' : 'ready';
}
