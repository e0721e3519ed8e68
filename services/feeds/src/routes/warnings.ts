import { status } from '@loa/domain/bulletin';
import type { Warnings } from '@loa/domain/ports';
import { issuedAsJson, itemOf } from '@loa/domain/warning';
import { parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { wholeNumber } from './query.ts';

const query = z.object({
  after: wholeNumber.default(0),
  limit: wholeNumber.refine((limit) => limit >= 1 && limit <= 1_000, 'expected 1 to 1000').default(100),
  status: status.default('Actual'),
});
const parameters = z.object({ id: z.string() });

/**
 * GET /api/warnings?after=N&limit=M&status=S: items with a number above N in order, and the cursor to go on with; a number
 * that has been passed never appears later. GET /api/warnings/:id.
 */
export function warningRoutes(http: FastifyInstance, warnings: Warnings): void {
  http.get('/api/warnings', async (request) => {
    const { after, limit, status: wanted } = parseParameters(query, request.query);
    const found = await warnings.after(wanted, after, limit);
    return { items: found.map(itemOf), next: found.at(-1)?.number ?? after };
  });

  http.get('/api/warnings/:id', async (request) => {
    const found = await warnings.get(parseParameters(parameters, request.params).id);
    if (found === null) throw new Problem({ status: 404, code: 'warning-unknown', title: 'There is no such warning' });
    return issuedAsJson(found);
  });
}
