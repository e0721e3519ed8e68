import type { DeadLetterShelf } from '@loa/domain/ports';
import { bearerAuth, callerOf, type EventLog, parseParameters, Problem, RecordTooLarge } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RoutePorts } from '../route-ports.ts';

const byId = z.object({ id: z.coerce.number('expected the number of a dead letter').int().min(1) });
export const lettersQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
const APPEND_DEADLINE_MS = 5_000;

export interface DeadLetterPorts extends RoutePorts {
  readonly deadLetters: Pick<DeadLetterShelf, 'list' | 'get' | 'markReplayed' | 'count'>;
  readonly eventLog: Pick<EventLog, 'append'>;
}

/** What no handler could take, and its replay. */
export function deadLetterRoutes(http: FastifyInstance, { deadLetters, eventLog, findKey, clock }: DeadLetterPorts): void {
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };

  http.get('/api/dead-letters', operators, async (request) => {
    const { before, limit } = parseParameters(lettersQuery, request.query);
    return { notReplayed: await deadLetters.count(), letters: await deadLetters.list(before ?? null, limit) };
  });

  http.post('/api/dead-letters/:id/replay', operators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const letter = await deadLetters.get(id);
    if (letter === null) throw new Problem({ status: 404, code: 'letter-unknown', title: 'There is no such dead letter' });
    // A record that somebody else wrote has no envelope id: this one is at least the same on every replay.
    const envelopeId = letter.envelopeId ?? `dead-letter:${id}`;
    const record = { key: letter.key ?? envelopeId, id: envelopeId, value: letter.bytes };
    await eventLog.append(letter.topic, [record], { deadlineMs: APPEND_DEADLINE_MS }).catch((error: unknown) => {
      throw error instanceof RecordTooLarge ? tooLarge(letter.topic) : error;
    });
    const at = clock.now().toISOString();
    await deadLetters.markReplayed(id, callerOf(request).label, at);
    request.log.warn({ deadLetter: id, topic: letter.topic }, 'dead letter replayed');
    return { id, topic: letter.topic, envelopeId, replayedAt: at };
  });
}

const tooLarge = (topic: string): Problem =>
  new Problem({ status: 409, code: 'record-too-large', title: 'The topic does not take a record of this size', more: { topic } });
