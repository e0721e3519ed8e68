import { upperEnd } from '../../bulletin/parameters/index.ts';
import type { Level } from '../../bulletin/bulletin.ts';
import { decisionTable, type Interval, type Row } from '../decision-table.ts';
import { measured } from '../words.ts';
import { BROAD, broadRegion } from './regions.ts';
import { line, rowsOf } from './row.ts';

// Months of shortage: the columns of the matrix.
const MONTHS: readonly Interval[] = [{ min: 2, max: 3 }, { over: 3, max: 5 }, { over: 5 }];
const SHORTAGE_20: Interval = { min: 20, max: 50 };
const SHORTAGE_50: Interval = { over: 50, max: 70 };
const SHORTAGE_70: Interval = { over: 70 };

const of48 = rowsOf(48);
function row(waterShortagePct: Interval, region: readonly string[], levels: readonly (Level | null)[]): Row[] {
  return line(levels, (level, column) =>
    of48(level === 1 ? '1' : '1x2', level, `48.${String(level)}`, { waterShortagePct, durationMonths: MONTHS[column] ?? {}, region }),
  );
}

/** Drought: shortage of water × months × region (Article 48). */
export const droughtTable = decisionTable({
  hazards: ['drought'],
  article: 48,
  title: { vi: 'Hạn hán', en: 'Drought' },
  note: {
    vi: 'Chưa rõ mức thiếu hụt so với trung bình nhiều năm hay không, và có phải kèm thiếu hụt mưa hay không.',
    en: 'Whether the shortage is against the long-term mean, and whether a shortfall of rain must hold as well, is not known.',
  },
  facts: [
    { name: 'waterShortagePct', words: { vi: 'thiếu hụt nguồn nước', en: 'shortage of water' }, unit: { vi: '%', en: '%' } },
    { name: 'durationMonths', words: { vi: 'kéo dài', en: 'lasting' }, unit: { vi: 'tháng', en: 'months' } },
    { name: 'region', words: { vi: 'vùng', en: 'region' }, values: Object.values(BROAD), ofPlace: true },
  ],
  rows: [
    ...row(SHORTAGE_20, ['north'], [null, 1, 2]),
    ...row(SHORTAGE_20, ['centre'], [1, 1, 2]),
    ...row(SHORTAGE_20, ['south'], [1, 2, 3]),
    ...row(SHORTAGE_50, ['north'], [1, 2, 3]),
    ...row(SHORTAGE_50, ['centre'], [2, 3, 3]),
    ...row(SHORTAGE_50, ['south'], [2, 3, 4]),
    ...row(SHORTAGE_70, ['north', 'centre', 'south'], [3, 4, 4]),
  ],
  read: ({ waterShortagePct, durationMonths }) => {
    const facts = {
      waterShortagePct:
        waterShortagePct === undefined ? undefined : measured(upperEnd(waterShortagePct), 'thiếu #% nước', '#% short of water'),
      durationMonths: durationMonths === undefined ? undefined : measured(upperEnd(durationMonths), 'kéo dài # tháng', 'over # months'),
    };
    return (unit) => {
      const region = broadRegion(unit);
      return region === undefined ? null : { ...facts, region };
    };
  },
});
