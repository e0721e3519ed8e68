import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';
import { chooseTable } from '../wording/table/choose-table.ts';
import { spokenDateTime } from '../wording/when.ts';
import type { BasisId } from './basis.ts';
import { nextBulletinAt } from './next-bulletin.ts';
import { localTime } from './viet-nam-time.ts';
import { type AirWords, airWords } from './words.ts';

/** When the bulletin was issued and when the next may be expected: whoever airs it again must say how old it is. */
export interface AirNote {
  /** `Tin phát lúc 02:00 ngày 6/11; tin tiếp theo 05:00`. */
  readonly read: string;
  /** The same with numbers as words, as a sentence. */
  readonly said: string;
  /** Null where it is not known. */
  readonly next: { readonly at: Instant; readonly basis: BasisId } | null;
}

/** The note for an airing at `at`. A time of the next bulletin that has passed is not named any more. */
export function airNote(warning: Warning, at: Instant, language: string): AirNote {
  const words = airWords(language);
  const table = chooseTable(language);
  const next = nextBulletinAt(warning);
  const late = next !== null && next.at <= at;
  const sameDay = next !== null && localTime(next.at).day === localTime(warning.issuedAt).day;
  const issued = words.issued.read.replace('{at}', readTime(warning.issuedAt, words));
  const issuedSaid = words.issued.said.replace('{at}', spokenDateTime(warning.issuedAt, table));
  if (next === null) return { read: issued, said: `${issuedSaid}.`, next };
  const read = late ? words.noNext.read : words.next.read.replace('{next}', sameDay ? hour(next.at) : readTime(next.at, words));
  const said = late ? words.noNext.said : words.next.said.replace('{next}', spokenDateTime(next.at, table));
  return { read: `${issued}; ${read}`, said: `${issuedSaid}; ${said}.`, next };
}

/** An instant as it is read on air: `02:00 ngày 6/11`, `02:00 on 6 Nov`. */
export function readTime(instant: Instant, { clock, months }: AirWords): string {
  const { day, month } = localTime(instant);
  const [h, m] = hour(instant).split(':');
  return clock
    .replace('{Mon}', months[month - 1] ?? '')
    .replace('{H}', h ?? '')
    .replace('{m}', m ?? '')
    .replace('{D}', String(day))
    .replace('{M}', String(month));
}

function hour(instant: Instant): string {
  const { hour: h, minute } = localTime(instant);
  return `${String(h).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}
