import { provinceByCode } from '@loa/domain/place';
import { parseParameters } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Snapshot, Standing } from '../documents/standing.ts';
import { frontPage } from '../page/front-page.ts';
import { levelsInForce } from '../page/map-levels.ts';
import type { Enriched } from '../page/screen-words.ts';
import { LEVEL_STYLE } from '../page/level-style.ts';
import { keep } from '../picture/kept.ts';
import { HTML, serve, servePage, type Served } from '../serve.ts';

const query = z.object({
  language: z.enum(['vi', 'en'], 'expected vi or en').default('vi'),
  q: z
    .string()
    .max(100, 'expected at most 100 characters')
    .default('')
    .transform((text) => text.trim()),
  province: z
    .string()
    .refine((code) => code === '' || provinceByCode(code) !== undefined, 'expected the code of a present province, such as 52')
    .transform((code) => (code === '' ? null : code))
    .nullable()
    .default(null),
});

const levelsQuery = z.object({ status: z.enum(['Actual', 'Exercise'], 'expected Actual or Exercise').default('Actual') });

/** Some hundred pages; each is made anew at the latest after so long, since parts of warnings run out. */
const KEPT_BYTES = 16_000_000;
const MADE_ANEW_MS = 10_000;
const SOON_S = 10;

export interface FrontOptions {
  readonly standing: Standing;
  readonly now: () => Date;
  /** Null: the page stands alone. */
  readonly enriched: Enriched | null;
}

/** GET /: what is in force, as a page, exercises apart. `?q=` names a place, present or former, `?province=` a present province, `?language=en`. */
export function frontRoute(http: FastifyInstance, { standing, now, enriched }: FrontOptions): void {
  let kept = keep(KEPT_BYTES);
  let of: { readonly snapshot: Snapshot; readonly drills: Snapshot; readonly until: number } | null = null;
  http.get('/', async (request, reply) => {
    const wanted = parseParameters(query, request.query);
    const [snapshot, drills] = await Promise.all([standing('Actual'), standing('Exercise')]);
    const at = now();
    if (of?.snapshot !== snapshot || of.drills !== drills || at.getTime() >= of.until || at.getTime() < of.until - MADE_ANEW_MS) {
      of = { snapshot, drills, until: at.getTime() + MADE_ANEW_MS };
      kept = keep(KEPT_BYTES);
    }
    const shown = { issued: snapshot.issued, exercises: drills.issued };
    const made = async (): Promise<Served> => ({ contentType: HTML, body: frontPage(shown, at.toISOString(), wanted, enriched) });
    return servePage(request, reply, await kept.of(JSON.stringify(wanted), made), LEVEL_STYLE, enriched === null ? 'none' : 'own');
  });
  // What its map colours.
  http.get('/warnings/levels.json', async (request, reply) => {
    const { status } = parseParameters(levelsQuery, request.query);
    const at = now().toISOString();
    const body = JSON.stringify(levelsInForce((await standing(status)).issued, at));
    return serve(request, reply, { contentType: 'application/json; charset=utf-8', body }, SOON_S);
  });
}
