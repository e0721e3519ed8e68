import type { Role } from '@loa/domain/account';
import { status } from '@loa/domain/bulletin';
import { bearerAuth, type BuiltFiles, callerOf, parseParameters, Problem, sendPage } from '@loa/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { eventsPage } from '../report/page/events-page.ts';
import { reportPage } from '../report/page/report-page.ts';
import { readReport, type ReportPorts } from '../report/read-report.ts';
import type { Entrance } from '../report/words.ts';
import type { RoutePorts } from '../route-ports.ts';

const language = z.enum(['vi', 'en'], 'expected vi or en').default('vi');
export const eventsQuery = z.strictObject({ language });
export const reportQuery = z.strictObject({ language, status: status.optional(), warning: z.string().max(100).optional() });
const byEvent = z.object({ event: z.string().max(200) });

/** Events listed. */
const MOST = 200;

/** Where those work who may read reports. */
const ENTRANCES: readonly (readonly [Role, Entrance])[] = [
  ['forecaster', 'desk'],
  ['operator', 'wall'],
];

/** Reports of events as pages: figures as pictures with a table beside each. `screens`: there is a log-in to lead people to. */
export function reportRoutes(http: FastifyInstance, ports: RoutePorts & ReportPorts & { readonly screens?: BuiltFiles | null }): void {
  const { findKey, clock, reports } = ports;
  const allowed = bearerAuth({ findKey, roles: ['operator', 'forecaster'] });
  const desks = {
    async preHandler(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      try {
        await allowed(request);
      } catch (error) {
        if (!ports.screens || !isSomebodyAtABrowser(request) || !(error instanceof Problem) || error.status !== 401) throw error;
        await reply.redirect(`/login?next=${encodeURIComponent(request.url)}`, 303);
      }
    },
  };
  const other = { vi: 'en', en: 'vi' } as const;
  const entrancesOf = (request: FastifyRequest): Entrance[] =>
    ports.screens ? ENTRANCES.flatMap(([of, entrance]) => (callerOf(request).roles.includes(of) ? [entrance] : [])) : [];
  // One at a time: a report reads the ledger of a whole event, and whoever asks for several must not have them all at once.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = turn.then(work);
    turn = done.catch(() => undefined);
    return done;
  };

  http.get('/reports', desks, async (request, reply) => {
    const query = parseParameters(eventsQuery, request.query);
    const of = (one: { eventId: string; status: string }): string =>
      addressOf(one.eventId, { language: query.language, status: one.status });
    return sendPage(
      reply,
      eventsPage(await reports.events(MOST), query.language, {
        of,
        other: `/reports?language=${other[query.language]}`,
        entrances: entrancesOf(request),
      }),
    );
  });

  http.get('/reports/:event', desks, async (request, reply) => {
    const { event } = parseParameters(byEvent, request.params);
    const query = parseParameters(reportQuery, request.query);
    const report = await inTurn(() => readReport(ports, { event, status: query.status, warning: query.warning }, clock.now()));
    if (report === null)
      throw new Problem({ status: 404, code: 'event-unknown', title: 'No such warning of such an event and status has been issued' });
    const at = { language: query.language, status: report.status };
    return sendPage(
      reply,
      reportPage(report, query.language, {
        warning: (id) => addressOf(event, { ...at, warning: id }),
        whole: addressOf(event, at),
        list: `/reports?language=${query.language}`,
        other: addressOf(event, { ...at, language: other[query.language], ...(query.warning !== undefined && { warning: query.warning }) }),
        entrances: entrancesOf(request),
      }),
    );
  });
}

/** Not a program with a key. */
const isSomebodyAtABrowser = ({ headers }: FastifyRequest): boolean =>
  headers.authorization === undefined && (headers.accept ?? '').includes('text/html');

const addressOf = (event: string, query: Readonly<Record<string, string>>): string =>
  `/reports/${encodeURIComponent(event)}?${new URLSearchParams(query).toString()}`;
