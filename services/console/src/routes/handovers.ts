import type { Deeds, Handovers } from '@loa/domain/ports';
import { bearerAuth, type Caller, callerOf, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type HandoverSources, handoverNow } from '../handover-now.ts';
import { noteOf } from '../noted.ts';
import type { RoutePorts } from '../route-ports.ts';

export const giveBody = z.strictObject({ note: z.string().trim().max(4_000).default('') });
export const takeBody = z.strictObject({ note: z.string().trim().max(4_000).default('') });
export const handoversQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(20),
});
const byId = z.object({ id: z.coerce.number('expected the number of a hand-over').int().min(1) });

/** Hand-overs of shifts: who leaves signs what they leave, who comes signs that they have read it. */
export function handoverRoutes(http: FastifyInstance, ports: RoutePorts & HandoverSources & { handovers: Handovers; deeds: Deeds }): void {
  const { handovers, deeds, findKey, clock } = ports;
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };
  const now = (): string => clock.now().toISOString();

  http.get('/api/handovers', operators, async (request) => {
    const { before, limit } = parseParameters(handoversQuery, request.query);
    return { now: await handoverNow(ports, now()), handovers: await handovers.list(before ?? null, limit) };
  });

  http.post('/api/handovers', operators, async (request, reply) => {
    const { note } = parseBody(giveBody, request.body);
    const signs = signerOf(request);
    const at = now();
    const content = await handoverNow(ports, at);
    const given = await deeds.run(at, async (tables) => {
      const answer = await tables.handovers.give(content, note, signs, at);
      return { answer, note: noteOf(request, 'handed-over', String(answer.id)) };
    });
    return reply.code(201).send(given);
  });

  http.post('/api/handovers/:id/take', operators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const { note } = parseBody(takeBody, request.body);
    const signs = signerOf(request);
    const at = now();
    const found = await handovers.get(id);
    if (found === null) throw new Problem({ status: 404, code: 'handover-unknown', title: 'There is no such hand-over' });
    if (found.given.account === signs.account)
      throw new Problem({ status: 409, code: 'own-handover', title: 'Whoever comes signs with an account of their own' });
    return deeds.run(at, async (tables) => {
      const answer = await tables.handovers.take(id, note === '' ? null : note, signs, at);
      if (answer === null) throw new Problem({ status: 409, code: 'handover-taken', title: 'Somebody has taken over already' });
      return { answer, note: noteOf(request, 'taken-over', String(id)) };
    });
  });
}

/** Signatures are people's: a key has no name that could sign. */
function signerOf(request: FastifyRequest): { readonly account: string; readonly by: string } {
  const { account, label }: Caller = callerOf(request);
  if (account === undefined) throw new Problem({ status: 403, code: 'role', title: 'A key cannot sign: log in with an account' });
  return { account, by: label };
}
