import { type Span, upperEnd } from '../../bulletin/parameters/index.ts';
import type { Level } from '../../bulletin/bulletin.ts';
import { hoursUntil, type TimeWindow } from '../../time.ts';
import { decisionTable, type Fact, type Interval, type Row } from '../decision-table.ts';
import { measured } from '../words.ts';
import { BROAD, broadRegion } from './regions.ts';
import { line, readArticleOrMatrix, rowsOf } from './row.ts';

// Length of the spell, days: the columns of the matrix.
const DAYS: readonly Interval[] = [{ min: 3, max: 5 }, { over: 5, max: 10 }, { over: 10, max: 25 }, { over: 25 }];
const ENDS = {
  vi: 'Cách tính các mốc chung 37, 39, 41 chưa được xác nhận; ở đây theo khoảng in trong bảng.',
  en: 'How the shared ends 37, 39, 41 count is not confirmed; here they go by the intervals as printed.',
};

const of47 = rowsOf(47);
function band(tempMaxC: Interval, levels: { north: readonly Level[]; centre: readonly (Level | null)[]; south: readonly Level[] }): Row[] {
  return Object.entries(levels).flatMap(([region, of]) =>
    line(of, (level, column) =>
      of47('1x2', level, `47.${String(level)}`, { tempMaxC, durationDays: DAYS[column] ?? {}, region: [region] }, { note: ENDS }),
    ),
  );
}
const everywhere = (levels: readonly Level[]) => ({ north: levels, centre: levels, south: levels });

/** Heat: highest temperature × length of the spell × region (Article 47). */
export const heatTable = decisionTable({
  hazards: ['heat'],
  article: 47,
  title: { vi: 'Nắng nóng', en: 'Heat' },
  facts: [
    { name: 'tempMaxC', words: { vi: 'nhiệt độ cao nhất ngày', en: 'highest temperature of the day' }, unit: { vi: '°C', en: '°C' } },
    { name: 'durationDays', words: { vi: 'kéo dài', en: 'lasting' }, unit: { vi: 'ngày', en: 'days' } },
    { name: 'region', words: { vi: 'vùng', en: 'region' }, values: Object.values(BROAD), ofPlace: true },
  ],
  rows: [
    ...band({ min: 35, max: 37 }, everywhere([1, 1, 1, 1])),
    ...band({ over: 37, max: 39 }, { north: [1, 1, 1, 2], centre: [1, 1, 1, 2], south: [1, 1, 2, 3] }),
    ...band({ over: 39, max: 41 }, { north: [1, 2, 2, 3], centre: [1, 2, 2, 3], south: [2, 2, 3, 4] }),
    ...band({ over: 41 }, { north: [2, 2, 3, 4], centre: [null, 2, 3, 4], south: [2, 3, 4, 4] }),
    of47(
      'conflict',
      2,
      '47.2',
      { tempMaxC: { over: 41 }, durationDays: DAYS[0] ?? {}, region: ['centre'] },
      { readings: readArticleOrMatrix(2, 1) },
    ),
  ],
  read: ({ tempMaxC, durationDays }, window) => {
    const heat = tempMaxC === undefined ? undefined : measured(upperEnd(tempMaxC), 'nóng nhất # °C', 'up to # °C');
    const days = spellOf(durationDays, window);
    return (unit) => {
      const region = broadRegion(unit);
      return region === undefined ? null : { tempMaxC: heat, durationDays: days, region };
    };
  },
});

/** Shortest spell that Articles 47 and 53 count, days. */
const SHORTEST = 3;

/**
 * Length of a spell of heat or cold. Where none is given the window stands for it once it is long enough to count; a
 * shorter window says nothing, since it may be the middle of a longer spell.
 */
export function spellOf(given: Span | undefined, window: TimeWindow): Fact | undefined {
  const days = given === undefined ? hoursUntil(window.to, window.from) / 24 : upperEnd(given);
  return given === undefined && days < SHORTEST ? undefined : measured(days, 'kéo dài # ngày', 'over # days');
}
