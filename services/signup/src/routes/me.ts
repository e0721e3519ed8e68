import { communesNear, nameOfPlaces } from '@loa/domain/place';
import { addressAsked, ownChange } from '@loa/domain/signup';
import { bearerOf, hashOfKey, limit, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { askedOf } from '../ask.ts';
import { leave, masked } from '../leave.ts';
import { withPhone } from '../phone.ts';
import { settled } from '../places.ts';
import type { RoutePorts } from '../route-ports.ts';
import { askForAddress } from '../subscribe.ts';
import { pageLanguage } from '../words.ts';
import { NAMES_SHOWN } from './ask.ts';

export const leaveQuery = z.object({
  /** Erases what is known of the person as well; an opt-out alone is kept, so that no list brings them back. */
  erase: z.enum(['true', 'false'], 'expected true or false').default('false'),
});
export const pointQuery = z.object({
  lon: z.coerce.number('expected a longitude in degrees').min(-180).max(180),
  lat: z.coerce.number('expected a latitude in degrees').min(-90).max(90),
  language: z.string().max(35).default('vi'),
});

/** So many communes near a point are shown to choose from. */
const NEAR_SHOWN = 8;

/** A subscriber by the token that a confirmation gave: sees, changes and leaves. */
export function meRoutes(http: FastifyInstance, ports: RoutePorts): void {
  const { registry, signups, rateLimiter, settings, clock } = ports;
  const now = (): string => clock.now().toISOString();
  const mine = async (request: FastifyRequest): Promise<number> => {
    const token = bearerOf(request);
    const id = token === null ? null : await signups.findToken(hashOfKey(token), now());
    if (id === null) throw unknown();
    await limit(rateLimiter, `signup-own:${id}`, settings.ownRate);
    return id;
  };
  const shown = async (id: number) => {
    const one = await registry.get(id);
    if (one === null) throw unknown();
    const { language, leastNeed, leastNeeds, unaccentedSms, units, ends, points, email, phone } = one;
    const to = { email: email === undefined ? null : masked(email), phone: phone === undefined ? null : masked(phone) };
    return {
      ...to,
      language,
      leastNeed,
      leastNeeds,
      unaccentedSms,
      units,
      ends,
      points,
      optOuts: await registry.optOuts(id),
      places: nameOfPlaces(units, pageLanguage(language), NAMES_SHOWN),
    };
  };

  http.get('/api/subscriptions/me', async (request, reply) =>
    reply.header('cache-control', 'no-store').send(await shown(await mine(request))),
  );

  http.patch('/api/subscriptions/me', async (request, reply) => {
    const id = await mine(request);
    const { places, ...rest } = parseBody(ownChange, request.body);
    const changed = await registry.change(id, { ...defined(rest), ...(places === undefined ? {} : settled(places, clock.now())) }, now());
    if (changed.kind === 'unknown') throw unknown();
    request.log.info({ kind: changed.kind }, 'subscriber changed');
    return reply.header('cache-control', 'no-store').send(await shown(id));
  });

  http.post('/api/subscriptions/me/address', async (request, reply) => {
    const subscriberId = await mine(request);
    const asked = parseBody(addressAsked, withPhone(request.body));
    const pending = await askForAddress(asked, subscriberId, ports);
    return reply.code(202).header('cache-control', 'no-store').send(askedOf(pending, 'address'));
  });

  http.delete('/api/subscriptions/me', async (request, reply) => {
    const id = await mine(request);
    const { erase } = parseParameters(leaveQuery, request.query);
    await leave(id, { erase: erase === 'true' }, ports);
    request.log.info({ erased: erase === 'true' }, 'subscriber left');
    return reply.code(204).send();
  });

  // The nearest is a guess: the person chooses.
  http.get('/api/subscriptions/places', async (request, reply) => {
    await limit(rateLimiter, `signup-places:${request.ip}`, settings.confirmRate);
    const { language, ...where } = parseParameters(pointQuery, request.query);
    const units = communesNear(where, NEAR_SHOWN).map(({ code, km }) => ({
      ...{ unit: code, name: nameOfPlaces([code], pageLanguage(language), 1), km: Math.round(km * 10) / 10 },
    }));
    return reply.send({ units });
  });
}

const unknown = (): Problem =>
  new Problem({
    status: 401,
    code: 'token-unknown',
    title: "A subscriber's token is needed, and this is not one",
    headers: { 'www-authenticate': 'Bearer' },
  });

/** Only what was named. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
const defined = <T extends object>(given: T): Defined<T> =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Defined<T>;
