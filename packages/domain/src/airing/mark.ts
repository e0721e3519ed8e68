import type { IssuedWarning } from '../ports/warnings.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';
import { chooseTable } from '../wording/table/choose-table.ts';
import { spokenDateTime } from '../wording/when.ts';
import { airState } from './air-plan.ts';
import { readTime } from './note.ts';
import { runsOutAt } from './parts-at.ts';
import { airWords, type Mark } from './words.ts';

/** What a text must say of what became of its warning. */
export interface StateMark {
  readonly kind: Mark;
  /** `ĐÃ CÓ TIN MỚI THAY THẾ`, `Hết hạn lúc 19:00 ngày 6/11, chưa có bản tin tiếp theo`. */
  readonly read: string;
  /** The same as a sentence, numbers as words. */
  readonly said: string;
}

/**
 * The mark of a warning at `now`; null while it stands, and for an end or a cancellation, which says so itself. `successor`: the
 * warning that came after it, where it is at hand.
 */
export function markOfState(
  issued: IssuedWarning,
  { now, language, successor }: { readonly now: Instant; readonly language: string; readonly successor?: Warning | null },
): StateMark | null {
  const kind = kindOf(issued, now, successor ?? null);
  if (kind === null) return null;
  const words = airWords(language);
  const ranOut = issued.lapsedAt ?? runsOutAt(issued.warning);
  const { read, said } = words.marks[kind];
  return {
    kind,
    read: read.replace('{at}', readTime(ranOut, words)),
    said: said.replace('{at}', spokenDateTime(ranOut, chooseTable(language))),
  };
}

function kindOf(issued: IssuedWarning, now: Instant, successor: Warning | null): Mark | null {
  const state = airState(issued, now);
  if (state === 'lapsed' || state === 'cancelled') return state;
  if (state !== 'superseded') return null;
  if (successor?.action === 'end') return 'closed';
  return successor?.action === 'correct' ? 'corrected' : 'superseded';
}
