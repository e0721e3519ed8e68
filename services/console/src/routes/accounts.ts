import { accountRights, INVITATION_LASTS_MS, newAccount } from '@loa/domain/account';
import { dutyAddresses } from '@loa/domain/approval';
import type { Account, AccountRefusal, Accounts, AuditNote, Deed, Deeds, Invitation, Issuers } from '@loa/domain/ports';
import { bearerAuth, callerOf, hashOfKey, newToken, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AccountTables } from '../accounts/account-ports.ts';
import { noteOf } from '../noted.ts';
import type { RoutePorts } from '../route-ports.ts';

export const disableBody = z.strictObject({ disabled: z.boolean('expected true or false') });
const byId = z.object({ id: z.string().max(100) });

/** A new invitation: its token, shown once, and what is kept of it. */
export function newInvitation(now: Date): { readonly token: string; readonly invitation: Invitation } {
  const token = newToken();
  return { token, invitation: { hash: hashOfKey(token), until: new Date(now.getTime() + INVITATION_LASTS_MS).toISOString() } };
}

/** Accounts, by an administrator. */
export function accountRoutes(
  http: FastifyInstance,
  {
    accounts,
    issuers,
    deeds,
    findKey,
    clock,
  }: AccountTables & { readonly issuers: Pick<Issuers, 'list'>; readonly deeds: Deeds } & Pick<RoutePorts, 'findKey' | 'clock'>,
): void {
  const administrators = { preHandler: bearerAuth({ findKey, roles: ['administrator'] }) };
  const shown = async (id: string): Promise<Account> => {
    const account = await accounts.get(id);
    if (account === null) throw refusal('unknown');
    return account;
  };

  /** A change and its note; nothing is noted of one that was refused. */
  const change = <R>(request: FastifyRequest, deed: Deed, of: Changing<R>): Promise<R | null> =>
    deeds.run(clock.now().toISOString(), async (tables) => {
      const answer = await of.work(tables.accounts);
      return { answer, note: answer === null ? noteOf(request, deed, of.id, { detail: of.detail }) : null };
    });

  http.get('/api/issuers', administrators, async () => ({ issuers: await issuers.list() }));

  http.get('/api/accounts', administrators, async (_request, reply) =>
    reply.header('cache-control', 'no-store').send({ accounts: await accounts.list() }),
  );

  http.post('/api/accounts', administrators, async (request, reply) => {
    const given = parseBody(newAccount, request.body);
    const { token, invitation } = newInvitation(clock.now());
    const by = callerOf(request).label;
    const at = clock.now().toISOString();
    const created = await deeds.run(at, async (tables) => {
      const answer = await tables.accounts.create({ ...given, by }, invitation, at);
      const detail = { name: given.name, roles: given.roles.join(' '), issuer: given.issuer };
      return { answer, note: answer.ok ? noteOf(request, 'account-made', answer.id, { detail }) : null };
    });
    if (!created.ok && created.reason === 'name-taken')
      throw new Problem({ status: 409, code: 'name-taken', title: 'Another account has this name' });
    if (!created.ok) throw refusal('issuer-unknown');
    request.log.info({ account: created.id, by: callerOf(request).account }, 'account made');
    const answer = { account: await shown(created.id), invitation: { token, until: invitation.until } };
    return reply.code(201).header('cache-control', 'no-store').send(answer);
  });

  http.put('/api/accounts/:id', administrators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const rights = parseBody(accountRights, request.body);
    const detail = { roles: rights.roles.join(' '), issuer: rights.issuer };
    const refused = await change(request, 'account-changed', { id, detail, work: (tables) => tables.change(id, rights) });
    if (refused !== null) throw refusal(refused);
    request.log.info({ account: id, by: callerOf(request).account }, 'account changed');
    return shown(id);
  });

  http.put('/api/accounts/:id/duty', administrators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const given = parseBody(dutyAddresses, request.body);
    const known = await deeds.run(clock.now().toISOString(), async ({ dutyBook }) => {
      const answer = await dutyBook.put(id, given);
      const detail = { phone: given.phone !== null, email: given.email !== null };
      return { answer, note: answer ? noteOf(request, 'duty-addresses-put', id, { detail }) : null };
    });
    if (!known) throw refusal('unknown');
    request.log.info({ account: id, by: callerOf(request).account }, 'duty addresses put');
    return shown(id);
  });

  http.post('/api/accounts/:id/disabled', administrators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const { disabled } = parseBody(disableBody, request.body);
    const deed = disabled ? 'account-disabled' : 'account-enabled';
    const refused = await change(request, deed, { id, work: (tables) => tables.disable(id, disabled, clock.now().toISOString()) });
    if (refused !== null) throw refusal(refused);
    request.log.info({ account: id, disabled, by: callerOf(request).account }, 'account disabled or enabled');
    return shown(id);
  });

  http.post('/api/accounts/:id/reset', administrators, async (request, reply) => {
    const { id } = parseParameters(byId, request.params);
    const { token, invitation } = newInvitation(clock.now());
    const refused = await change(request, 'account-reset', { id, work: (tables) => tables.reset(id, invitation) });
    if (refused !== null) throw refusal(refused);
    request.log.info({ account: id, by: callerOf(request).account }, 'account reset');
    const answer = { account: await shown(id), invitation: { token, until: invitation.until } };
    return reply.header('cache-control', 'no-store').send(answer);
  });
}

interface Changing<R> {
  readonly id: string;
  readonly detail?: AuditNote['detail'];
  /** Null: done. */
  readonly work: (accounts: Accounts) => Promise<R | null>;
}

const REFUSALS: Readonly<Record<AccountRefusal, Problem>> = {
  unknown: new Problem({ status: 404, code: 'account-unknown', title: 'There is no such account' }),
  'issuer-unknown': new Problem({
    status: 422,
    code: 'issuer-unknown',
    title: 'The issuer is not registered here',
    errors: [{ path: 'issuer', expected: 'an issuer that is registered here' }],
  }),
  'last-administrator': new Problem({ status: 409, code: 'last-administrator', title: 'Nobody else administers' }),
};
const refusal = (reason: AccountRefusal): Problem => REFUSALS[reason];
