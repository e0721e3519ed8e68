import type { FeedLanguage, ShownItem } from './item.ts';

/** Words for what became of a warning. That it ran out is never said as if the danger were over: nobody knows that. */
const MARKS: Readonly<Record<FeedLanguage, Readonly<Record<ShownItem['state']['kind'], string>>>> = {
  vi: {
    'in-force': '',
    superseded: 'đã có bản tin thay thế',
    ended: 'đã kết thúc',
    cancelled: 'đã hủy tin',
    lapsed: 'hết hạn lúc {HH:MM}, chưa có bản tin tiếp theo',
  },
  en: {
    'in-force': '',
    superseded: 'replaced by a later bulletin',
    ended: 'ended',
    cancelled: 'cancelled, issued in error',
    lapsed: 'expired at {HH:MM}, no further bulletin yet',
  },
};

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** What became of a warning, in words; null while it is in force. */
export function markOf({ state }: Pick<ShownItem, 'state'>, language: FeedLanguage): string | null {
  const at = state.kind === 'lapsed' ? CLOCK.format(new Date(state.lapsedAt)) : '';
  const mark = MARKS[language][state.kind].replace('{HH:MM}', at);
  return mark === '' ? null : mark;
}

/** The title of an item, its mark first: where a title is cut off, the mark must not be lost. */
export function markedTitle(item: ShownItem, headline: string, language: FeedLanguage): string {
  const mark = markOf(item, language);
  return mark === null ? headline : `[${mark}] ${headline}`;
}
