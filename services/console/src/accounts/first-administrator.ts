import type { Accounts } from '@loa/domain/ports';
import type { Clock } from '@loa/runtime';
import { newInvitation } from '../routes/accounts.ts';

/** Makes the account `administrator` where there is none at all; the token of its invitation, or null where accounts are there already. */
export async function firstAdministrator(accounts: Pick<Accounts, 'createFirst'>, clock: Clock): Promise<string | null> {
  const { token, invitation } = newInvitation(clock.now());
  const id = await accounts.createFirst('administrator', invitation, clock.now().toISOString());
  return id === null ? null : token;
}
