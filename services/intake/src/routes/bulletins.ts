import { bulletin } from '@loa/domain/bulletin';
import type { ApiKeys, Bulletins, Issuers } from '@loa/domain/ports';
import { bearerAuth, callerOf, type Clock, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { checkAuthority } from '../check-authority.ts';
import { unitsNamed } from '../check-places.ts';
import { checkValidity } from '../check-validity.ts';
import type { preview } from '../preview.ts';
import type { takeBulletin } from '../take-bulletin.ts';

export interface BulletinRoutes {
  readonly apiKeys: Pick<ApiKeys, 'findKey'>;
  readonly issuers: Issuers;
  readonly bulletins: Pick<Bulletins, 'get'>;
  readonly take: ReturnType<typeof takeBulletin>;
  readonly preview: ReturnType<typeof preview>;
  readonly taken: (result: 'accepted' | 'repeat') => void;
  readonly clock: Clock;
}

const parameters = z.object({ id: z.string() });
/** `dryRun=true`: say what would become of it, keep nothing. */
const postQuery = z.object({ dryRun: z.enum(['true', 'false'], 'expected true or false').default('false') });

/** POST /api/bulletins, also as a dry run, and GET /api/bulletins/:id. */
export function bulletinRoutes(http: FastifyInstance, { apiKeys, issuers, bulletins, take, preview, taken, clock }: BulletinRoutes): void {
  const findKey = (hash: string) => apiKeys.findKey(hash);

  // Before the body is read: who has no key gets no further.
  http.post('/api/bulletins', { onRequest: bearerAuth({ findKey, roles: ['forecaster'] }) }, async (request, reply) => {
    const { dryRun } = parseParameters(postQuery, request.query);
    const given = parseBody(bulletin, request.body);
    const units = unitsNamed(given);
    await checkAuthority(issuers, callerOf(request), given, units);
    checkValidity(given, clock.now());
    if (dryRun === 'true') return preview(given);
    const { id, result } = await take(given);
    taken(result);
    return reply.code(202).header('location', `/api/bulletins/${id}`).send({ id });
  });

  http.get('/api/bulletins/:id', { onRequest: bearerAuth({ findKey }) }, async (request) => {
    const way = await bulletins.get(parameters.parse(request.params).id);
    if (way === null) throw new Problem({ status: 404, code: 'bulletin-unknown', title: 'There is no such bulletin' });
    return way;
  });
}
