import { answers, problem, query } from './openapi-parts.ts';
import { oidcQuery } from './routes/oidc.ts';

const leads = (to: string) => ({ '303': { description: to }, '404': problem('no provider is configured') });

/** Logging in by OpenID Connect: pages that a browser is led through. */
export const oidcPaths = {
  '/api/session/ways': {
    get: { summary: 'How people log in here besides by password', security: [], responses: answers('the provider, or null', {}) },
  },
  '/api/session/oidc': {
    get: {
      summary: 'Begin to log in at the provider (code flow with PKCE)',
      security: [],
      parameters: query(oidcQuery),
      responses: leads('to the provider; to /login with refused where it does not answer'),
    },
  },
  '/api/session/oidc/callback': {
    get: {
      summary: 'Where the provider leads back to',
      security: [],
      responses: leads('to where one was going, to the second factor, or to /login with refused'),
    },
  },
} as const;
