import { accountName, ownPath, rightsOf } from '@loa/domain/account';
import { parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccountPorts } from '../accounts/account-ports.ts';
import { beginSession, nextStep, ofAccount } from '../accounts/log-in.ts';
import type { OidcSettings } from '../oidc/config.ts';
import { type Kept, kept, type Known, openProvider } from '../oidc/provider.ts';

/** Where to go afterwards: a path of this server. */
export const oidcQuery = z.strictObject({ next: z.string().max(2_000).optional() });

/** So long somebody may take at the provider, seconds. */
const KEPT_S = 600;
const PATH = '/api/session/oidc';

/** Logging in by OpenID Connect; without settings the addresses say that there is none. */
export function oidcRoutes(http: FastifyInstance, ports: AccountPorts & { readonly oidc: OidcSettings | null }): void {
  const { accounts, audit, clock, oidc } = ports;
  const provider = oidc === null ? null : openProvider(oidc);

  http.get('/api/session/ways', () => ({ oidc: oidc === null ? null : { provider: oidc.issuer.hostname } }));

  http.get(PATH, async (request, reply) => {
    if (provider === null) throw notHere();
    const { next } = parseParameters(oidcQuery, request.query);
    const begun = await provider.begin(ownPath(next)).catch((err: unknown) => {
      request.log.error({ err }, 'the log-in provider does not answer');
      return null;
    });
    if (begun === null) return refuse(reply, 'oidc-unreachable');
    keep(request, reply, begun.kept);
    return reply.header('cache-control', 'no-store').redirect(begun.url, 303);
  });

  http.get(`${PATH}/callback`, async (request, reply) => {
    if (provider === null || oidc === null) throw notHere();
    const from = keptOf(request);
    keep(request, reply, null);
    if (from === null) return refuse(reply, 'oidc-not-begun');
    const known = await provider.finish(new URL(request.url, oidc.redirectUri).search, from).catch((err: unknown) => {
      request.log.warn({ err }, 'log-in by the provider failed');
      return null;
    });
    if (known === null) return refuse(reply, 'oidc-failed');
    const entered = await enter(known, oidc);
    if (!entered.ok) {
      request.log.warn({ reason: entered.reason }, 'log-in by the provider refused');
      return refuse(reply, entered.reason);
    }
    const account = await accounts.get(entered.id);
    const isFull = oidc.secondFactor === 'provider' || account === null || nextStep(account) === 'done';
    await beginSession(ports, { request, reply }, { accountId: entered.id, stage: isFull ? 'full' : 'password' });
    request.log.info({ account: entered.id }, 'logged in by the provider');
    return reply.header('cache-control', 'no-store').redirect(isFull ? from.next : `/login?next=${encodeURIComponent(from.next)}`, 303);
  });

  /** Rights are the groups' of this very log-in: whoever left one has them no more. */
  async function enter(known: Known, { groups }: OidcSettings) {
    const rights = rightsOf(known.groups, groups);
    if (!rights.ok) return rights;
    const name = accountName.safeParse(known.name.split('@')[0]);
    if (!name.success) return { ok: false, reason: 'name-unfit' } as const;
    const now = clock.now().toISOString();
    const { provider: by, subject } = known;
    const entered = await accounts.enter({ provider: by, subject, name: name.data, ...rights.rights }, now);
    if (entered.ok && entered.changed !== null) await audit.note(ofAccount(entered.changed, entered.id, name.data), now);
    return entered;
  }
}

const notHere = (): Problem =>
  new Problem({ status: 404, code: 'oidc-off', title: 'Nobody logs in by OpenID Connect here: no provider is configured' });

/** The log-in page says the code in plain words. */
const refuse = (reply: FastifyReply, code: string): FastifyReply =>
  reply.header('cache-control', 'no-store').redirect(`/login?refused=${code}`, 303);

const cookieName = ({ protocol }: FastifyRequest): string => (protocol === 'https' ? '__Secure-loa-oidc' : 'loa-oidc');

/** Lax, not Strict: the provider's answer is another site's link. It opens nothing, and is used up by the first answer. */
function keep(request: FastifyRequest, reply: FastifyReply, value: Kept | null): void {
  const text = value === null ? '' : Buffer.from(JSON.stringify(value)).toString('base64url');
  const secure = request.protocol === 'https' ? '; Secure' : '';
  const ends = value === null ? 0 : KEPT_S;
  void reply.header('set-cookie', `${cookieName(request)}=${text}; Path=${PATH}; Max-Age=${ends}; HttpOnly; SameSite=Lax${secure}`);
}

function keptOf(request: FastifyRequest): Kept | null {
  const name = `${cookieName(request)}=`;
  const found = (request.headers.cookie ?? '').split(';').map((one) => one.trim());
  const text = found.find((one) => one.startsWith(name))?.slice(name.length) ?? '';
  try {
    return kept.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    return null;
  }
}
