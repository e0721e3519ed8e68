import type { ApiKeys, Drafts, SeriesDesk } from '@loa/domain/ports';
import { bearerAuth, callerOf, type Clock, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { issuerOf } from './who.ts';

export interface DraftRoutes {
  readonly apiKeys: Pick<ApiKeys, 'findKey'>;
  readonly drafts: Drafts;
  readonly series: Pick<SeriesDesk, 'lastSequence'>;
  readonly clock: Clock;
}

const byId = z.object({ id: z.string().regex(/^[\w-]{1,64}$/, 'expected 1 to 64 letters, digits, hyphens and underscores') });
export const draftBody = z.strictObject({
  title: z.string().trim().min(1).max(200),
  seriesId: z.string().max(200).nullable(),
  /** Last sequence of the series when the draft was begun. */
  after: z.int().min(0),
  /** The version that it was made from; 0: a new one. */
  version: z.int().min(0),
  /** The bulletin as far as it is written. */
  content: z.record(z.string(), z.unknown()),
});

/** GET /api/drafts, PUT and DELETE /api/drafts/:id: what the forecasters of an issuer have begun and not sent. */
export function draftRoutes(http: FastifyInstance, { apiKeys, drafts, series, clock }: DraftRoutes): void {
  const byForecaster = { onRequest: bearerAuth({ findKey: (hash) => apiKeys.findKey(hash), roles: ['forecaster'] }) };

  http.get('/api/drafts', byForecaster, async (request) => {
    const all = await drafts.list(issuerOf(callerOf(request)));
    const withStale = all.map(async (draft) => {
      const last = draft.seriesId === null ? 0 : await series.lastSequence(draft.seriesId);
      return { ...draft, stale: last > draft.after };
    });
    return { drafts: await Promise.all(withStale) };
  });

  http.put('/api/drafts/:id', byForecaster, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const caller = callerOf(request);
    const { version: before, ...given } = parseBody(draftBody, request.body);
    const version = before + 1;
    const kept = await drafts.save(issuerOf(caller), { ...given, id, version, savedBy: caller.label, savedAt: clock.now().toISOString() });
    if (kept.ok) return { id, version };
    const who = kept.savedBy === null ? {} : { savedBy: kept.savedBy, savedAt: kept.savedAt };
    throw new Problem({
      status: 409,
      code: 'draft-changed',
      title: 'Somebody else has saved or thrown away this draft meanwhile',
      more: who,
    });
  });

  http.delete('/api/drafts/:id', byForecaster, async (request, reply) => {
    const { id } = parseParameters(byId, request.params);
    await drafts.remove(issuerOf(callerOf(request)), id);
    return reply.code(204).send();
  });
}
