import { type AnswerRefusal, answerRefused, type Outcome } from '@loa/domain/approval';
import type { Approval, Approvals, Deed, Deeds } from '@loa/domain/ports';
import { bearerAuth, type Caller, callerOf, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { approvalView, mayAnswer, textsOf } from '../approval-view.ts';
import { noteOf } from '../noted.ts';
import type { RoutePorts } from '../route-ports.ts';

const reason = z.string().trim().min(1, 'expected a reason').max(500);
export const reasonBody = z.strictObject({ reason });
export const approveBody = z.strictObject({ reason: reason.optional() });
/** Newest first; `before` is the `next` of the page before. */
export const answeredQuery = z.strictObject({
  before: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
const byId = z.object({ id: z.string().max(100) });

/** What waits for a second person, and the answers. */
export function approvalRoutes(http: FastifyInstance, ports: RoutePorts & { approvals: Approvals; deeds: Deeds }): void {
  const { approvals, deeds, findKey, clock } = ports;
  const anyKey = { preHandler: bearerAuth({ findKey }) };
  const approvers = { preHandler: bearerAuth({ findKey, roles: ['approver'] }) };
  const forecasters = { preHandler: bearerAuth({ findKey, roles: ['forecaster'] }) };
  const now = (): string => clock.now().toISOString();

  http.get('/api/approvals', anyKey, async (request) => {
    const at = now();
    const open = await approvals.open(at);
    return { at, held: open.map((one) => ({ ...approvalView(one, at), may: mayAnswer(one, callerOf(request), at) })) };
  });

  http.get('/api/approvals/answered', anyKey, async (request) => {
    const { before, limit } = parseParameters(answeredQuery, request.query);
    const at = now();
    const found = await approvals.answered(before === undefined ? null : cursorOf(before), limit);
    const last = found.length < limit ? undefined : found.at(-1);
    return { at, answered: found.map((one) => approvalView(one, at)), next: last === undefined ? null : cursorAt(last) };
  });

  http.get('/api/approvals/:id', anyKey, async (request) => {
    const found = await known(parseParameters(byId, request.params).id);
    const at = now();
    const citizens = await approvals.citizens(found.warning.id, at);
    const more = { citizens, waiting: found.waiting, texts: textsOf(found), content: found.warning };
    return { at, ...approvalView(found, at), may: mayAnswer(found, callerOf(request), at), ...more };
  });

  http.post('/api/approvals/:id/approve', approvers, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const given = parseBody(approveBody, request.body ?? {});
    return answer(id, 'approved', callerOf(request), given.reason ?? null, request.log);
  });

  http.post('/api/approvals/:id/refuse', approvers, async (request) => {
    const { id } = parseParameters(byId, request.params);
    return answer(id, 'refused', callerOf(request), parseBody(reasonBody, request.body).reason, request.log);
  });

  http.post('/api/approvals/:id/alone', forecasters, async (request) => {
    const { id } = parseParameters(byId, request.params);
    return answer(id, 'alone', callerOf(request), parseBody(reasonBody, request.body).reason, request.log);
  });

  async function known(id: string): Promise<Approval> {
    const found = await approvals.get(id);
    if (found !== null) return found;
    throw new Problem({ status: 404, code: 'approval-unknown', title: 'No second person was asked about such a warning' });
  }

  /** Of two at once one is kept; the same answer given again, by whomever, answers with what stands. */
  async function answer(
    warningId: string,
    outcome: Exclude<Outcome, 'trusted'>,
    caller: Caller,
    because: string | null,
    log: { warn(fields: object, text: string): void },
  ) {
    const at = now();
    const refused = answerRefused(await known(warningId), outcome, caller, at);
    const given = { warningId, outcome, by: caller.label, account: caller.account ?? null, reason: because, now: at };
    const written =
      refused === null &&
      (await deeds.run(at, async (tables) => {
        const isFirst = await tables.approvals.answer(given);
        return { answer: isFirst, note: isFirst ? noteOf(caller, DEEDS[outcome], warningId, { reason: because }) : null };
      }));
    const stands = await known(warningId);
    if (written) log.warn({ warningId, outcome, by: caller.label }, 'a held warning was answered');
    else if (refused !== null && refused !== 'answered') throw notNow(refused, stands, at);
    else if (stands.outcome !== outcome) throw notNow(answerRefused(stands, outcome, caller, at) ?? 'answered', stands, at);
    return { ...approvalView(stands, at), first: written };
  }
}

const DEEDS = { approved: 'approved', refused: 'refused', alone: 'sent-alone' } as const satisfies Record<string, Deed>;

const TITLES: Readonly<Record<AnswerRefusal, string>> = {
  'other-issuer': 'Only somebody of the issuer may answer',
  'own-bulletin': 'Whoever sent the bulletin cannot be its second person',
  answered: 'Somebody has answered already',
  recalled: 'The warning was recalled',
  cancelled: 'The warning was cancelled',
  expired: 'The warning has run out',
  overtaken: 'A later warning of the series speaks at all of these places',
  'too-early': 'A second person still has time to answer',
};

function notNow(refusal: AnswerRefusal, of: Approval, now: string): Problem {
  const isAboutCaller = refusal === 'other-issuer' || refusal === 'own-bulletin';
  const { answer, aloneFrom, stand } = approvalView(of, now);
  return new Problem({ status: isAboutCaller ? 403 : 409, code: refusal, title: TITLES[refusal], more: { answer, aloneFrom, stand } });
}

const cursorAt = ({ answeredAt, warning }: Approval): string => `${answeredAt ?? ''} ${warning.id}`;

function cursorOf(before: string): { answeredAt: string; warningId: string } {
  const [at = '', warningId = ''] = before.split(' ');
  if (!Number.isNaN(Date.parse(at)) && warningId !== '') return { answeredAt: at, warningId };
  throw new Problem({
    status: 422,
    code: 'parameters-invalid',
    title: 'The parameters do not fit',
    errors: [{ path: 'before', expected: 'the next of the page before' }],
  });
}
