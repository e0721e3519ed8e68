import { nameOfPlaces } from '@loa/domain/place';
import { addressAsked, signup, type SignupPurpose } from '@loa/domain/signup';
import { limit, parseBody } from '@loa/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { askedOf } from '../ask.ts';
import { withPhone } from '../phone.ts';
import type { RoutePorts } from '../route-ports.ts';
import { askForKnown, subscribe } from '../subscribe.ts';
import { pageLanguage } from '../words.ts';

/** Names shown of many places, at most. */
export const NAMES_SHOWN = 20;

/**
 * POST /api/subscriptions: anybody signs up; a code or a link goes to the address, and nothing is entered before it came back.
 * POST /api/subscriptions/link and /api/opt-outs: a code for one's own page, and for being told no more. Their answers are the same
 * whether or not the address is known, and are given before anything is looked up.
 */
export function askRoutes(http: FastifyInstance, ports: RoutePorts): void {
  const { rateLimiter, settings } = ports;
  const limited = (request: FastifyRequest): Promise<void> => limit(rateLimiter, `signup-from:${request.ip}`, settings.askRate);

  http.post('/api/subscriptions', async (request, reply) => {
    await limited(request);
    const asked = parseBody(signup, withPhone(request.body));
    const { pending, units } = await subscribe(asked, ports, request.log);
    return reply
      .code(202)
      .header('cache-control', 'no-store')
      .send({ ...askedOf(pending, 'subscribe'), places: nameOfPlaces(units, pageLanguage(asked.language), NAMES_SHOWN) });
  });

  const codeRoute = (url: string, purpose: Extract<SignupPurpose, 'manage' | 'leave'>): void =>
    void http.post(url, async (request, reply) => {
      await limited(request);
      const pending = await askForKnown(parseBody(addressAsked, withPhone(request.body)), purpose, ports, request.log);
      return reply.code(202).header('cache-control', 'no-store').send(askedOf(pending, purpose));
    });
  codeRoute('/api/subscriptions/link', 'manage');
  codeRoute('/api/opt-outs', 'leave');
}
