import type { Deeds, DeadLetterShelf } from '@loa/domain/ports';
import { bearerAuth, callerOf, type EventLog, parseBody, parseParameters, Problem, RecordTooLarge } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noteOf } from '../noted.ts';
import type { RoutePorts } from '../route-ports.ts';

const byId = z.object({ id: z.coerce.number('expected the number of a dead letter').int().min(1) });
export const lettersQuery = z.strictObject({
  before: z.coerce.number().int().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});
export const dropBody = z.strictObject({ reason: z.string().trim().min(1, 'expected a reason').max(500) });
const APPEND_DEADLINE_MS = 5_000;

export interface DeadLetterPorts extends RoutePorts {
  readonly deadLetters: Pick<DeadLetterShelf, 'list' | 'get' | 'count'>;
  readonly deeds: Deeds;
  readonly eventLog: Pick<EventLog, 'append'>;
}

/** What no handler could take: its bytes, its replay, and putting it away. */
export function deadLetterRoutes(http: FastifyInstance, { deadLetters, deeds, eventLog, findKey, clock }: DeadLetterPorts): void {
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };

  http.get('/api/dead-letters', operators, async (request) => {
    const { before, limit } = parseParameters(lettersQuery, request.query);
    return { notReplayed: await deadLetters.count(), letters: await deadLetters.list(before ?? null, limit) };
  });

  http.get('/api/dead-letters/:id', operators, async (request, reply) => {
    const { id } = parseParameters(byId, request.params);
    const letter = await deadLetters.get(id);
    if (letter === null) throw unknownLetter();
    const { bytes, ...rest } = letter;
    // As they are: what no handler could read may be no text at all.
    return reply.header('cache-control', 'no-store').send({ ...rest, base64: Buffer.from(bytes).toString('base64') });
  });

  http.post('/api/dead-letters/:id/drop', operators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const { reason } = parseBody(dropBody, request.body);
    const at = clock.now().toISOString();
    if ((await deadLetters.get(id)) === null) throw unknownLetter();
    return deeds.run(at, async (tables) => {
      if (!(await tables.deadLetters.drop(id, callerOf(request).label, reason, at)))
        throw new Problem({ status: 409, code: 'letter-settled', title: 'This letter was replayed or dropped already' });
      return { answer: { id, droppedAt: at }, note: noteOf(request, 'dropped', String(id), { reason }) };
    });
  });

  http.post('/api/dead-letters/:id/replay', operators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const letter = await deadLetters.get(id);
    if (letter === null) throw unknownLetter();
    if (letter.droppedAt !== null) throw new Problem({ status: 409, code: 'letter-settled', title: 'This letter was dropped' });
    // A record that somebody else wrote has no envelope id: this one is at least the same on every replay.
    const envelopeId = letter.envelopeId ?? `dead-letter:${id}`;
    const record = { key: letter.key ?? envelopeId, id: envelopeId, value: letter.bytes };
    await eventLog.append(letter.topic, [record], { deadlineMs: APPEND_DEADLINE_MS }).catch((error: unknown) => {
      throw error instanceof RecordTooLarge ? tooLarge(letter.topic) : error;
    });
    const at = clock.now().toISOString();
    await deeds.run(at, async (tables) => {
      await tables.deadLetters.markReplayed(id, callerOf(request).label, at);
      return { answer: null, note: noteOf(request, 'replayed', String(id), { detail: { topic: letter.topic } }) };
    });
    request.log.warn({ deadLetter: id, topic: letter.topic }, 'dead letter replayed');
    return { id, topic: letter.topic, envelopeId, replayedAt: at };
  });
}

const unknownLetter = (): Problem => new Problem({ status: 404, code: 'letter-unknown', title: 'There is no such dead letter' });

const tooLarge = (topic: string): Problem =>
  new Problem({ status: 409, code: 'record-too-large', title: 'The topic does not take a record of this size', more: { topic } });
