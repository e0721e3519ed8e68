import type { Audit, Deeds, SupplyBodies, SupplyRecords } from '@loa/domain/ports';
import { supplyBody } from '@loa/domain/supply';
import { bearerAuth, callerOf, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noteOf } from '../noted.ts';
import { noSuchWarning } from '../recall-warning.ts';
import type { RoutePorts } from '../route-ports.ts';
import { clockRow } from '../supply-clock.ts';
import { clockCsv } from './supply-csv.ts';

const byId = z.object({ id: z.string().max(100) });
const MOST = 5_000;

/** `warning` or `bulletin`: of one; neither: of all that are open. */
export const clockQuery = z.strictObject({
  warning: z.string().max(100).optional(),
  bulletin: z.string().max(300).optional(),
  format: z.enum(['json', 'csv']).default('json'),
});
/** A body of the list, or an agency or relay by its subscriber's number. */
export const markBody = z
  .strictObject({
    body: z.string().max(60).optional(),
    subscriber: z.int().min(1).optional(),
    reason: z.string().trim().min(1, 'expected a reason').max(500),
  })
  .refine((one) => (one.body === undefined) !== (one.subscriber === undefined), {
    path: ['body'],
    error: 'expected either body or subscriber',
  });

export interface SupplyRoutePorts extends RoutePorts {
  readonly supplyBodies: SupplyBodies;
  readonly supplyRecords: SupplyRecords;
  readonly audit: Pick<Audit, 'note'>;
  readonly deeds: Deeds;
}

/** The supply list, its clock, marks of confirmation, and the call list of a warning. */
export function supplyRoutes(http: FastifyInstance, ports: SupplyRoutePorts): void {
  const { supplyBodies, supplyRecords, audit, deeds, findKey, clock } = ports;
  const anyKey = { preHandler: bearerAuth({ findKey }) };
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };
  const now = (): string => clock.now().toISOString();

  http.get('/api/supply/bodies', operators, async (request) => {
    const bodies = await supplyBodies.list();
    await audit.note(noteOf(request, 'supply-list-read', null, { detail: { bodies: bodies.length } }), now());
    request.log.info({ by: callerOf(request).label, bodies: bodies.length }, 'supply list read');
    return { bodies };
  });

  http.put('/api/supply/bodies/:id', operators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const body = parseBody(supplyBody, { ...Object(request.body), id });
    await deeds.run(now(), async (tables) => {
      await tables.supplyBodies.put(body, callerOf(request).label, now());
      return { answer: null, note: noteOf(request, 'body-put', id) };
    });
    request.log.warn({ bodyId: id, by: callerOf(request).label }, 'body of the supply list put');
    return body;
  });

  http.delete('/api/supply/bodies/:id', operators, async (request, reply) => {
    const { id } = parseParameters(byId, request.params);
    const removed = await deeds.run(now(), async (tables) => {
      const answer = await tables.supplyBodies.remove(id, callerOf(request).label, now());
      return { answer, note: answer ? noteOf(request, 'body-removed', id) : null };
    });
    if (!removed) throw new Problem({ status: 404, code: 'body-unknown', title: 'There is no such body on the supply list' });
    request.log.warn({ bodyId: id, by: callerOf(request).label }, 'body taken off the supply list');
    return reply.code(204).send();
  });

  http.get('/api/supply/clock', anyKey, async (request, reply) => {
    const { warning, bulletin, format } = parseParameters(clockQuery, request.query);
    const wanted = warning !== undefined ? { warning } : bulletin !== undefined ? { bulletin } : null;
    const found = wanted === null ? await supplyRecords.open(MOST) : await supplyRecords.of(wanted);
    if (found === null) throw noSuchWarning(warning ?? bulletin ?? '');
    const at = now();
    const rows = found.map((record) => clockRow(record, at));
    if (format === 'json') return { at, rows };
    return reply
      .header('content-disposition', 'attachment; filename="supply-clock.csv"')
      .type('text/csv; charset=utf-8')
      .send(clockCsv(rows));
  });

  http.post('/api/warnings/:id/confirmations', operators, async (request, reply) => {
    const { id } = parseParameters(byId, request.params);
    const { body, subscriber, reason } = parseBody(markBody, request.body);
    const of = body === undefined ? { subscriberId: subscriber ?? 0 } : { bodyId: body };
    if (!(await supplyRecords.has(id, of)))
      throw new Problem({ status: 404, code: 'receiver-unknown', title: 'This warning was not sent to such a body, agency or relay' });
    const by = callerOf(request).label;
    const { kept, isNew } = await deeds.run(now(), async ({ confirmations }) => {
      const whose = { warningId: id, bodyId: body ?? null, subscriberId: subscriber ?? null, deliveryId: null };
      const answer = await confirmations.keep(whose, { how: 'operator', by, at: now(), reason });
      const detail = { body: body ?? null, subscriber: subscriber ?? null };
      return { answer, note: answer.isNew ? noteOf(request, 'confirmation-marked', id, { reason, detail }) : null };
    });
    request.log.warn({ warningId: id, bodyId: body ?? null, subscriber: subscriber ?? null, by, isNew }, 'receipt marked by an operator');
    return reply.code(isNew ? 201 : 200).send({ warning: id, ...kept });
  });
}
