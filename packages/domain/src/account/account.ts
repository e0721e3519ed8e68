import { z } from 'zod';

/** What somebody may do. A key is a forecaster's or an operator's; an account may have several. */
export const role = z.enum(['forecaster', 'approver', 'operator', 'administrator']);
export type Role = z.output<typeof role>;

/** What an account is called where somebody logs in, and in lists of who did what. */
export const accountName = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9][a-z0-9._-]{1,39}$/, 'expected 2 to 40 of a-z, 0-9, dot, hyphen and underscore, a letter or digit first');

/** A new password (NIST SP 800-63B, 5.1.1.2: by its length, without rules about kinds of characters). */
export const password = z
  .string()
  .min(12, 'expected at least 12 characters')
  .max(200, 'expected at most 200 characters')
  .refine((text) => new Set(text).size >= 5, 'expected at least 5 different characters');

const rights = {
  roles: z
    .array(role)
    .min(1, 'expected at least one role')
    .transform((roles) => [...new Set(roles)].sort()),
  /** Whom the account speaks for. */
  issuer: z.string().min(1).max(100).nullable().default(null),
};
const speaks = (given: { readonly roles: readonly Role[]; readonly issuer: string | null }): boolean =>
  given.issuer !== null || !(given.roles.includes('forecaster') || given.roles.includes('approver'));
const SPEAKS = { path: ['issuer'], error: 'expected an issuer: forecasters and approvers speak for one' };

/** What an account may do, and for whom. */
export const accountRights = z.strictObject(rights).refine(speaks, SPEAKS);
export type AccountRights = z.output<typeof accountRights>;

/** An account to be made. */
export const newAccount = z.strictObject({ name: accountName, ...rights }).refine(speaks, SPEAKS);
export type NewAccount = z.output<typeof newAccount>;

/** Whether somebody with these roles needs a second factor: whoever can stop, let out or hand out rights. */
export const needsSecondFactor = (roles: readonly Role[]): boolean => roles.some((one) => one !== 'forecaster');

/** So long an invitation may be accepted. Milliseconds. */
export const INVITATION_LASTS_MS = 72 * 3_600_000;
