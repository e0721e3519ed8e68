import { judgeSession, needsSecondFactor } from '@loa/domain/account';
import type { Issuers } from '@loa/domain/ports';
import { checkSameOrigin } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import type { AccountPorts } from '../accounts/account-ports.ts';
import { ofAccount, sessionOf } from '../accounts/log-in.ts';

/** One's own account: what it is, and where else it is logged in. */
export function ownAccountRoutes(http: FastifyInstance, ports: AccountPorts & { readonly issuers: Pick<Issuers, 'list'> }): void {
  const { accounts, sessions, issuers, audit, clock } = ports;
  const sameOrigin = { preHandler: async (request: Parameters<typeof checkSameOrigin>[0]) => checkSameOrigin(request) };

  http.get('/api/session/account', async (request, reply) => {
    const { hash, accountId, name, roles, issuer } = await sessionOf(ports, request, { halfway: false });
    const account = await accounts.get(accountId);
    const now = clock.now().toISOString();
    const others = (await sessions.others(hash)).filter((one) => judgeSession(one, now).ok);
    const speaksFor = issuer === null ? null : ((await issuers.list()).find((one) => one.id === issuer) ?? { id: issuer, name: issuer });
    return reply.header('cache-control', 'no-store').send({
      ...{ name, roles, issuer: speaksFor && { id: speaksFor.id, name: speaksFor.name } },
      ...{ hasPassword: account?.hasPassword ?? false, hasSecondFactor: account?.hasSecondFactor ?? false },
      needsSecondFactor: needsSecondFactor(roles),
      others: others.map(({ startedAt, seenAt }) => ({ startedAt, seenAt })),
    });
  });

  http.delete('/api/session/others', sameOrigin, async (request, reply) => {
    const { hash, accountId, name } = await sessionOf(ports, request, { halfway: false });
    await sessions.endOthers(hash);
    await audit.note(ofAccount('sessions-ended', accountId, name), clock.now().toISOString());
    request.log.info({ account: accountId }, 'other sessions ended');
    return reply.code(204).send();
  });
}
