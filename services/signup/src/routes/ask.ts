import { addressAsked, addressOf, signup, type SignupPurpose } from '@loa/domain/signup';
import { nameOfPlaces } from '@loa/domain/place';
import { limit, parseBody, Problem } from '@loa/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { askedOf, checkChannel, limitMessagesTo, newRequest, sendCode } from '../ask.ts';
import { withPhone } from '../phone.ts';
import { settled } from '../places.ts';
import type { RoutePorts } from '../route-ports.ts';
import { pageLanguage } from '../words.ts';

/** Names shown of many places, at most. */
export const NAMES_SHOWN = 20;

/**
 * POST /api/subscriptions: anybody signs up; a code or a link goes to the address, and nothing is entered before it came back.
 * POST /api/subscriptions/link and /api/opt-outs: a code for one's own page, and for being told no more. Their answers are the same
 * whether or not the address is known, and are given before anything is looked up.
 */
export function askRoutes(http: FastifyInstance, ports: RoutePorts): void {
  const { registry, rateLimiter, settings, clock } = ports;
  const limited = (request: FastifyRequest): Promise<void> => limit(rateLimiter, `signup-from:${request.ip}`, settings.askRate);

  http.post('/api/subscriptions', async (request, reply) => {
    await limited(request);
    const asked = parseBody(signup, withPhone(request.body));
    const { channel, address } = addressOf(asked);
    checkChannel(ports, channel);
    const places = settled(asked.places);
    await limitMessagesTo({ channel, address }, ports);
    const { language, leastNeed, leastNeeds, unaccentedSms } = asked;
    const wishes = { ...places, leastNeed, leastNeeds, unaccentedSms };
    const pending = newRequest({ purpose: 'subscribe', channel, address, language, wishes }, clock.now());
    const result = await sendCode(pending, ports);
    if (result.kind !== 'accepted' && result.kind !== 'unknown') {
      request.log.warn({ channel, reason: result.reason }, 'no code could be sent');
      throw notSent(result.kind === 'permanent');
    }
    return reply
      .code(202)
      .header('cache-control', 'no-store')
      .send({ ...askedOf(pending, 'subscribe'), places: nameOfPlaces(places.units, pageLanguage(language), NAMES_SHOWN) });
  });

  const askForKnown = (url: string, purpose: Extract<SignupPurpose, 'manage' | 'leave'>): void =>
    void http.post(url, async (request, reply) => {
      await limited(request);
      const asked = parseBody(addressAsked, withPhone(request.body));
      const { channel, address } = addressOf(asked);
      checkChannel(ports, channel);
      await limitMessagesTo({ channel, address }, ports);
      const pending = newRequest({ purpose, channel, address, language: asked.language }, clock.now());
      const send = async (): Promise<void> => {
        if ((await registry.find(channel, address)) === null) return;
        const result = await sendCode(pending, ports);
        if (result.kind !== 'accepted') request.log.warn({ channel, result: result.kind, reason: result.reason }, 'no code was sent');
      };
      void send().catch((err: unknown) => request.log.error({ err }, 'no code was sent'));
      return reply.code(202).header('cache-control', 'no-store').send(askedOf(pending, purpose));
    });
  askForKnown('/api/subscriptions/link', 'manage');
  askForKnown('/api/opt-outs', 'leave');
}

const notSent = (isRefused: boolean): Problem =>
  isRefused
    ? new Problem({ status: 422, code: 'address-refused', title: 'That address takes no message' })
    : new Problem({ status: 503, code: 'not-sent', title: 'No code could be sent just now', headers: { 'retry-after': '60' } });
