import { bulletinType, seriesId as seriesOf } from '@loa/domain/bulletin';
import { extended, nextBulletinOf, nextDue, seriesStanding } from '@loa/domain/desk';
import type { ApiKeys, SeriesBulletin, SeriesDesk } from '@loa/domain/ports';
import { bearerAuth, callerOf, type Clock, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { checkAfter } from '../check-after.ts';
import type { checkBulletin } from '../check-bulletin.ts';
import type { takeBulletin } from '../take-bulletin.ts';
import { issuerOf, sentBy } from './who.ts';

export interface SeriesRoutes {
  readonly apiKeys: Pick<ApiKeys, 'findKey'>;
  readonly series: SeriesDesk;
  readonly check: ReturnType<typeof checkBulletin>;
  readonly checkAfter: ReturnType<typeof checkAfter>;
  readonly take: ReturnType<typeof takeBulletin>;
  readonly taken: (result: 'accepted' | 'repeat') => void;
  readonly clock: Clock;
}

const byId = z.object({ id: z.string().max(200) });
export const extensionBody = z.strictObject({
  /** The last bulletin that whoever asks has seen. */
  after: z.int().min(1),
  hours: z.int().min(1).max(24).default(3),
});

/** Series without a bulletin for so long are no longer listed. */
const LISTED_MS = 14 * 24 * 3_600_000;
/** Bulletins of a series that are read back. */
const READ_BACK = 10;

/** GET /api/series and /api/series/:id for the issuer's own forecasters, and POST /api/series/:id/extension. */
export function seriesRoutes(http: FastifyInstance, { apiKeys, series, check, checkAfter, take, taken, clock }: SeriesRoutes): void {
  const byForecaster = { onRequest: bearerAuth({ findKey: (hash) => apiKeys.findKey(hash), roles: ['forecaster'] }) };
  const now = (): string => clock.now().toISOString();

  const bulletinsOf = async (id: string, issuer: string): Promise<[SeriesBulletin, ...SeriesBulletin[]]> => {
    if (!id.startsWith(`${issuer}.`))
      throw new Problem({ status: 403, code: 'issuer-not-yours', title: 'This series is of another issuer', errors: [] });
    const [last, ...before] = await series.bulletins(id, READ_BACK);
    if (last === undefined) throw new Problem({ status: 404, code: 'series-unknown', title: 'There is no such series' });
    return [last, ...before];
  };

  const byDesk = { onRequest: bearerAuth({ findKey: (hash) => apiKeys.findKey(hash), roles: ['forecaster', 'approver'] }) };
  http.get('/api/series', byDesk, async (request) => {
    const at = now();
    const rows = await series.ofIssuer(issuerOf(callerOf(request)), new Date(Date.parse(at) - LISTED_MS).toISOString());
    return { at, series: rows.map((row) => summaryOf(row, at)).toSorted((one, other) => dueMs(one) - dueMs(other)) };
  });

  http.get('/api/series/:id', byForecaster, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const at = now();
    const all = await bulletinsOf(id, issuerOf(callerOf(request)));
    const [last] = all;
    // A correction carries all that its series says; an end may name nothing.
    const from = all.find(({ bulletin }) => bulletin.areas.length > 0) ?? last;
    const { bulletin, moved } = nextBulletinOf([from.bulletin, ...all.map((one) => one.bulletin)], at);
    return {
      at,
      ...summaryOf(last, at),
      bulletins: all.map(({ id: one, bulletin: said, acceptedAt, decision, reason }) => ({
        id: one,
        bulletin: said,
        acceptedAt,
        decision,
        reason,
      })),
      next: { bulletin: { ...bulletin, sequence: last.bulletin.sequence + 1 }, moved, from: from.id },
    };
  });

  http.post('/api/series/:id/extension', byForecaster, async (request, reply) => {
    const { id } = parseParameters(byId, request.params);
    const { after, hours } = parseBody(extensionBody, request.body);
    const caller = callerOf(request);
    const [last, ...before] = await bulletinsOf(id, issuerOf(caller));
    const made = extended([last.bulletin, ...before.map((one) => one.bulletin)], hours, now());
    if (!made.ok) throw new Problem({ status: 409, code: made.reason, title: REASONS[made.reason] });
    await checkAfter(made.bulletin, after);
    await check(caller, made.bulletin);
    const answer = await take(made.bulletin, sentBy(caller));
    taken(answer.result);
    return reply.code(202).header('location', `/api/bulletins/${answer.id}`).send({ id: answer.id });
  });
}

const REASONS = {
  'series-closed': 'The series was ended or cancelled: nothing of it is in force',
  'last-is-partial': 'The last bulletin speaks of some places only: the others would run out. Write a full bulletin',
} as const;

/** Of what nothing is due: it was closed, or not issued. */
const NEVER_MS = Number.MAX_SAFE_INTEGER;

/** When a series has to speak again, milliseconds since 1970: one that was recalled before all others. */
function dueMs({ standing, nextDue: due }: ReturnType<typeof summaryOf>): number {
  if (standing === 'recalled') return 0;
  return due === null ? NEVER_MS : Date.parse(due.at);
}

function summaryOf(row: SeriesBulletin, now: string) {
  const { bulletin, inRhythm, warning, decision, reason } = row;
  const { family, event, hazard, status, type, sequence, finishedAt } = bulletin;
  const standing = seriesStanding({ last: bulletin, decision, warning }, now);
  const isOpen = standing === 'in-force' || standing === 'waiting' || standing === 'lapsed';
  return {
    id: seriesOf(bulletin),
    ...{ family, event, hazard, status, standing },
    last: { id: row.id, sequence, type, title: bulletinType(hazard, type) ?? null, finishedAt, decision, reason },
    warning,
    nextDue: isOpen ? nextDue({ ...bulletin, ...inRhythm }, warning?.expiresAt ?? null) : null,
  };
}
