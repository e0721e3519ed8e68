import { channel, lane } from '@loa/domain/audience';
import type { Deeds, Queue } from '@loa/domain/ports';
import { instant } from '@loa/domain/time';
import { bearerAuth, callerOf, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { keptFor } from '../kept-for.ts';
import { noteOf } from '../noted.ts';
import type { RoutePorts } from '../route-ports.ts';

export const pauseBody = z.strictObject({
  channel,
  /** Absent: every lane but flash. */
  lane: lane.optional(),
  reason: z.string().trim().min(1, 'expected a reason').max(500),
  until: instant,
});
export const pausesQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const resumeBody = z.strictObject({ channel, lane: lane.optional() });

/** Deliveries looked at for what waits to be tried again: a look takes a moment however many wait. */
const MOST_WAITING = 50_000;
/** Whoever looks within so long gets the same answer. Milliseconds. */
const RETRIES_KEPT_MS = 2_000;

/** What is on its way, and its pauses. */
export function queueRoutes(
  http: FastifyInstance,
  { queue, deeds, findKey, clock, settings, wait }: RoutePorts & { queue: Queue; deeds: Deeds },
): void {
  const anyKey = { preHandler: bearerAuth({ findKey }) };
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };

  http.get('/api/queue', anyKey, async () => {
    const now = clock.now().toISOString();
    const [lanes, pauses] = [await queue.lanes(now), await queue.pauses(now)];
    return { at: now, lanes, pauses };
  });

  const retries = keptFor(RETRIES_KEPT_MS, clock, async (_of: 'all', at: string) => ({ at, ...(await queue.retries(MOST_WAITING)) }));
  http.get('/api/queue/retries', anyKey, () => retries('all'));

  http.get('/api/queue/pauses', anyKey, async (request) => {
    const { before, limit } = parseParameters(pausesQuery, request.query);
    return { pauses: await queue.pausesNoted(before ?? null, limit) };
  });

  http.post('/api/queue/pause', operators, async (request, reply) => {
    const { lane: only, ...body } = parseBody(pauseBody, request.body);
    const now = clock.now().toISOString();
    if (body.until <= now)
      throw new Problem({
        status: 422,
        code: 'pause-in-the-past',
        title: 'This pause would be over before it begins',
        errors: [{ path: 'until', expected: `an instant after ${now}` }],
      });
    const latest = new Date(Date.parse(now) + settings.longestPauseMs).toISOString();
    if (body.until > latest)
      throw new Problem({
        status: 422,
        code: 'pause-too-long',
        title: 'A pause is not as long as this; it can be made again',
        errors: [{ path: 'until', expected: `an instant up to ${latest}` }],
      });
    const pause = await deeds.run(now, async (tables) => {
      const answer = await tables.queue.pause({ ...body, lane: only ?? null, by: callerOf(request).label }, now);
      const detail = { pause: answer.id, until: answer.until };
      return { answer, note: noteOf(request, 'paused', laneOf(body.channel, only), { reason: body.reason, detail }) };
    });
    await wait(settings.fenceMs);
    request.log.info({ pause: pause.id, channel: pause.channel, lane: pause.lane, until: pause.until }, 'paused');
    return reply.code(201).send(pause);
  });

  http.post('/api/queue/resume', operators, async (request) => {
    const body = parseBody(resumeBody, request.body);
    const now = clock.now().toISOString();
    const ended = await deeds.run(now, async (tables) => {
      const answer = await tables.queue.resume({ channel: body.channel, lane: body.lane ?? null, by: callerOf(request).label }, now);
      const detail = { pauses: answer.map((one) => one.id).join(' ') };
      return { answer, note: answer.length === 0 ? null : noteOf(request, 'resumed', laneOf(body.channel, body.lane), { detail }) };
    });
    const pauses = await queue.pauses(now);
    if (ended.length === 0)
      throw new Problem({ status: 409, code: 'not-paused', title: 'There is no such pause in force', more: { pauses } });
    request.log.info({ pauses: ended.map((one) => one.id) }, 'resumed');
    return { ended, pauses };
  });
}

const laneOf = (name: string, only: string | undefined): string => (only === undefined ? name : `${name}/${only}`);
