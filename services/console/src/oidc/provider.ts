import * as client from 'openid-client';
import { z } from 'zod';
import type { OidcSettings } from './config.ts';

/** What the browser keeps between going to the provider and coming back. */
export const kept = z.strictObject({ state: z.string(), nonce: z.string(), verifier: z.string(), next: z.string() });
export type Kept = z.output<typeof kept>;

/** Somebody as the provider knows them. */
export interface Known {
  readonly provider: string;
  readonly subject: string;
  readonly name: string;
  readonly groups: readonly string[];
}

export interface Provider {
  /** Where the browser goes, and what it is to keep. Rejects while the provider does not answer. */
  begin(next: string): Promise<{ readonly url: string; readonly kept: Kept }>;
  /** Whom the provider's answer names. Rejects where state, nonce, verifier, signature or times do not fit. `search`: the question mark of the callback. */
  finish(search: string, from: Kept): Promise<Known>;
}

/** Marked as deprecated by its authors so that it stands out, which it should. */
// eslint-disable-next-line @typescript-eslint/no-deprecated
const OPEN = { execute: [client.allowInsecureRequests] };
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;

/** The provider by its discovery document (OpenID Connect Discovery 1.0), read when it is first needed; code flow with PKCE (RFC 7636). */
export function openProvider(settings: OidcSettings): Provider {
  const { issuer, clientId, clientSecret, redirectUri, scope, claims } = settings;
  // Plain http only towards this very machine: a provider of a test.
  const isOpen = issuer.protocol === 'http:' && LOOPBACK.test(issuer.hostname);
  let found: Promise<client.Configuration> | undefined;
  const configuration = (): Promise<client.Configuration> => {
    found ??= client.discovery(issuer, clientId, clientSecret, undefined, isOpen ? OPEN : {}).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
  return {
    async begin(next) {
      const [state, nonce, verifier] = [client.randomState(), client.randomNonce(), client.randomPKCECodeVerifier()];
      const challenge = await client.calculatePKCECodeChallenge(verifier);
      const url = client.buildAuthorizationUrl(await configuration(), {
        ...{ redirect_uri: redirectUri, scope, state, nonce },
        ...{ code_challenge: challenge, code_challenge_method: 'S256' },
      });
      return { url: url.href, kept: { state, nonce, verifier, next } };
    },
    async finish(search, { state, nonce, verifier }) {
      const here = new URL(redirectUri);
      here.search = search;
      const checks = { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true };
      const token = (await client.authorizationCodeGrant(await configuration(), here, checks)).claims();
      if (token === undefined) throw new Error('the provider gave no ID token');
      const groups = z.array(z.string()).catch([]).parse(token[claims.groups]);
      return { provider: token.iss, subject: token.sub, name: z.string().catch('').parse(token[claims.name]), groups };
    },
  };
}
