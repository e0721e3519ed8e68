import { formRoutes, hashOfKey, limit, parseParameters, sendPage } from '@loa/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { pageLanguage } from '../push/item-links.ts';
import type { RoutePorts } from '../route-ports.ts';

const query = z.object({ code: z.string('expected the code of the message').max(100, 'expected the code of the message') });

const WORDS = {
  vi: {
    ask: 'Xác nhận nhận cảnh báo của Loa tại địa chỉ thư này?',
    button: 'Xác nhận',
    done: 'Đã xác nhận địa chỉ.',
    waiting: 'Cảnh báo sẽ được gửi sau khi người vận hành chấp thuận.',
    approved: 'Từ nay cảnh báo được gửi tới địa chỉ này.',
    unknown: 'Mã này không có, đã dùng rồi hoặc đã hết hạn.',
  },
  en: {
    ask: "Confirm that Loa's warnings come to this e-mail address?",
    button: 'Confirm',
    done: 'The address is confirmed.',
    waiting: 'Warnings come once an operator has approved.',
    approved: 'From now on warnings come to this address.',
    unknown: 'There is no such code, or it was used, or it has expired.',
  },
} as const;

/**
 * GET /api/outlets/confirm?code=…: a page with a button, and nothing else happens, for mail scanners open links; its POST confirms the
 * address. The page names neither the outlet nor the address: whoever has the link alone learns nothing.
 */
export function confirmRoutes(http: FastifyInstance, { outlets, rateLimiter, settings, clock }: RoutePorts): void {
  const now = (): string => clock.now().toISOString();
  const codeOf = async (request: FastifyRequest): Promise<string> => {
    await limit(rateLimiter, `outlet-confirm-from:${request.ip}`, settings.subscribeRate);
    return hashOfKey(parseParameters(query, request.query).code);
  };

  http.get('/api/outlets/confirm', async (request, reply) => {
    const outlet = await outlets.findByCode(await codeOf(request), now());
    if (outlet === null) return unknown(reply);
    const language = pageLanguage(outlet.language);
    const { ask, button } = WORDS[language];
    return sendPage(reply, { language, title: ask, body: `<form method="post"><button>${button}</button></form>` });
  });

  formRoutes(http, (scope) =>
    scope.post('/api/outlets/confirm', async (request, reply) => {
      const outlet = await outlets.confirm(await codeOf(request), now());
      if (outlet === null) return unknown(reply);
      request.log.info({ outletId: outlet.id }, 'outlet confirmed its e-mail address');
      const language = pageLanguage(outlet.language);
      const words = WORDS[language];
      return sendPage(reply, {
        language,
        title: words.done,
        body: `<p>${outlet.standing === 'approved' ? words.approved : words.waiting}</p>`,
      });
    }),
  );
}

const unknown = (reply: FastifyReply): FastifyReply =>
  sendPage(reply.code(404), { language: 'vi', title: WORDS.vi.unknown, body: `<p lang="en">${WORDS.en.unknown}</p>` });
