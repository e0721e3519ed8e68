import { randomUUID } from 'node:crypto';
import type { Account, Entered, Entering } from '@loa/domain/ports';
import type { Transaction } from '../sql.ts';
import * as statements from './statements.ts';

/** See `Accounts.enter`, inside the transaction `tx`. Rejects with SqlError where the name is taken or the issuer unknown. */
export async function enter(tx: Transaction, { provider, subject, name, roles, issuer }: Entering, now: string): Promise<Entered> {
  await tx.query(statements.LOCK_ALL);
  const [known] = await tx.query<Account>(statements.ENTERED, [provider, subject]);
  if (known === undefined) {
    const id = randomUUID();
    await tx.query(statements.ENTER, [id, name, roles, issuer, now, provider, subject]);
    return { ok: true, id, changed: 'account-made' };
  }
  if (known.disabled) return { ok: false, reason: 'disabled' };
  if (known.issuer === issuer && [...known.roles].sort().join() === [...roles].sort().join())
    return { ok: true, id: known.id, changed: null };
  if (known.roles.includes('administrator') && !roles.includes('administrator')) {
    const [other] = await tx.query(statements.OTHER_ADMINISTRATOR, [known.id]);
    if (other === undefined) return { ok: false, reason: 'last-administrator' };
  }
  await tx.query(statements.CHANGE, [known.id, roles, issuer]);
  await tx.query(statements.END_SESSIONS, [known.id]);
  return { ok: true, id: known.id, changed: 'account-changed' };
}
