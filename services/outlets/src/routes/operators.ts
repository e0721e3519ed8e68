import { isProved } from '@loa/domain/outlet';
import type { Outlet } from '@loa/domain/ports';
import { bearerAuth, callerOf, hashOfKey, newToken, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RoutePorts } from '../route-ports.ts';

export const blockBody = z.strictObject({ reason: z.string('expected a reason').trim().min(1, 'expected a reason').max(500) });
const byId = z.object({ id: z.coerce.number('expected the number of an outlet').int('expected the number of an outlet').min(1) });

/** Operators see every outlet, and decide who is one. */
export function operatorRoutes(http: FastifyInstance, { outlets, findKey, clock }: RoutePorts): void {
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };
  const known = (outlet: Outlet | null, id: number): Outlet => {
    if (outlet !== null) return outlet;
    throw new Problem({ status: 404, code: 'outlet-unknown', title: 'There is no such outlet', detail: String(id) });
  };

  http.get('/api/outlets', operators, async () => {
    const at = clock.now().toISOString();
    const all = (await outlets.list(at)).map((outlet) => ({ ...outlet, proved: isProved(outlet.provedAt, at) }));
    const unproved = all.filter((one) => one.standing === 'approved' && !one.proved).map((one) => one.id);
    return { at, unproved, outlets: all };
  });

  http.post('/api/outlets/:id/approve', operators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const outlet = known(await outlets.stand(id, 'approved', callerOf(request).label, null, clock.now().toISOString()), id);
    request.log.info({ outletId: id }, 'outlet approved');
    return outlet;
  });

  http.post('/api/outlets/:id/block', operators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const { reason } = parseBody(blockBody, request.body);
    const outlet = known(await outlets.stand(id, 'blocked', callerOf(request).label, reason, clock.now().toISOString()), id);
    request.log.warn({ outletId: id }, 'outlet blocked');
    return outlet;
  });

  http.post('/api/outlets/:id/token', operators, async (request, reply) => {
    const { id } = parseParameters(byId, request.params);
    const token = newToken();
    const outlet = (await outlets.replaceToken(id, hashOfKey(token))) ? await outlets.get(id, clock.now().toISOString()) : null;
    request.log.warn({ outletId: known(outlet, id).id }, 'an operator gave an outlet another token');
    return reply.header('cache-control', 'no-store').send({ outlet, token });
  });
}
