import { broadcastPackage, partsAt } from '@loa/domain/airing';
import type { Warnings } from '@loa/domain/ports';
import { parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { drawPicture } from '../picture/draw.ts';
import { keep } from '../picture/kept.ts';
import { pngOf } from '../picture/render.ts';
import { serve, type Served } from '../serve.ts';
import { shownWarning } from './shown-warning.ts';

const SOON_S = 10;
/** Some 200 pictures. */
const KEPT_BYTES = 64_000_000;
const query = z.object({ language: z.enum(['vi', 'en'], 'expected vi or en').default('vi') });

export interface PictureOptions {
  readonly warnings: Pick<Warnings, 'get'>;
  readonly now: () => Date;
}

/**
 * GET /warnings/:id/map.png and map.svg: the map picture of a warning, 1920×1080, with the mark of what became of it. Drawn off the
 * event loop, once for each warning, language and state. 410 for a recalled one.
 */
export function pictureRoutes(http: FastifyInstance, { warnings, now }: PictureOptions): void {
  const kept = keep(KEPT_BYTES);
  for (const kind of ['png', 'svg'] as const)
    http.get(`/warnings/:id/map.${kind}`, async (request, reply) => {
      const { language } = parseParameters(query, request.query);
      const issued = await shownWarning(warnings, request.params);
      const { warning, supersededBy } = issued;
      const successor = supersededBy === null ? null : ((await warnings.get(supersededBy))?.warning ?? null);
      const wanted = { now: now().toISOString(), language, successor };
      const found = broadcastPackage(issued, wanted);
      const shown = found.kind === 'package' ? [found.headline, found.mark] : [];
      const entries = partsAt(warning, wanted.now).map((part) => part.entries);
      const key = JSON.stringify([warning.id, language, kind, shown, entries]);
      return serve(request, reply, await kept.of(key, () => made(kind, drawPicture(issued, wanted))), SOON_S);
    });
}

async function made(kind: 'png' | 'svg', svg: string | null): Promise<Served> {
  if (svg === null) throw new Problem({ status: 404, code: 'picture-unknown', title: 'There is no picture of this warning' });
  if (kind === 'svg') return { contentType: 'image/svg+xml; charset=utf-8', body: svg };
  return { contentType: 'image/png', body: await pngOf(svg) };
}
