import { shownDifferences } from '@loa/cap';
import type { Warnings } from '@loa/domain/ports';
import { issuedAsJson } from '@loa/domain/warning';
import { parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { itemState } from '../documents/feed-items.ts';
import type { Standing } from '../documents/standing.ts';
import type { Writer } from '../documents/written.ts';
import { levelsOf } from '../page/map-levels.ts';
import type { Enriched } from '../page/screen-words.ts';
import { sendNoWarning } from '../page/no-warning-page.ts';
import { warningPage } from '../page/warning-page.ts';
import { LEVEL_STYLE } from '../page/level-style.ts';
import { serve, servePage } from '../serve.ts';

/** A CAP address never changes content (RFC 9111, 5.2.2.1). */
const FOR_EVER_S = 31_536_000;
const SOON_S = 10;

const address = z.object({ name: z.string().max(80) });
const query = z.object({ language: z.enum(['vi', 'en'], 'expected vi or en').default('vi') });

export interface PagesOptions {
  readonly warnings: Warnings;
  readonly writer: Writer;
  readonly publicUrl: string;
  readonly now: () => Date;
  readonly standing: Standing;
  /** Null: the page stands alone. */
  readonly enriched: Enriched | null;
}

/**
 * GET /warnings/:id.xml (CAP 1.2, for ever the same bytes), /warnings/:id.json (with what became of it) and /warnings/:id (a page for
 * people). A recalled warning is 410: nothing of it is shown; people get a page that says so.
 */
export function warningPages(http: FastifyInstance, { warnings, writer, publicUrl, now, standing, enriched }: PagesOptions): void {
  http.get('/warnings/:name', async (request, reply) => {
    const [, id = '', ending = ''] = /^(.*?)(\.xml|\.json)?$/.exec(parseParameters(address, request.params).name) ?? [];
    const { language } = parseParameters(query, request.query);
    const issued = await warnings.get(id);
    if (ending === '' && issued?.recalledAt !== null)
      return sendNoWarning(reply, issued === null ? 'unknown' : 'recalled', { language, path: `/warnings/${id}` });
    if (issued === null) throw new Problem({ status: 404, code: 'warning-unknown', title: 'There is no such warning' });
    if (issued.recalledAt !== null) throw new Problem({ status: 410, code: 'warning-recalled', title: 'This warning was recalled' });
    const { warning } = issued;
    if (ending === '.xml')
      return serve(request, reply, { contentType: 'application/cap+xml; charset=utf-8', body: await writer.xmlOf(warning) }, FOR_EVER_S);
    const { differences } = await standing(warning.status);
    const differs = shownDifferences(warning.id, differences.get(warning.id) ?? [], language);
    if (ending === '.json') {
      const body = JSON.stringify({ ...issuedAsJson(issued), differs });
      return serve(request, reply, { contentType: 'application/json; charset=utf-8', body }, SOON_S);
    }
    const alert = await writer.alertOf(warning);
    const body = warningPage({
      warning,
      alert,
      state: itemState(issued, now().toISOString()),
      language,
      publicUrl,
      supersededBy: issued.supersededBy,
      differs,
      earlier: (await warnings.several(warning.references)).filter((one) => one.recalledAt === null).toReversed(),
      enriched,
    });
    return servePage(request, reply, body, LEVEL_STYLE, enriched === null ? 'none' : 'own');
  });

  // What the map of its page colours.
  http.get('/warnings/:name/levels.json', async (request, reply) => {
    const issued = await warnings.get(parseParameters(address, request.params).name);
    if (issued === null || issued.recalledAt !== null)
      throw new Problem({ status: 404, code: 'warning-unknown', title: 'There is no such warning' });
    const body = JSON.stringify(levelsOf(issued, now().toISOString()));
    return serve(request, reply, { contentType: 'application/json; charset=utf-8', body }, SOON_S);
  });
}
