import { channel } from '@loa/domain/audience';
import type { Deeds, ProviderState, Steering, SteeringOrder } from '@loa/domain/ports';
import { instant } from '@loa/domain/time';
import { bearerAuth, callerOf, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { noteOf } from '../noted.ts';
import type { RoutePorts } from '../route-ports.ts';

export const steerBody = z
  .strictObject({
    channel,
    provider: z.string().max(100),
    kind: z.enum(['avoid', 'slow'], 'expected avoid or slow'),
    /** Of `slow`: messages a second at most. */
    perSecond: z.number().positive('expected messages a second above 0').max(100_000).optional(),
    reason: z.string().trim().min(1, 'expected a reason').max(500),
    until: instant,
  })
  .refine((one) => (one.kind === 'slow') === (one.perSecond !== undefined), {
    path: ['perSecond'],
    error: 'expected messages a second with slow, and none with avoid',
  });
const byId = z.object({ id: z.coerce.number('expected the number of an order').int().min(1) });

/** A process that has said nothing for so long is gone. */
const SEEN_WITHIN_MS = 15_000;
const RANK = { well: 0, returning: 1, open: 2 } as const;

/** A provider over all processes that use it: the worst that one of them sees. */
export interface ProviderShown extends ProviderState {
  readonly workers: number;
  readonly seenAt: string;
}

/** Providers and the orders about them, as of `now`. Rejects as the table does. */
export async function providersNow(steering: Steering, now: string): Promise<{ providers: ProviderShown[]; orders: SteeringOrder[] }> {
  const seen = await steering.providers(new Date(Date.parse(now) - SEEN_WITHIN_MS).toISOString());
  const providers = [...Map.groupBy(seen, (one) => `${one.channel} ${one.provider}`).values()].flatMap((same) => {
    const [worst] = same.toSorted((one, other) => RANK[other.state] - RANK[one.state]);
    if (worst === undefined) return [];
    const { channel: name, provider, place, state, cause, reason, perSecond } = worst;
    const seenAt =
      same
        .map((one) => one.seenAt)
        .toSorted()
        .at(-1) ?? worst.seenAt;
    return [{ channel: name, provider, place, state, cause, reason, perSecond, workers: same.length, seenAt }];
  });
  return { providers, orders: await steering.inForce(now) };
}

/** Providers: how they are, and what is ordered of them by hand. */
export function steeringRoutes(
  http: FastifyInstance,
  { steering, deeds, findKey, clock, settings }: RoutePorts & { steering: Steering; deeds: Deeds },
): void {
  const anyKey = { preHandler: bearerAuth({ findKey }) };
  const operators = { preHandler: bearerAuth({ findKey, roles: ['operator'] }) };
  const now = (): string => clock.now().toISOString();

  http.get('/api/providers', anyKey, async () => ({ at: now(), ...(await providersNow(steering, now())) }));

  http.post('/api/providers/orders', operators, async (request, reply) => {
    const { perSecond = null, ...wanted } = parseBody(steerBody, request.body);
    const at = now();
    const latest = new Date(Date.parse(at) + settings.longestPauseMs).toISOString();
    if (wanted.until <= at || wanted.until > latest)
      throw refused('order-span', 'An order ends within a day from now', {
        path: 'until',
        expected: `an instant after ${at}, up to ${latest}`,
      });
    const { providers } = await providersNow(steering, at);
    const ofChannel = providers.filter((one) => one.channel === wanted.channel);
    if (!ofChannel.some((one) => one.provider === wanted.provider))
      throw refused('provider-unknown', 'No sender uses such a provider now', {
        path: 'provider',
        expected:
          ofChannel.length === 0 ? 'a provider of a sender that runs' : `one of: ${ofChannel.map((one) => one.provider).join(', ')}`,
      });
    if (wanted.kind === 'avoid' && ofChannel.length < 2)
      throw new Problem({ status: 409, code: 'no-other-provider', title: 'This channel has no other provider to turn to' });
    const order = await deeds.run(at, async (tables) => {
      const answer = await tables.steering.order({ ...wanted, perSecond, by: callerOf(request).label }, at);
      const detail = { order: answer.id, kind: wanted.kind, perSecond, until: wanted.until };
      return { answer, note: noteOf(request, 'steered', `${wanted.channel}/${wanted.provider}`, { reason: wanted.reason, detail }) };
    });
    request.log.warn({ order: order.id, channel: order.channel, provider: order.provider, kind: order.kind }, 'provider steered by hand');
    return reply.code(201).send(order);
  });

  http.post('/api/providers/orders/:id/end', operators, async (request) => {
    const { id } = parseParameters(byId, request.params);
    const at = now();
    return deeds.run(at, async (tables) => {
      const answer = await tables.steering.end(id, callerOf(request).label, at);
      if (answer === null) throw new Problem({ status: 404, code: 'order-unknown', title: 'There is no such order in force' });
      return { answer, note: noteOf(request, 'steering-ended', `${answer.channel}/${answer.provider}`, { detail: { order: id } }) };
    });
  });
}

const refused = (code: string, title: string, error: { path: string; expected: string }): Problem =>
  new Problem({ status: 422, code, title, errors: [error] });
