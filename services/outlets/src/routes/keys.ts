import { newSigningSecret } from '@loa/adapters/webhook';
import { hashOfKey, limit, newToken } from '@loa/runtime';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { RoutePorts } from '../route-ports.ts';
import { outletOf } from './outlet-of.ts';

/** So long calls are signed with the former secret as well. */
export const FORMER_SECRET_HOURS = 24;

const shownOnce = (reply: FastifyReply): FastifyReply => reply.header('cache-control', 'no-store');

/**
 * POST /api/outlets/me/secret and /api/outlets/me/token: an outlet replaces its keys; each is shown this once. For a day calls carry
 * signatures by both secrets; asked for again within the day, the older of the two ends. The former token ends at once.
 */
export function keyRoutes(http: FastifyInstance, ports: RoutePorts): void {
  const { outlets, rateLimiter, settings, clock } = ports;
  const mine = outletOf(ports);

  http.post('/api/outlets/me/secret', async (request, reply) => {
    const { id } = await mine(request);
    await limit(rateLimiter, `outlet-keys:${id}`, settings.costlyRate);
    const secret = newSigningSecret();
    const formerUntil = new Date(clock.now().getTime() + FORMER_SECRET_HOURS * 3_600_000).toISOString();
    await outlets.rotateSecret(id, secret, formerUntil);
    request.log.info({ outletId: id }, 'outlet has another secret');
    return shownOnce(reply).send({ secret, formerUntil });
  });

  http.post('/api/outlets/me/token', async (request, reply) => {
    const { id } = await mine(request);
    await limit(rateLimiter, `outlet-keys:${id}`, settings.costlyRate);
    const token = newToken();
    await outlets.replaceToken(id, hashOfKey(token));
    request.log.info({ outletId: id }, 'outlet has another token');
    return shownOnce(reply).send({ token });
  });
}
