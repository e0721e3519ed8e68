import { readPhone } from '@loa/adapters/phone';
import { nameOfPlaces } from '@loa/domain/place';
import type { Audit, Lookup } from '@loa/domain/ports';
import { bearerAuth, parseBody, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noteOf } from '../noted.ts';
import type { RoutePorts } from '../route-ports.ts';

/** By POST, so that no address stands in a URL, which proxies write down. */
export const lookupBody = z.strictObject({
  /** An e-mail address or a number, as people write it. */
  address: z.string().trim().min(3, 'expected an e-mail address or a number').max(320),
  reason: z.string().trim().min(1, 'expected a reason').max(500),
});
const DELIVERIES = 200;
/** Places named of those that somebody has asked about. */
const NAMED = 6;

/** What was sent to one address. */
export function lookupRoutes(
  http: FastifyInstance,
  { lookup, audit, findKey, clock }: Pick<RoutePorts, 'findKey' | 'clock'> & { lookup: Lookup; audit: Pick<Audit, 'note'> },
): void {
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };

  http.post('/api/lookup', operators, async (request, reply) => {
    const { address, reason } = parseBody(lookupBody, request.body);
    const read = readAddress(address);
    const people = await lookup.find(read.channel, read.address, DELIVERIES);
    const found = people.map((one) => String(one.id)).join(' ');
    const detail = { channel: read.channel, found: people.length };
    // Before the answer: nobody reads it without the note.
    await audit.note(noteOf(request, 'deliveries-looked-up', found === '' ? null : found, { reason, detail }), clock.now().toISOString());
    return reply.header('cache-control', 'no-store').send({
      channel: read.channel,
      people: people.map((one) => ({
        ...one,
        places: { vi: nameOfPlaces(one.units, 'vi', NAMED), en: nameOfPlaces(one.units, 'en', NAMED) },
      })),
    });
  });
}

function readAddress(text: string): { readonly channel: 'email' | 'sms'; readonly address: string } {
  const email = z.email().safeParse(text);
  if (email.success) return { channel: 'email', address: email.data };
  const phone = text.includes('@') ? null : readPhone(text);
  if (phone !== null) return { channel: 'sms', address: phone };
  const errors = [{ path: 'address', expected: 'an e-mail address, or a number such as 0912 345 678' }];
  throw new Problem({ status: 422, code: 'address-unread', title: 'This is neither an e-mail address nor a number', errors });
}
