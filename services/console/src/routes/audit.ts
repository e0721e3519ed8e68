import { checkAudit } from '@loa/adapters/postgres';
import type { Accounts, Audit } from '@loa/domain/ports';
import { bearerAuth, parseParameters } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RoutePorts } from '../route-ports.ts';

const some = z.string().max(200).optional();
export const auditQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(1_000).default(100),
  deed: some,
  by: some,
  subject: some,
});

/** The audit trail, each row with the name that an account it was done to has now, and whether its chain holds. */
export function auditRoutes(
  http: FastifyInstance,
  { audit, accounts, findKey }: Pick<RoutePorts, 'findKey'> & { audit: Audit; accounts: Pick<Accounts, 'list'> },
): void {
  const readers = { preHandler: bearerAuth({ findKey, roles: ['operator', 'administrator'] }) };

  http.get('/api/audit', readers, async (request, reply) => {
    const { before = null, limit, deed = null, by = null, subject = null } = parseParameters(auditQuery, request.query);
    const rows = await audit.list({ before, limit, deed, by, subject });
    const names = new Map((await accounts.list()).map(({ id, name }) => [id, name]));
    const shown = rows.map((row) => ({ ...row, subjectName: names.get(row.subject ?? '') ?? null }));
    return reply.header('cache-control', 'no-store').send({ rows: shown });
  });

  http.get('/api/audit/check', readers, async (_request, reply) => reply.header('cache-control', 'no-store').send(await checkAudit(audit)));
}
