import { addressOf } from '@loa/domain/signup';
import { registration } from '@loa/domain/audience';
import { bearerAuth, callerOf, parseBody, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { withPhone } from '../phone.ts';
import type { RoutePorts } from '../route-ports.ts';

const { email, phone } = registration.shape;

export const hotlineBody = z
  .strictObject({
    email: email.optional(),
    phone: phone.optional(),
    /** What the caller said, in the operator's words; never the address. */
    reason: z.string().trim().min(1, 'expected a reason').max(500),
  })
  .refine(
    (body) => (body.email === undefined) !== (body.phone === undefined),
    'expected an e-mail address or a phone number, and not both',
  );

/** POST /api/hotline/opt-outs, by an operator for whoever calls: where SMS goes one way only, nobody can answer STOP. */
export function hotlineRoute(http: FastifyInstance, { registry, findKey, clock }: RoutePorts): void {
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };
  http.post('/api/hotline/opt-outs', operators, async (request, reply) => {
    const body = parseBody(hotlineBody, withPhone(request.body));
    const { channel, address } = addressOf(body);
    const id = await registry.find(channel, address);
    const hasLeft = id !== null && (await registry.optOut(id, { channel: null, how: 'hotline', at: clock.now().toISOString() }));
    if (!hasLeft) throw new Problem({ status: 404, code: 'subscriber-unknown', title: 'Nobody who may leave has that address' });
    request.log.info({ subscriberId: id, by: callerOf(request).label, reason: body.reason }, 'opted out by the hotline');
    return reply.code(204).send();
  });
}
