import type { Level } from '../../bulletin/bulletin.ts';
import { decisionTable, type Fact, type Interval, type Row } from '../decision-table.ts';
import { word } from '../words.ts';
import { rowsOf } from './row.ts';

const SETTINGS: readonly Fact[] = [
  word('countryside', 'nông thôn', 'countryside'),
  word('town', 'đô thị', 'town'),
  word('reservoir', 'khu vực hồ chứa thủy lợi, thủy điện', 'area with irrigation or hydropower reservoirs'),
];
const ENDS = {
  vi: 'Các mốc chung VI và VII in ở cả hai khoảng; lấy cấp cao hơn.',
  en: 'The shared ends VI and VII are printed in both bands; the higher level counts.',
};
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** Grades V-VI, VI-VII, VII-VIII as printed, with both ends. */
const V_VI: Interval = { min: 5, max: 6 };
const VI_VII: Interval = { min: 6, max: 7 };
const VII_VIII: Interval = { min: 7, max: 8 };
const ABOVE_VIII: Interval = { over: 8 };

const of55 = rowsOf(55);
const row = (mark: '2+' | '1x2', level: Level, intensityMsk: Interval, ...setting: readonly string[]): Row =>
  of55(mark, level, `55.${String(level)}`, { intensityMsk, setting }, { note: ENDS });

/** Earthquake: observed MSK-64 intensity × setting (Article 55). Magnitude gives no level. */
export const earthquakeTable = decisionTable({
  hazards: ['earthquake'],
  article: 55,
  title: { vi: 'Động đất', en: 'Earthquake' },
  facts: [
    { name: 'intensityMsk', words: { vi: 'cường độ chấn động (MSK-64)', en: 'intensity (MSK-64)' } },
    { name: 'setting', words: { vi: 'nơi', en: 'setting' }, values: SETTINGS },
  ],
  rows: [
    row('2+', 1, V_VI, 'countryside', 'town', 'reservoir'),
    row('1x2', 2, VI_VII, 'countryside', 'town'),
    row('1x2', 3, VI_VII, 'reservoir'),
    row('1x2', 3, VII_VIII, 'countryside'),
    row('1x2', 4, VII_VIII, 'town', 'reservoir'),
    row('1x2', 5, ABOVE_VIII, 'countryside', 'town', 'reservoir'),
  ],
  read: ({ intensityMsk, setting }) => {
    const facts = {
      intensityMsk: intensityMsk === undefined ? undefined : shaking(intensityMsk),
      setting: SETTINGS.find((one) => one.value === setting),
    };
    return () => facts;
  },
});

function shaking(grade: number): Fact {
  const low = ROMAN[Math.floor(grade) - 1] ?? '';
  const shown = Number.isInteger(grade) ? low : `${low}-${ROMAN[Math.floor(grade)] ?? ''}`;
  return { value: grade, vi: `chấn động cấp ${shown} (MSK-64)`, en: `intensity ${shown} (MSK-64)` };
}
