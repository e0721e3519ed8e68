import { lowerEnd } from '../../bulletin/parameters/index.ts';
import type { Level } from '../../bulletin/bulletin.ts';
import type { Unit } from '../../place/place-ref.ts';
import { decisionTable, type Fact, type Interval, type Row } from '../decision-table.ts';
import { measured, word } from '../words.ts';
import { spellOf } from './heat.ts';
import { formerOf } from './regions.ts';
import { line, readArticleOrMatrix, rowsOf } from './row.ts';

const MOUNTAIN = word('north-mountain', 'vùng núi, trung du Bắc Bộ', 'mountain and midland of the North');
const PLAIN = word('plain', 'đồng bằng Bắc Bộ, Bắc và Trung Trung Bộ', 'northern plain, Bac and Trung Trung Bo');

// Length of the spell, days: the columns of the matrix.
const DAYS: readonly Interval[] = [{ min: 3, max: 5 }, { over: 5, max: 10 }, { over: 10 }];
const ENDS = {
  vi: 'Các mốc chung 4 và 8 thuộc cả hai khoảng; lấy cấp cao hơn. Cách tính mốc 13 chưa được xác nhận.',
  en: 'The shared ends 4 and 8 lie in both bands, and the higher level counts. How 13 counts is not confirmed.',
};

const of53 = rowsOf(53);
function row(tempMeanC: Interval, terrain: string, levels: readonly (Level | null)[]): Row[] {
  return line(levels, (level, column) =>
    of53('1x2', level, `53.${String(level)}`, { tempMeanC, durationDays: DAYS[column] ?? {}, terrain: [terrain] }, { note: ENDS }),
  );
}

/** Severe cold and frost: daily mean × length of the spell × terrain of the North (Article 53). Frost alone has no level that was found. */
export const severeColdTable = decisionTable({
  hazards: ['severe-cold'],
  article: 53,
  title: { vi: 'Rét hại, sương muối', en: 'Severe cold, frost' },
  note: { vi: 'Chưa tìm được cách tính cấp khi chỉ có sương muối.', en: 'How frost alone is levelled was not found.' },
  facts: [
    { name: 'tempMeanC', words: { vi: 'nhiệt độ trung bình ngày', en: 'daily mean temperature' }, unit: { vi: '°C', en: '°C' } },
    { name: 'durationDays', words: { vi: 'kéo dài', en: 'lasting' }, unit: { vi: 'ngày', en: 'days' } },
    { name: 'terrain', words: { vi: 'vùng', en: 'zone' }, values: [MOUNTAIN, PLAIN] },
  ],
  rows: [
    ...row({ min: 8, max: 13 }, 'plain', [null, 1, 2]),
    ...row({ min: 8, max: 13 }, 'north-mountain', [null, null, 1]),
    ...row({ min: 4, max: 8 }, 'plain', [1, 2, 3]),
    ...row({ min: 4, max: 8 }, 'north-mountain', [null, 1, null]),
    of53(
      'conflict',
      2,
      '53.2',
      { tempMeanC: { min: 4, max: 8 }, durationDays: DAYS[2] ?? {}, terrain: ['north-mountain'] },
      { readings: readArticleOrMatrix(2, 1) },
    ),
    ...row({ min: 0, max: 4 }, 'plain', [1, 2, 3]),
    ...row({ min: 0, max: 4 }, 'north-mountain', [1, 2, 3]),
    ...row({ under: 0 }, 'plain', [1, 2, 3]),
    ...row({ under: 0 }, 'north-mountain', [2, 3, 3]),
  ],
  read: ({ tempMeanC, durationDays, terrain }, window) => {
    const cold = tempMeanC === undefined ? undefined : measured(lowerEnd(tempMeanC), 'trung bình # °C', 'mean of # °C');
    const days = spellOf(durationDays, window);
    return (unit) => {
      const zone = zoneOf(unit, terrain);
      return zone === null ? null : { tempMeanC: cold, durationDays: days, terrain: zone };
    };
  },
});

/**
 * Zone of a commune; undefined where the terrain decides and is not told: of the North only the Red River delta, and Tây
 * Bắc and Việt Bắc, are all plain or all mountain. Null where the article names no zone.
 */
function zoneOf(unit: Unit, terrain: 'mountain' | 'plain' | undefined): Fact | undefined | null {
  const told = terrain === undefined ? undefined : terrain === 'mountain' ? MOUNTAIN : PLAIN;
  switch (formerOf(unit)?.forecastRegion) {
    case 'Tây Bắc':
    case 'Việt Bắc':
      return told ?? MOUNTAIN;
    case 'Đồng bằng Bắc Bộ':
      return told ?? PLAIN;
    case 'Đông Bắc':
      return told;
    case 'Bắc Trung Bộ':
    case 'Trung Trung Bộ':
      return PLAIN;
    default:
      return null;
  }
}
