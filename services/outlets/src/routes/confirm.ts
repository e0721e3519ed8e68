import { hashOfKey, limit, parseParameters } from '@loa/runtime';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type PageLanguage, pageLanguage } from '../push/item-links.ts';
import type { RoutePorts } from '../route-ports.ts';

const FORM = 'application/x-www-form-urlencoded';
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
    return page(reply, language, `<h1>${ask}</h1>\n<form method="post"><button>${button}</button></form>`);
  });

  // A scope of its own: another service on this server may read forms as well.
  void http.register(async (scope) => {
    if (!scope.hasContentTypeParser(FORM))
      scope.addContentTypeParser(FORM, { parseAs: 'string' }, (_request, _body, done) => done(null, {}));
    scope.post('/api/outlets/confirm', async (request, reply) => {
      const outlet = await outlets.confirm(await codeOf(request), now());
      if (outlet === null) return unknown(reply);
      request.log.info({ outletId: outlet.id }, 'outlet confirmed its e-mail address');
      const language = pageLanguage(outlet.language);
      const words = WORDS[language];
      return page(reply, language, `<h1>${words.done}</h1>\n<p>${outlet.standing === 'approved' ? words.approved : words.waiting}</p>`);
    });
  });
}

const unknown = (reply: FastifyReply): FastifyReply =>
  page(reply.code(404), 'vi', `<h1>${WORDS.vi.unknown}</h1>\n<p lang="en">${WORDS.en.unknown}</p>`);

function page(reply: FastifyReply, language: PageLanguage, body: string): FastifyReply {
  return reply
    .headers({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'",
    })
    .type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Loa</title></head>
<body>
${body}
</body></html>
`);
}
