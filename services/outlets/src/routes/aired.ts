import { airedBody, airedRecords, isLate, reportedAiring, type ReportedAiring } from '@loa/domain/airing';
import type { IssuedWarning, Outlets } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import { bearerAuth, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RoutePorts } from '../route-ports.ts';
import { outletOf } from './outlet-of.ts';

const byId = z.object({ id: z.string().max(80) });

/** What of a report does not fit. */
const UNFIT: Readonly<Record<Exclude<ReportedAiring['kind'], 'airing'>, { readonly path: string; readonly expected: string }>> = {
  'no-such-airing': { path: 'dueAt', expected: 'expected a time at which the air plan of this warning has an airing on this medium' },
  'before-issue': { path: 'airedAt', expected: 'expected a time after the warning was issued' },
  'before-lapse': { path: 'airedAt', expected: 'expected a time after the warning ran out' },
  'not-yet': { path: 'airedAt', expected: 'expected a time that has come' },
};

/**
 * POST /api/warnings/:id/aired: an approved outlet says, with its token, that it has aired a warning. Once per airing: a second report
 * changes nothing and is answered with the first. A warning that stands no more, a recalled one too, can be reported: that it was on
 * air must be known. GET of the same address: operators see what was asked for and who aired it.
 */
export function airedRoutes(http: FastifyInstance, ports: RoutePorts): void {
  const { airings, outlets, warnings, findKey, clock } = ports;
  const mine = outletOf(ports);
  const now = (): Instant => clock.now().toISOString();
  const warningOf = async (parameters: unknown): Promise<IssuedWarning> => {
    const issued = await warnings.get(parseParameters(byId, parameters).id);
    if (issued === null) throw new Problem({ status: 404, code: 'warning-unknown', title: 'There is no such warning' });
    return issued;
  };

  http.post('/api/warnings/:id/aired', async (request, reply) => {
    const outlet = await mine(request);
    if (outlet.standing !== 'approved')
      throw new Problem({ status: 409, code: 'outlet-not-approved', title: 'This outlet is not approved', detail: outlet.standing });
    const body = parseBody(airedBody, request.body);
    const issued = await warningOf(request.params);
    const found = reportedAiring(issued, body, now());
    if (found.kind !== 'airing')
      throw new Problem({ status: 422, code: `aired-${found.kind}`, title: 'The report does not fit', errors: [UNFIT[found.kind]] });
    const { medium, dueAt, airedAt, note = null } = body;
    const report = { outletId: outlet.id, warningId: issued.warning.id, medium, dueAt, airedAt, note, reportedAt: now() };
    const { kept, isNew } = await airings.keep(report);
    const late = isLate(found.airing, kept);
    if (isNew) request.log.info({ outletId: outlet.id, warningId: kept.warningId, medium, late }, 'aired');
    return reply.code(isNew ? 201 : 200).send({ ...kept, by: found.airing.by, late });
  });

  http.get('/api/warnings/:id/aired', { preHandler: bearerAuth({ findKey, roles: ['operator'] }) }, async (request) => {
    const issued = await warningOf(request.params);
    const { id } = issued.warning;
    const reports = await airings.of([id]);
    const stops = await warnings.several([issued.supersededBy, issued.cancelledBy].filter((one) => one !== null));
    const stoppedAt = stops.map((one) => one.warning.issuedAt).toSorted()[0] ?? null;
    const names = await namesOf(outlets, new Set(reports.map((one) => one.outletId)), now());
    const records = airedRecords(issued, reports, { stoppedAt, now: now() });
    return {
      warningId: id,
      airings: records.map(({ airing, reports: own, ...summary }) => ({
        ...airing,
        ...summary,
        reports: own.map((one) => ({
          ...{ outletId: one.outletId, outlet: names.get(one.outletId) ?? null, airedAt: one.airedAt },
          ...{ late: isLate(airing, one), note: one.note, reportedAt: one.reportedAt },
        })),
      })),
    };
  });
}

async function namesOf(outlets: Pick<Outlets, 'get'>, ids: ReadonlySet<number>, now: Instant): Promise<Map<number, string>> {
  const found = await Promise.all([...ids].map((id) => outlets.get(id, now)));
  return new Map(found.flatMap((one) => (one === null ? [] : [[one.id, one.name] as const])));
}
