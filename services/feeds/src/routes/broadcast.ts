import { broadcastPackage } from '@loa/domain/airing';
import type { Warnings } from '@loa/domain/ports';
import { parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { airUrls } from '../airing/airing-json.ts';
import { serve } from '../serve.ts';
import { filterQuery } from './query.ts';
import { shownWarning } from './shown-warning.ts';

const SOON_S = 10;
/** In which language, and of which provinces. */
export const broadcastQuery = z.object({
  language: z.enum(['vi', 'en'], 'expected vi or en').default('vi'),
  province: filterQuery.shape.province,
});

export interface BroadcastOptions {
  readonly warnings: Pick<Warnings, 'get'>;
  readonly publicUrl: string;
  readonly now: () => Date;
}

/**
 * GET /api/warnings/:id/broadcast: everything that goes on air of a warning: headline, crawl, radio and loudspeaker text, the storm
 * table as text, the address of the map picture, and the mark of what became of it. 410 for a recalled one.
 */
export function broadcastRoute(http: FastifyInstance, { warnings, publicUrl, now }: BroadcastOptions): void {
  http.get('/api/warnings/:id/broadcast', async (request, reply) => {
    const { language, province: provinces } = parseParameters(broadcastQuery, request.query);
    const issued = await shownWarning(warnings, request.params);
    const { warning, supersededBy, cancelledBy } = issued;
    const successor = supersededBy === null ? null : ((await warnings.get(supersededBy))?.warning ?? null);
    const found = broadcastPackage(issued, { now: now().toISOString(), language, provinces, successor });
    if (found.kind !== 'package')
      throw new Problem({ status: 404, code: found.kind, title: 'The warning names no place of those provinces' });
    const { warningId, state, mark, note, stormTable, headline, crawl, radio, loudspeaker, alsoInForce } = found;
    const document = {
      ...{ warningId, status: warning.status, hazard: warning.hazard, issuedAt: warning.issuedAt, expiresAt: warning.expiresAt },
      ...{ language, state, mark, supersededBy, cancelledBy, headline, crawl, radio, loudspeaker, alsoInForce, note, stormTable },
      urls: airUrls(publicUrl, warning.id),
    };
    return serve(request, reply, { contentType: 'application/json; charset=utf-8', body: JSON.stringify(document) }, SOON_S);
  });
}
