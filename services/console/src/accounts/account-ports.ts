import type { Accounts, Audit, LoginTries, SecondFactors, Sessions } from '@loa/domain/ports';
import type { Clock } from '@loa/runtime';
import type { Passwords } from './passwords.ts';

/** What the console keeps of accounts. */
export interface AccountTables {
  readonly accounts: Accounts;
  readonly secondFactors: SecondFactors;
  readonly sessions: Sessions;
  readonly loginTries: LoginTries;
}

/** What routes of accounts and sessions have at hand. */
export interface AccountPorts extends AccountTables {
  readonly passwords: Passwords;
  readonly audit: Pick<Audit, 'note'>;
  readonly clock: Clock;
}
