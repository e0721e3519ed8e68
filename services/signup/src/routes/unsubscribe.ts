import { formRoutes, limit, sendPage, subscriberOfToken } from '@loa/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RoutePorts } from '../route-ports.ts';
import { type PageLanguage, pageLanguage, WORDS } from '../words.ts';

/**
 * /unsubscribe/:token, the address in List-Unsubscribe. POST takes effect at once, without a question (RFC 8058, 3.2), whatever stands in
 * its body; GET shows a button and changes nothing, since scanners open links. The page names nobody. Tokens that were not made here are limited by
 * address alone: a mailbox provider takes many people off from one.
 */
export function unsubscribeRoutes(http: FastifyInstance, { registry, rateLimiter, settings, clock }: RoutePorts): void {
  const asked = async (request: FastifyRequest<{ Params: { token: string } }>) => {
    const id = subscriberOfToken(settings.unsubscribeSecret, request.params.token);
    if (id !== null) return { id, language: pageLanguage((await registry.get(id))?.language ?? 'vi') };
    await limit(rateLimiter, `unsubscribe-from:${request.ip}`, settings.confirmRate);
    return null;
  };

  http.get<{ Params: { token: string } }>('/unsubscribe/:token', async (request, reply) => {
    const found = await asked(request);
    if (found === null) return forged(reply);
    const { leave, leaveButton } = WORDS[found.language];
    return sendPage(reply, {
      language: found.language,
      title: leave,
      body: `<form method="post"><button name="List-Unsubscribe" value="One-Click">${leaveButton}</button></form>`,
    });
  });

  formRoutes(http, (scope) => {
    // Mail clients may send the field as multipart/form-data (RFC 8058, 3.2); nothing of it is needed.
    scope.addContentTypeParser('multipart/form-data', { parseAs: 'string' }, (_request, _body, done) => done(null, {}));
    scope.post<{ Params: { token: string } }>('/unsubscribe/:token', async (request, reply) => {
      const found = await asked(request);
      if (found === null) return forged(reply);
      const hasLeft = await registry.optOut(found.id, { channel: 'email', how: 'link', at: clock.now().toISOString() });
      request.log.info({ hasLeft }, 'unsubscribed');
      return answer(reply, found.language, hasLeft || (await registry.get(found.id)) === null);
    });
  });
}

function answer(reply: FastifyReply, language: PageLanguage, hasLeft: boolean): FastifyReply {
  const { left, supplied } = WORDS[language];
  return sendPage(reply.code(hasLeft ? 200 : 409), { language, title: hasLeft ? left : supplied });
}

const forged = (reply: FastifyReply): FastifyReply =>
  sendPage(reply.code(404), { language: 'vi', title: WORDS.vi.forged, body: `<p lang="en">${WORDS.en.forged}</p>` });
