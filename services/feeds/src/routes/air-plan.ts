import { medium } from '@loa/domain/airing';
import { status, type Status } from '@loa/domain/bulletin';
import type { Airings, Warnings } from '@loa/domain/ports';
import { instant } from '@loa/domain/time';
import { passes } from '@loa/domain/warning';
import { parseParameters } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Agenda, type AgendaOptions, type Due, openAgenda } from '../airing/agenda.ts';
import { airingJson, type AiringWanted } from '../airing/airing-json.ts';
import { dueStream } from '../airing/due-tail.ts';
import { airPlanOf, airPlanOfOne } from '../airing/plans.ts';
import { at, positionId } from '../airing/position.ts';
import { serve } from '../serve.ts';
import { sendStream } from '../stream/send-stream.ts';
import { filterOf, filterQuery, wholeNumber } from './query.ts';
import { shownWarning } from './shown-warning.ts';

const SOON_S = 10;
const MOST_HOURS = 72;

const shown = { language: z.enum(['vi', 'en'], 'expected vi or en').default('vi'), medium: medium.optional() };
const hours = wholeNumber.refine((count) => count <= MOST_HOURS, `expected 0 to ${String(MOST_HOURS)}`).default(6);
const wantedQuery = filterQuery.extend({ ...shown, status: status.default('Actual') });
const planQuery = wantedQuery.extend({ hours });
const ownQuery = z.object({ ...shown, hours, province: filterQuery.shape.province });
const streamQuery = wantedQuery.extend({ after: instant.optional() });

export interface AirPlanOptions extends AgendaOptions {
  readonly warnings: Pick<Warnings, 'get'>;
  readonly airings: Pick<Airings, 'of'>;
  readonly publicUrl: string;
  readonly heartbeatMs: number;
}

/**
 * GET /api/air-plan: what is due on air over all warnings that stand, now and in the next hours. GET /api/warnings/:id/air-plan: of
 * one, since its issue. GET /api/air-plan/stream: server-sent events `due-on-air` (WHATWG HTML, 9.2) as the time comes.
 */
export function airPlanRoutes(http: FastifyInstance, options: AirPlanOptions): void {
  const { warnings, airings, standing, publicUrl, now, heartbeatMs } = options;
  const agendas = new Map<Status, Agenda>();
  const agendaOf = (wanted: Status): Agenda => {
    const agenda = agendas.get(wanted) ?? openAgenda(wanted, options);
    agendas.set(wanted, agenda);
    return agenda;
  };
  // The same airing is worded once for all who ask for the same, however many follow.
  const worded = new WeakMap<Due, Map<string, string | null>>();
  const rendered = (due: Due, wanted: AiringWanted): string | null => {
    const known = worded.get(due) ?? new Map<string, string | null>();
    worded.set(due, known);
    const key = JSON.stringify([wanted.language, wanted.provinces]);
    const text = known.get(key);
    if (text !== undefined) return text;
    const said = airingJson(due.issued, due.airing, wanted);
    const made = said === null ? null : JSON.stringify(said);
    known.set(key, made);
    return made;
  };
  const json = (body: unknown) => ({ contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) });

  http.get('/api/air-plan', async (request, reply) => {
    const { status: of, language, medium: on, hours: ahead, ...asked } = parseParameters(planQuery, request.query);
    const filter = filterOf(asked);
    const { issued } = await standing(of);
    const wanted = { now: now().toISOString(), hours: ahead, medium: on, language, provinces: asked.province, publicUrl };
    const rows = await airPlanOf(
      issued.filter((one) => passes(one.warning, filter)),
      airings,
      wanted,
    );
    return serve(request, reply, json({ status: of, language, hours: ahead, airings: rows }), SOON_S);
  });

  http.get('/api/warnings/:id/air-plan', async (request, reply) => {
    const { language, medium: on, hours: ahead, province: provinces } = parseParameters(ownQuery, request.query);
    const issued = await shownWarning(warnings, request.params);
    const wanted = { now: now().toISOString(), hours: ahead, medium: on, language, provinces, publicUrl };
    return serve(request, reply, json(await airPlanOfOne(issued, airings, wanted)), SOON_S);
  });

  // A HEAD of what never ends would never be answered.
  http.get('/api/air-plan/stream', { exposeHeadRoute: false }, async (request, reply) => {
    const { status: of, language, medium: on, after: since, ...asked } = parseParameters(streamQuery, request.query);
    const filter = filterOf(asked);
    const last = positionId.optional().safeParse(request.headers['last-event-id']);
    const agenda = agendaOf(of);
    const { at: present, head } = await agenda.look();
    const from = last.data ?? at({ at: since === undefined ? present : Date.parse(since), head });
    const wanted = { language, provinces: asked.province, publicUrl };
    const dataOf = (due: Due): string | null =>
      (on === undefined || due.airing.medium === on) && passes(due.issued.warning, filter) ? rendered(due, wanted) : null;
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'access-control-allow-origin': '*',
      'x-accel-buffering': 'no',
    });
    const stream = { ...dueStream({ agenda, from, dataOf }), from: 0, heartbeatMs };
    await sendStream(reply.raw, stream).catch((err: unknown) => request.log.warn({ err }, 'air plan stream ended'));
  });
}
