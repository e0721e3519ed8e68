import { markOf } from '@loa/cap';
import type { EmailContent, SequenceItem } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import { stateOf } from '@loa/domain/warning';
import {
  chooseTable,
  linkLines,
  pageLanguage,
  type PageLanguage,
  publicReader,
  renderEmail,
  renderTitle,
  withLinks,
} from '@loa/domain/wording';
import { htmlText } from '@loa/runtime';

const WORDS = {
  vi: {
    recalled: (number: number, id: string) => `Dừng phát tin số ${number} (${id})`,
    recalledAt: (at: string) => `Tin này đã bị dừng phát lúc ${at}. Không dùng, không phát lại.`,
    lapsedAt: (id: string, at: string) => `Tin ${id} hết hạn lúc ${at}, chưa có bản tin tiếp theo.`,
    notClear: 'Hết hạn không có nghĩa là hết nguy hiểm. Tiếp tục theo dõi các bản tin mới.',
    date: (day: string, clock: string) => `${clock} ngày ${day}`,
    dates: new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' }),
  },
  en: {
    recalled: (number: number, id: string) => `Item ${number} (${id}) was recalled`,
    recalledAt: (at: string) => `It was recalled at ${at}. Do not use it, do not air it again.`,
    lapsedAt: (id: string, at: string) => `Warning ${id} expired at ${at}; no further bulletin has come yet.`,
    notClear: 'That it has expired does not mean that the danger is over. Keep following the bulletins.',
    date: (day: string, clock: string) => `${clock} on ${day}`,
    dates: new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', day: 'numeric', month: 'short', year: 'numeric' }),
  },
} as const;
const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

export interface MailOptions {
  /** The outlet's, BCP 47. */
  readonly language: string;
  readonly publicUrl: string;
  readonly now: Instant;
}

/**
 * The message of an item: of a warning its e-mail with its state in front where it is no longer in force, of one that ran out that it
 * did, which is never worded as clear, of a recalled one the tombstone. Links to the page and to the CAP message stand at the end.
 */
export function itemMail(item: SequenceItem, { language, publicUrl, now }: MailOptions): EmailContent {
  const { issued, number } = item;
  const { warning } = issued;
  const shown = pageLanguage(language);
  const words = WORDS[shown];
  const status = chooseTable(language).phrases.status[warning.status];
  const state = stateOf(issued, now);
  if (issued.recalledAt !== null || state === 'recalled') {
    const title = [status, words.recalled(number, warning.id)].filter(Boolean).join('. ');
    return written(title, [words.recalledAt(instant(issued.recalledAt ?? now, shown))], shown);
  }
  if (item.kind === 'lapsed') {
    const lapsedAt = issued.lapsedAt ?? warning.expiresAt;
    const mark = markOf({ state: { kind: 'lapsed', lapsedAt } }, shown) ?? '';
    const title = `[${mark}] ${renderTitle(warning, { language }) || [status, warning.id].filter(Boolean).join('. ')}`;
    return written(
      title,
      [words.lapsedAt(warning.id, instant(lapsedAt, shown)), words.notClear, ...linkLines(warning, { language, publicUrl })],
      shown,
    );
  }
  const mail = withLinks(renderEmail(warning, publicReader(warning, { language })), warning, { language, publicUrl });
  const mark = state === 'lapsed' ? markOf({ state: { kind: state, lapsedAt: issued.lapsedAt ?? warning.expiresAt } }, shown) : null;
  const passed = mark ?? (state === 'superseded' || state === 'cancelled' ? markOf({ state: { kind: state } }, shown) : null);
  const above = passed === null ? [] : [`[${passed}]`];
  return {
    subject: [...above, mail.subject].join(' '),
    text: [...above, mail.text].join('\r\n'),
    html: mail.html.replace(/(<body[^>]*>)/, `$1\n${paragraphs(above)}`),
  };
}

function instant(at: Instant, shown: PageLanguage): string {
  const { date, dates } = WORDS[shown];
  return date(dates.format(new Date(at)), CLOCK.format(new Date(at)));
}

function written(title: string, lines: readonly string[], language: PageLanguage): EmailContent {
  const html = `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${htmlText(title)}</title></head>
<body style="font-family:sans-serif;max-width:40em">
<h1 style="font-size:1.2em">${htmlText(title)}</h1>
${paragraphs(lines)}
</body></html>
`;
  return { subject: title, text: `${[title, '', ...lines].join('\r\n')}\r\n`, html };
}

const paragraphs = (lines: readonly string[]): string => lines.map((line) => `<p>${htmlText(line)}</p>`).join('\n');
