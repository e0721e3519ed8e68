import { placesBegun } from '@loa/domain/place';
import type { ApiKeys } from '@loa/domain/ports';
import { bearerAuth, parseParameters } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';

export const placesQuery = z.object({ q: z.string().trim().min(2, 'expected at least 2 characters').max(100) });

/** Places offered for one text. */
const OFFERED = 12;

/** GET /api/places?q=…: what a typed name may mean, in any spelling, former names included. */
export function placeRoutes(http: FastifyInstance, { apiKeys }: { readonly apiKeys: Pick<ApiKeys, 'findKey'> }): void {
  http.get('/api/places', { onRequest: bearerAuth({ findKey: (hash) => apiKeys.findKey(hash) }) }, (request) => {
    const { q } = parseParameters(placesQuery, request.query);
    return { places: placesBegun(q, OFFERED).map(({ at, units, label }) => ({ at, label, units: units.length })) };
  });
}
