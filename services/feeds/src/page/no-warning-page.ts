import { htmlText, inLanguage, sendPage, siteFrame, type SiteLanguage } from '@loa/runtime';
import type { FastifyReply } from 'fastify';

/** Why nothing is shown at a warning's address. */
export type NoWarning = 'unknown' | 'recalled';

const STATUS = { unknown: 404, recalled: 410 } as const;
const WORDS = {
  vi: {
    unknown: ['Không có cảnh báo này', 'Địa chỉ có thể bị chép thiếu.'],
    recalled: [
      'Cảnh báo này đã bị dừng phát',
      'Đừng làm theo và đừng phát lại. Những người đã nhận được báo tiếp tin đính chính hoặc tin hủy.',
    ],
    home: 'Xem các cảnh báo đang có hiệu lực',
  },
  en: {
    unknown: ['There is no such warning', 'Perhaps its address was not copied in full.'],
    recalled: [
      'This warning was recalled',
      'Do not act on it and do not pass it on. Those who got it are told of its correction or its withdrawal.',
    ],
    home: 'See the warnings in force',
  },
} as const;

/** Answers with a page that says why there is no warning at `path`; nothing of one that was recalled is on it. */
export function sendNoWarning(
  reply: FastifyReply,
  why: NoWarning,
  { language, path }: { language: SiteLanguage; path: string },
): FastifyReply {
  const words = WORDS[language];
  const [title, text] = words[why];
  return sendPage(reply.code(STATUS[why]), {
    language,
    title,
    frame: siteFrame({ language, here: null, otherLanguage: inLanguage(path, language === 'vi' ? 'en' : 'vi') }),
    body: `<p>${text}</p>\n<p><a href="${htmlText(inLanguage('/', language))}">${words.home}</a></p>`,
  });
}
