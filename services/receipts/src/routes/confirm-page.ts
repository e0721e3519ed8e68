import { CONFIRMATION_PATH, confirmedDelivery } from '@loa/adapters/postgres';
import type { Confirmable, Confirmation, Confirmations } from '@loa/domain/ports';
import { type ConfirmRefusal, CONFIRM_REFUSALS, mayConfirm } from '@loa/domain/supply';
import { renderTitle } from '@loa/domain/wording';
import { type Clock, formRoutes, htmlText, type Metrics, parseParameters, sendPage } from '@loa/runtime';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';

const parameters = z.object({ token: z.string().max(100) });
const query = z.object({ lang: z.enum(['vi', 'en']).optional().catch(undefined) });

type PageLanguage = 'vi' | 'en';
const OTHER = { vi: 'en', en: 'vi' } as const;

const WORDS = {
  vi: {
    ask: (warning: string) => `Xác nhận đã nhận cảnh báo ${warning}?`,
    why: 'Bấm nút để báo rằng đơn vị của bạn đã nhận và đang xử lý cảnh báo này.',
    button: 'Xác nhận đã nhận',
    done: (warning: string) => `Đã xác nhận cảnh báo ${warning}`,
    at: (time: string) => `Ghi nhận lúc ${time} (giờ Việt Nam).`,
    recalled: (warning: string) => `Cảnh báo ${warning} đã dừng phát, không cần xác nhận`,
    expired: (warning: string) => `Cảnh báo ${warning} đã hết hiệu lực, không cần xác nhận`,
    unknown: 'Liên kết này không hợp lệ',
    other: 'English',
  },
  en: {
    ask: (warning: string) => `Confirm that you have received warning ${warning}?`,
    why: 'Press the button to say that your organisation has received this warning and is acting on it.',
    button: 'Confirm receipt',
    done: (warning: string) => `Warning ${warning} is confirmed`,
    at: (time: string) => `Noted at ${time} (Viet Nam time).`,
    recalled: (warning: string) => `Warning ${warning} was recalled: nothing is left to confirm`,
    expired: (warning: string) => `Warning ${warning} has expired: nothing is left to confirm`,
    unknown: 'This link is not valid',
    other: 'Tiếng Việt',
  },
} as const;

export interface ConfirmPageOptions {
  readonly confirmations: Confirmations;
  readonly secret: string;
  readonly clock: Clock;
  readonly metrics: Metrics;
}

/**
 * `GET /c/:token`: a page with a button, and nothing else happens, for mail scanners open links; its POST confirms. The page names the
 * warning and nobody. 404 for a link that we did not make or whose receiver is not asked, 410 where the warning is recalled or expired.
 */
export function confirmPage(http: FastifyInstance, { confirmations, secret, clock, metrics }: ConfirmPageOptions): void {
  const counted = metrics.counter({
    name: 'loa_confirmations_by_page_total',
    help: 'Buttons pressed on the page of confirmation, by what came of it',
    labels: { result: ['confirmed', 'unknown', ...CONFIRM_REFUSALS] },
  });
  const find = async (of: unknown): Promise<Confirmable | null> => {
    const deliveryId = confirmedDelivery(secret, parseParameters(parameters, of).token);
    return deliveryId === null ? null : confirmations.find(deliveryId);
  };

  http.get(`${CONFIRMATION_PATH}:token`, async (request, reply) => {
    const found = await find(request.params);
    const { lang } = parseParameters(query, request.query);
    if (found === null) return unknown(reply, lang ?? 'vi');
    const language = lang ?? languageOf(found);
    const answer = mayConfirm(found, clock.now().toISOString());
    if (!answer.may) return refused(reply, language, found, answer.reason);
    const { ask, why, button } = WORDS[language];
    const form = `<p>${why}</p>\n<form method="post"><button type="submit">${button}</button></form>`;
    return sendPage(reply, {
      language,
      title: ask(found.warningId),
      body: `${whatIs(found, language)}${form}\n${otherLanguage(language)}`,
    });
  });

  formRoutes(http, (scope) => {
    scope.post(`${CONFIRMATION_PATH}:token`, async (request, reply) => {
      const found = await find(request.params);
      const { lang } = parseParameters(query, request.query);
      if (found === null) {
        counted.inc({ result: 'unknown' });
        return unknown(reply, lang ?? 'vi');
      }
      const language = lang ?? languageOf(found);
      const at = clock.now().toISOString();
      const answer = mayConfirm(found, at);
      counted.inc({ result: answer.may ? 'confirmed' : answer.reason });
      if (!answer.may) return refused(reply, language, found, answer.reason);
      const { kept } = await confirmations.keep(found, { how: 'link', by: 'contact', at });
      request.log.info({ warningId: found.warningId, deliveryId: found.deliveryId, bodyId: found.bodyId }, 'receipt confirmed by link');
      return confirmed(reply, language, found, kept.at);
    });
  });
}

function refused(reply: FastifyReply, language: PageLanguage, found: Confirmable, reason: ConfirmRefusal): FastifyReply {
  if (reason === 'not-asked') return unknown(reply, language);
  if (reason === 'already-confirmed') return confirmed(reply, language, found, found.confirmedAt ?? '');
  return sendPage(reply.code(410), { language, title: WORDS[language][reason](found.warningId), body: otherLanguage(language) });
}

const confirmed = (reply: FastifyReply, language: PageLanguage, found: Confirmable, at: Confirmation['at']): FastifyReply =>
  sendPage(reply, {
    language,
    title: WORDS[language].done(found.warningId),
    body: `${whatIs(found, language)}<p role="status">${htmlText(WORDS[language].at(timeOf(at)))}</p>\n${otherLanguage(language)}`,
  });

/** What the warning is about, under the mark of an exercise: few know one by its number. */
const whatIs = ({ warning }: Confirmable, language: PageLanguage): string =>
  `<p><strong>${htmlText(renderTitle(warning, { language }))}</strong></p>\n`;

const unknown = (reply: FastifyReply, language: PageLanguage): FastifyReply =>
  sendPage(reply.code(404), { language, title: WORDS[language].unknown, body: otherLanguage(language) });

/** A link to the same page in the other language, named in that language. */
const otherLanguage = (language: PageLanguage): string =>
  `<p><a href="?lang=${OTHER[language]}" hreflang="${OTHER[language]}" lang="${OTHER[language]}">${WORDS[language].other}</a></p>`;

const languageOf = ({ language }: Confirmable): PageLanguage => (language === 'en' || language.startsWith('en-') ? 'en' : 'vi');

const FORMAT = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });
const timeOf = (at: string): string => FORMAT.format(new Date(at));
