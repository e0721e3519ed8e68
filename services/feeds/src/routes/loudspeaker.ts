import { broadcastPackage } from '@loa/domain/airing';
import { provinceOf, provinces as allProvinces } from '@loa/domain/place';
import { parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { LOUDSPEAKER_STYLE, loudspeakerPage } from '../page/loudspeaker-page.ts';
import { sendNoWarning } from '../page/no-warning-page.ts';
import { servePage } from '../serve.ts';
import { broadcastQuery, type BroadcastOptions } from './broadcast.ts';
import { warningId } from './shown-warning.ts';

/** GET /warnings/:id/loudspeaker: the text to be read out, in large print. 410 for a recalled warning. */
export function loudspeakerRoute(http: FastifyInstance, { warnings, now }: Pick<BroadcastOptions, 'warnings' | 'now'>): void {
  http.get('/warnings/:id/loudspeaker', async (request, reply) => {
    const { language, province: provinces } = parseParameters(broadcastQuery, request.query);
    const { id } = parseParameters(warningId, request.params);
    const issued = await warnings.get(id);
    if (issued === null || issued.recalledAt !== null)
      return sendNoWarning(reply, issued === null ? 'unknown' : 'recalled', { language, path: `/warnings/${id}/loudspeaker` });
    const { supersededBy } = issued;
    const successor = supersededBy === null ? null : ((await warnings.get(supersededBy))?.warning ?? null);
    const found = broadcastPackage(issued, { now: now().toISOString(), language, provinces, successor });
    if (found.kind !== 'package')
      throw new Problem({ status: 404, code: found.kind, title: 'The warning names no place of those provinces' });
    const { entries, standing = [] } = issued.warning;
    const there = new Set([...entries, ...standing].flatMap(({ units }) => units.map(provinceOf)));
    const named = allProvinces().flatMap(({ code }) => (there.has(code) ? [code] : []));
    const page = loudspeakerPage(found.warningId, found, language, { named, chosen: provinces ?? null });
    return servePage(request, reply, page, LOUDSPEAKER_STYLE);
  });
}
