import { groupRights } from '@loa/domain/account';
import { secret } from '@loa/runtime';
import { z } from 'zod';

const groupsText = z
  .string()
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: 'custom', message: 'expected a JSON object of rights by group' });
      return z.NEVER;
    }
  })
  .pipe(groupRights);

const fitting = z.object({
  /** The provider, as its tokens name it; absent: people log in by password alone. */
  LOA_OIDC_ISSUER: z.url('expected an https URL').optional(),
  LOA_OIDC_CLIENT_ID: z.string().optional(),
  LOA_OIDC_CLIENT_SECRET: secret().optional(),
  /** Where this console answers, for the provider to lead people back to: https://desk.example.org. */
  LOA_OIDC_HERE: z.url('expected an https URL').optional(),
  /** JSON: roles and issuer by group. */
  LOA_OIDC_GROUPS: groupsText.optional(),
  LOA_OIDC_GROUPS_CLAIM: z.string().default('groups'),
  LOA_OIDC_NAME_CLAIM: z.string().default('preferred_username'),
  LOA_OIDC_SCOPE: z.string().default('openid profile'),
  /** Who asks for the second factor where a role needs one. */
  LOA_OIDC_SECOND_FACTOR: z.enum(['here', 'provider'], 'expected here or provider').default('here'),
});

/** What logging in by OpenID Connect reads; standalone spreads it into its own. */
export const oidcConfig = fitting.shape;

export interface OidcSettings {
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
  readonly groups: z.output<typeof groupRights>;
  readonly claims: { readonly groups: string; readonly name: string };
  readonly scope: string;
  readonly secondFactor: 'here' | 'provider';
}

/** Some of what OpenID Connect needs is given, and some is missing. */
class OidcIncomplete extends Error {
  override readonly name = 'OidcIncomplete';
  readonly code = 'oidc-incomplete';
}

/** The settings of a configuration; null where it names no provider. Throws {@link OidcIncomplete}. */
export function oidcOf(config: z.output<typeof fitting>): OidcSettings | null {
  const { LOA_OIDC_ISSUER: issuer, LOA_OIDC_CLIENT_ID: clientId, LOA_OIDC_CLIENT_SECRET: clientSecret } = config;
  const { LOA_OIDC_HERE: here, LOA_OIDC_GROUPS: groups } = config;
  if (issuer === undefined) return null;
  if (clientId === undefined || clientSecret === undefined || here === undefined || groups === undefined)
    throw new OidcIncomplete('LOA_OIDC_ISSUER needs LOA_OIDC_CLIENT_ID, LOA_OIDC_CLIENT_SECRET, LOA_OIDC_HERE and LOA_OIDC_GROUPS');
  return {
    ...{ issuer: new URL(issuer), clientId, clientSecret: clientSecret.reveal(), groups },
    redirectUri: new URL('/api/session/oidc/callback', here).href,
    claims: { groups: config.LOA_OIDC_GROUPS_CLAIM, name: config.LOA_OIDC_NAME_CLAIM },
    scope: config.LOA_OIDC_SCOPE,
    secondFactor: config.LOA_OIDC_SECOND_FACTOR,
  };
}
