import type { Outlet, Outlets, RateLimiter } from '@loa/domain/ports';
import { bearerOf, type Clock, hashOfKey, limit, Problem } from '@loa/runtime';
import type { FastifyRequest } from 'fastify';
import type { OutletsSettings } from '../config.ts';

export interface OutletOfPorts {
  readonly outlets: Pick<Outlets, 'findByToken'>;
  readonly rateLimiter: RateLimiter;
  readonly settings: Pick<OutletsSettings, 'outletRate'>;
  readonly clock: Clock;
}

/** Finds the outlet that calls: 401 without a known token, 429 when it calls too often. */
export function outletOf({ outlets, rateLimiter, settings, clock }: OutletOfPorts): (request: FastifyRequest) => Promise<Outlet> {
  return async (request) => {
    const token = bearerOf(request);
    const outlet = token === null ? null : await outlets.findByToken(hashOfKey(token), clock.now().toISOString());
    if (outlet === null) {
      throw new Problem({
        status: 401,
        code: 'token-unknown',
        title: "An outlet's token is needed, and this is not one",
        headers: { 'www-authenticate': 'Bearer' },
      });
    }
    await limit(rateLimiter, `outlet:${outlet.id}`, settings.outletRate);
    return outlet;
  };
}
