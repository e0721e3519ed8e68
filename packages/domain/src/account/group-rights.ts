import { z } from 'zod';
import { accountRights, type AccountRights, type Role } from './account.ts';

/** What membership in a group of the log-in provider gives, by group. */
export const groupRights = z.record(z.string().min(1), accountRights);
export type GroupRights = z.output<typeof groupRights>;

/** Why somebody whom the provider knows does not get in here. */
type NoRights = 'no-role' | 'several-issuers';

/**
 * The rights of somebody in these groups: the roles of all of them, for the one issuer that they name. Groups of several issuers give none:
 * whom a bulletin would speak for must never be a matter of order.
 */
export function rightsOf(
  groups: readonly string[],
  given: GroupRights,
): { readonly ok: true; readonly rights: AccountRights } | { readonly ok: false; readonly reason: NoRights } {
  const held = groups.flatMap((group) => (Object.hasOwn(given, group) ? (given[group] ?? []) : []));
  const roles: Role[] = [...new Set(held.flatMap((one) => one.roles))].sort();
  const issuers = new Set(held.flatMap(({ issuer }) => issuer ?? []));
  if (roles.length === 0) return { ok: false, reason: 'no-role' };
  if (issuers.size > 1) return { ok: false, reason: 'several-issuers' };
  return { ok: true, rights: { roles, issuer: [...issuers][0] ?? null } };
}
