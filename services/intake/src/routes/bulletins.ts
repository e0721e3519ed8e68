import { bulletin } from '@loa/domain/bulletin';
import type { ApiKeys, Bulletins, CapOriginals } from '@loa/domain/ports';
import { bearerAuth, type Caller, callerOf, parseBody, parseParameters, Problem } from '@loa/runtime';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { byRuleOfSource } from '../cap/by-rule-of-source.ts';
import type { Sources } from '../cap/sources.ts';
import type { Messages } from '../cap/take-message.ts';
import type { checkAfter } from '../check-after.ts';
import { withSpeaker } from '../check-authority.ts';
import type { checkBulletin } from '../check-bulletin.ts';
import type { preview } from '../preview.ts';
import type { takeBulletin } from '../take-bulletin.ts';
import { issuerOf, sentBy } from './who.ts';

export interface BulletinRoutes {
  readonly apiKeys: Pick<ApiKeys, 'findKey'>;
  readonly bulletins: Pick<Bulletins, 'get'>;
  readonly originals: Pick<CapOriginals, 'document'>;
  readonly sources: Sources;
  readonly messages: Messages;
  readonly check: ReturnType<typeof checkBulletin>;
  readonly checkAfter: ReturnType<typeof checkAfter>;
  readonly take: ReturnType<typeof takeBulletin>;
  readonly preview: ReturnType<typeof preview>;
  readonly taken: (result: 'accepted' | 'repeat') => void;
}

/** Media types of a CAP message: as registered (OASIS CAP 1.2, and the one that feeds use), and as plain XML. */
export const CAP_TYPES = ['application/cap+xml', 'application/common-alerting-protocol+xml', 'application/xml', 'text/xml'];

const parameters = z.object({ id: z.string() });
/** `dryRun=true`: say what would become of it, keep nothing. */
const postQuery = z.object({
  dryRun: z.enum(['true', 'false'], 'expected true or false').default('false'),
  /** Of a dry run: SMS must fit templates registered at the operators, or may go by the emergency template. */
  templates: z.enum(['registered', 'emergency'], 'expected registered or emergency').default('registered'),
  /** Last sequence of the series as whoever writes has seen it: refused where there is a newer one. Of a bulletin in JSON. */
  after: z.coerce.number('expected a sequence').int().min(0).optional(),
});
type PostQuery = z.output<typeof postQuery>;

/** POST /api/bulletins in JSON or CAP, also as a dry run, and GET /api/bulletins/:id with its source. */
export function bulletinRoutes(http: FastifyInstance, ports: BulletinRoutes): void {
  const { apiKeys, bulletins, originals, sources, messages, check, checkAfter, take, preview, taken } = ports;
  const findKey = (hash: string) => apiKeys.findKey(hash);
  const accept = (reply: FastifyReply, answer: { readonly id: string; readonly [more: string]: unknown }): FastifyReply =>
    reply.code(202).header('location', `/api/bulletins/${answer.id}`).send(answer);

  const postMessage = async (caller: Caller, document: Uint8Array, query: PostQuery, reply: FastifyReply): Promise<unknown> => {
    const isDry = query.dryRun === 'true';
    const message = await messages.read({ issuer: issuerOf(caller), document, isDry });
    const { findings } = message;
    if (message.kind === 'repeat') {
      taken('repeat');
      return accept(reply, { id: message.id, findings });
    }
    await messages.check(message, (given) => check(caller, given));
    if (isDry) return { ...(await messages.check(message, (given) => preview(given, optionsOf(query)))), findings };
    const { id, result } = await messages.take(message, sentBy(caller));
    taken(result);
    return accept(reply, { id, findings });
  };

  // A scope of its own: no other route of the process takes XML.
  http.register((scope, _options, done) => {
    scope.addContentTypeParser(CAP_TYPES, { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    // Before the body is read: who has no key gets no further.
    scope.post('/api/bulletins', { onRequest: bearerAuth({ findKey, roles: ['forecaster'] }) }, async (request, reply) => {
      const query = parseParameters(postQuery, request.query);
      const caller = callerOf(request);
      if (request.body instanceof Uint8Array) return postMessage(caller, request.body, query, reply);
      const given = withSpeaker(caller, byRuleOfSource(sources, parseBody(bulletin, request.body)));
      await check(caller, given);
      if (query.after !== undefined) await checkAfter(given, query.after);
      if (query.dryRun === 'true') return preview(given, optionsOf(query));
      const { id, result } = await take(given, sentBy(caller));
      taken(result);
      return accept(reply, { id });
    });
    done();
  });

  http.get('/api/bulletins/:id', { onRequest: bearerAuth({ findKey }) }, async (request) => {
    const way = await bulletins.get(parameters.parse(request.params).id);
    if (way === null) throw new Problem({ status: 404, code: 'bulletin-unknown', title: 'There is no such bulletin' });
    return way;
  });

  http.get('/api/bulletins/:id/source', { onRequest: bearerAuth({ findKey, roles: ['operator'] }) }, async (request, reply) => {
    const document = await originals.document(parameters.parse(request.params).id);
    if (document === null)
      throw new Problem({ status: 404, code: 'source-unknown', title: 'There is no such bulletin, or it did not come as CAP' });
    return reply.type('application/cap+xml').header('x-content-type-options', 'nosniff').send(Buffer.from(document));
  });
}

const optionsOf = ({ templates }: PostQuery) => ({ emergency: templates === 'emergency' });
