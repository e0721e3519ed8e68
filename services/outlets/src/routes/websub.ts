import { LONGEST_CALLBACK } from '@loa/domain/outlet';
import { limit, parseBody, Problem } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { RoutePorts } from '../route-ports.ts';
import { shownBy } from '../websub/documents.ts';
import { checkCallback } from './check-way.ts';
import { outletOf } from './outlet-of.ts';

const FORM = 'application/x-www-form-urlencoded';
/** WebSub, 5.1: a secret is shorter than 200 bytes. */
const LONGEST_SECRET = 199;
/** The hub decides on the lease (WebSub, 5.1), seconds. */
const LEASE_S = { least: 300, usual: 10 * 86_400, most: 30 * 86_400 } as const;

const url = z.string('expected a URL').max(LONGEST_CALLBACK, `expected at most ${LONGEST_CALLBACK} characters`);
/** What a subscriber sends (WebSub, 5.1). */
export const hubForm = z.object({
  'hub.mode': z.enum(['subscribe', 'unsubscribe'], 'expected subscribe or unsubscribe'),
  'hub.topic': url,
  'hub.callback': url,
  'hub.lease_seconds': z
    .string()
    .regex(/^\d{1,12}$/, 'expected a whole number of seconds')
    .transform(Number)
    .optional(),
  'hub.secret': z
    .string()
    .refine((secret) => Buffer.byteLength(secret, 'utf8') <= LONGEST_SECRET, `expected at most ${LONGEST_SECRET} bytes`)
    .optional(),
});

/** POST /websub: the hub (WebSub, 5). 202; the intent is verified afterwards. With an outlet's token the subscription is that outlet's. */
export function websubRoute(http: FastifyInstance, ports: RoutePorts): void {
  const { websub, callbacks, documentOf, rateLimiter, settings, clock } = ports;
  const mine = outletOf(ports);
  // A scope of its own: another service on this server may read forms as well.
  void http.register(async (scope) => {
    if (!scope.hasContentTypeParser(FORM)) {
      scope.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, body, done) => {
        done(null, Object.fromEntries(new URLSearchParams(String(body))));
      });
    }
    scope.post('/websub', async (request, reply) => {
      await limit(rateLimiter, `websub:${request.ip}`, settings.subscribeRate);
      const form = parseBody(hubForm, request.body);
      const { 'hub.mode': mode, 'hub.topic': topic, 'hub.callback': callback, 'hub.secret': secret } = form;
      const outlet = request.headers.authorization === undefined ? null : await mine(request);
      await checkCallback(callbacks, callback, 'hub.callback');
      await limit(rateLimiter, `websub-host:${new URL(callback).host}`, settings.subscribeRate);
      const document = await documentOf(topic);
      if (document === null) throw unknownTopic(settings.publicUrl);
      const leaseS = Math.min(LEASE_S.most, Math.max(LEASE_S.least, form['hub.lease_seconds'] ?? LEASE_S.usual));
      const ask = { mode, topic, callback, secret: secret || null, leaseS, outletId: outlet?.id ?? null };
      if ((await websub.ask(ask, shownBy(document), clock.now().toISOString())) === 'full') throw full();
      request.log.info({ mode, topic }, 'WebSub intent to verify');
      return reply.code(202).send();
    });
  });
}

const unknownTopic = (publicUrl: string): Problem =>
  new Problem({
    status: 404,
    code: 'topic-unknown',
    title: 'This hub does not know that topic',
    errors: [{ path: 'hub.topic', expected: `an Atom, RSS or JSON Feed document under ${publicUrl}, as its rel="self" link has it` }],
  });

const full = (): Problem =>
  new Problem({ status: 503, code: 'topics-full', title: 'Too many topics are followed', headers: { 'retry-after': '3600' } });
