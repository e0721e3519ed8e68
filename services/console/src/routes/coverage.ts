import type { Coverage, PlacePeople } from '@loa/domain/ports';
import { bearerAuth, parseParameters } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { coverageCsv, coverageOf } from '../coverage-of.ts';
import { noSuchWarning } from '../recall-warning.ts';
import type { RoutePorts } from '../route-ports.ts';

export const coverageQuery = z.strictObject({ format: z.enum(['json', 'csv'], 'expected json or csv').default('json') });
const byId = z.object({ id: z.string().max(100) });

/** People are counted in the registry, which takes a second for a million: once a minute is enough for a report. */
const PEOPLE_KEPT_MS = 60_000;
const MOST_KEPT = 32;

/** How a warning stands at its places, and what can be done about who is silent. */
export function coverageRoutes(http: FastifyInstance, { coverage, findKey, clock }: RoutePorts & { coverage: Coverage }): void {
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };
  const kept = new Map<string, { at: number; people: Promise<PlacePeople[]> }>();

  const peopleOf = (id: string): Promise<PlacePeople[]> => {
    const now = clock.now();
    for (const [known, { at }] of kept) if (now.getTime() - at >= PEOPLE_KEPT_MS || kept.size > MOST_KEPT) kept.delete(known);
    const one = kept.get(id) ?? { at: now.getTime(), people: coverage.people(id, now.toISOString()) };
    kept.set(id, one);
    one.people.catch(() => kept.delete(id));
    return one.people;
  };

  http.get('/api/warnings/:id/coverage', operators, async (request, reply) => {
    const { id } = parseParameters(byId, request.params);
    const { format } = parseParameters(coverageQuery, request.query);
    const counts = await coverage.counts(id);
    if (counts === null) throw noSuchWarning(id);
    const report = coverageOf(counts, await peopleOf(id));
    if (format === 'csv') return reply.type('text/csv; charset=utf-8').send(coverageCsv(report));
    return { warning: id, at: clock.now().toISOString(), ...report, callList: `/api/warnings/${encodeURIComponent(id)}/call-list` };
  });
}
