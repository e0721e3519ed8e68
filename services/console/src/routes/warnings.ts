import { deliveryState } from '@loa/domain/delivery';
import type { Deeds, Queue, Recall } from '@loa/domain/ports';
import { bearerAuth, callerOf, parseBody, parseParameters } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noSuchWarning, recallWarning } from '../recall-warning.ts';
import type { RoutePorts } from '../route-ports.ts';

export const recallBody = z.strictObject({ reason: z.string().trim().min(1, 'expected a reason').max(500) });
export const deliveriesQuery = z.strictObject({ state: deliveryState.optional() });
const byId = z.object({ id: z.string().max(100) });

/** A warning on its way: its recall, and how its deliveries stand. */
export function warningRoutes(http: FastifyInstance, ports: RoutePorts & { queue: Queue; recall: Recall; deeds: Deeds }): void {
  const anyKey = { preHandler: bearerAuth({ findKey: ports.findKey }) };
  const recall = recallWarning(ports);

  const whoStops = { preHandler: bearerAuth({ findKey: ports.findKey, roles: ['forecaster', 'operator'] }) };
  http.post('/api/warnings/:id/recall', whoStops, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const { reason } = parseBody(recallBody, request.body);
    const { answer, first } = await recall(id, callerOf(request), reason);
    const { started, stopped, undecided } = answer;
    request.log.warn({ warningId: id, first, started, stopped, undecided }, 'warning recalled');
    return answer;
  });

  http.get('/api/warnings/:id/deliveries', anyKey, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const { state } = parseParameters(deliveriesQuery, request.query);
    const counts = await ports.queue.ofWarning(id, state ?? null);
    if (counts === null) throw noSuchWarning(id);
    return { warning: id, total: counts.reduce((sum, one) => sum + one.count, 0), counts };
  });
}
