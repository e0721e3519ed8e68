import type { SignupRequest } from '@loa/domain/ports';
import type { CodeRefusal } from '@loa/domain/signup';
import { formRoutes, hashOfKey, htmlText, inLanguage, limit, parseBody, parseParameters, Problem, sendPage, siteFrame } from '@loa/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hashOfCode } from '../ask.ts';
import type { RoutePorts } from '../route-ports.ts';
import { ownCookie } from '../pages/own-cookie.ts';
import { PAGE_WORDS } from '../pages/page-words.ts';
import { takeEffect } from '../take-effect.ts';
import { pageLanguage, WORDS } from '../words.ts';

export const confirmBody = z.strictObject({
  /** The request that the code is of; a link's code stands alone. */
  request: z.string().max(100).optional(),
  code: z.string('expected the code of the message').trim().min(1, 'expected the code of the message').max(100),
});
const query = z.object({ code: z.string('expected the code of the message').max(100, 'expected the code of the message') });

const REFUSALS: Readonly<Record<CodeRefusal, { status: number; title: string }>> = {
  unknown: { status: 404, title: 'There is no such request or code' },
  used: { status: 409, title: 'This code was used already' },
  expired: { status: 410, title: 'This code has run out; ask for another one' },
  'too-many-tries': { status: 429, title: 'Too many wrong codes; ask for another one' },
  wrong: { status: 422, title: 'This is not the code' },
};

/**
 * POST /api/subscriptions/confirm takes a code. GET /subscriptions/confirm?code=… is the page that a message links to: it changes nothing,
 * for mail scanners open links; its POST confirms.
 */
export function confirmRoutes(http: FastifyInstance, ports: RoutePorts): void {
  const { signups, rateLimiter, settings, clock } = ports;
  const limited = (request: FastifyRequest): Promise<void> => limit(rateLimiter, `signup-confirm:${request.ip}`, settings.confirmRate);
  const judged = (id: string | null, code: string) =>
    signups.judge({ id, codeHash: id === null ? hashOfKey(code) : hashOfCode(id, code) }, clock.now().toISOString());
  const ofLink = async (request: FastifyRequest): Promise<SignupRequest | null> => {
    await limited(request);
    const found = await judged(null, parseParameters(query, request.query).code);
    return found.ok ? found.request : null;
  };

  http.post('/api/subscriptions/confirm', async (request, reply) => {
    await limited(request);
    const { request: id = null, code } = parseBody(confirmBody, request.body);
    const found = await judged(id, code);
    if (!found.ok) throw new Problem({ code: `code-${found.reason}`, ...REFUSALS[found.reason] });
    const effect = await takeEffect(found.request, ports);
    request.log.info({ purpose: effect.purpose, channel: found.request.channel }, 'confirmed');
    return reply.header('cache-control', 'no-store').send(effect);
  });

  http.get('/subscriptions/confirm', async (request, reply) => {
    const asked = await ofLink(request);
    if (asked === null) return refused(reply);
    const language = pageLanguage(asked.language);
    const words = WORDS[language];
    return sendPage(reply, {
      language,
      title: words.question[asked.purpose],
      frame: siteFrame({ language, here: null, otherLanguage: null }),
      body: `<form method="post"><button>${words.confirm}</button></form>`,
    });
  });

  formRoutes(http, (scope) =>
    scope.post('/subscriptions/confirm', async (request, reply) => {
      const asked = await ofLink(request);
      if (asked === null) return refused(reply);
      const effect = await takeEffect(asked, ports);
      request.log.info({ purpose: effect.purpose, channel: asked.channel }, 'confirmed');
      const language = pageLanguage(asked.language);
      const words = WORDS[language];
      const places = effect.places === null ? '' : `<p>${htmlText(words.places(effect.places))}</p>`;
      if (effect.token !== null) ownCookie({ publicUrl: settings.publicUrl, days: settings.tokenDays }).set(reply, effect.token);
      const own =
        effect.token === null ? '' : `<p><a href="${inLanguage('/subscriptions/own', language)}">${PAGE_WORDS[language].ownLink}</a></p>`;
      const body = `${places}${own}`;
      return sendPage(reply, {
        language,
        title: words.done[asked.purpose],
        body,
        frame: siteFrame({ language, here: null, otherLanguage: null }),
      });
    }),
  );
}

const refused = (reply: FastifyReply): FastifyReply =>
  sendPage(reply.code(404), { language: 'vi', title: WORDS.vi.refused, body: `<p lang="en">${WORDS.en.refused}</p>` });
