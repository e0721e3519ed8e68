import { newSigningSecret } from '@loa/adapters/webhook';
import { outletProfile } from '@loa/domain/outlet';
import { hashOfKey, limit, newToken, parseBody } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { askConfirmation, limitMailTo } from '../ask-confirmation.ts';
import type { RoutePorts } from '../route-ports.ts';
import { checkWay } from './check-way.ts';

/** POST /api/outlets: anybody may ask to become an outlet; an operator decides. Token and secret are shown this once. */
export function registerRoute(http: FastifyInstance, ports: RoutePorts): void {
  const { outlets, rateLimiter, settings, clock } = ports;
  http.post('/api/outlets', async (request, reply) => {
    await limit(rateLimiter, `outlet-register:${request.ip}`, settings.registerRate);
    const profile = parseBody(outletProfile, request.body);
    await checkWay(ports, profile.way);
    if (profile.way.kind === 'email') await limitMailTo(profile.way.address, ports);
    const token = newToken();
    const secret = newSigningSecret();
    const outlet = await outlets.register(profile, { tokenHash: hashOfKey(token), secret }, clock.now().toISOString());
    request.log.info({ outletId: outlet.id, way: outlet.way.kind }, 'outlet registered');
    const asked = await askConfirmation(outlet, ports);
    return reply
      .code(201)
      .header('location', '/api/outlets/me')
      .header('cache-control', 'no-store')
      .send({ outlet, token, secret, ...asked });
  });
}
