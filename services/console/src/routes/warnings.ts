import { deliveryState } from '@loa/domain/delivery';
import { chosenLevels } from '@loa/domain/desk';
import { nameOfPlaces } from '@loa/domain/place';
import type { Deeds, LevelReasons, Queue, Recall } from '@loa/domain/ports';
import { bearerAuth, callerOf, parseBody, parseParameters } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noSuchWarning, recallWarning } from '../recall-warning.ts';
import type { RoutePorts } from '../route-ports.ts';

export const recallBody = z.strictObject({ reason: z.string().trim().min(1, 'expected a reason').max(500) });
export const deliveriesQuery = z.strictObject({ state: deliveryState.optional() });
const byId = z.object({ id: z.string().max(100) });

/** Places named of those of a level. */
const NAMED = 12;

export interface WarningRoutes extends RoutePorts {
  readonly queue: Queue;
  readonly recall: Recall;
  readonly deeds: Deeds;
  readonly levelReasons: LevelReasons;
}

/** A warning on its way: its recall, how its deliveries stand, and which of its levels are not its table's, and why. */
export function warningRoutes(http: FastifyInstance, ports: WarningRoutes): void {
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

  http.get('/api/warnings/:id/levels', anyKey, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const found = await ports.levelReasons.ofWarning(id);
    if (found === null) throw noSuchWarning(id);
    const levels = chosenLevels(found.bulletin, found.areas).map(({ units, ...one }) => ({
      named: { vi: nameOfPlaces(units, 'vi', NAMED), en: nameOfPlaces(units, 'en', NAMED) },
      ...one,
    }));
    return { warning: id, levels };
  });

  http.get('/api/warnings/:id/deliveries', anyKey, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const { state } = parseParameters(deliveriesQuery, request.query);
    const counts = await ports.queue.ofWarning(id, state ?? null);
    if (counts === null) throw noSuchWarning(id);
    return { warning: id, total: counts.reduce((sum, one) => sum + one.count, 0), counts };
  });
}
