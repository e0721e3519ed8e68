import { upperEnd } from '../../bulletin/parameters/index.ts';
import type { Level } from '../../bulletin/bulletin.ts';
import { decisionTable, type Interval, type Row } from '../decision-table.ts';
import { measured } from '../words.ts';
import { rowsOf } from './row.ts';

const of56 = rowsOf(56);
const row = (level: Level, waveM: Interval, intensity: Interval): Row => of56('2+', level, `56.${String(level)}`, { waveM, intensity });

const BOTH = {
  vi: 'Bảng nối độ cao và cường độ; khi hai giá trị thuộc hai cấp khác nhau, lấy cấp mà cả hai đều đạt tới.',
  en: 'The table joins height and intensity; where they lie in different bands, the level that both reach counts.',
};
/** Both reach the level's lower ends, in whatever bands they lie. */
const both = (level: Level, waveM: Interval, intensity: Interval): Row =>
  of56('1', level, `56.${String(level)}`, { waveM, intensity }, { note: BOTH });
const SIXTEEN = {
  vi: 'Đúng 16 m không thuộc cấp 4 hay 5 như in; lấy cấp cao hơn.',
  en: 'Exactly 16 m lies in neither level 4 nor 5 as printed; the higher counts.',
};

/** Tsunami: height of the wave and intensity (Article 56). */
export const tsunamiTable = decisionTable({
  hazards: ['tsunami'],
  article: 56,
  title: { vi: 'Sóng thần', en: 'Tsunami' },
  facts: [
    { name: 'waveM', words: { vi: 'độ cao sóng', en: 'wave height' }, unit: { vi: 'm', en: 'm' } },
    { name: 'intensity', words: { vi: 'cường độ sóng thần', en: 'tsunami intensity' } },
  ],
  rows: [
    row(1, { under: 2 }, { min: 6, max: 6 }),
    row(2, { min: 2, under: 4 }, { min: 7, max: 8 }),
    row(3, { min: 4, under: 8 }, { min: 9, max: 10 }),
    row(4, { min: 8, under: 16 }, { min: 11, max: 11 }),
    row(5, { over: 16 }, { min: 12 }),
    both(1, { min: 0 }, { min: 6 }),
    both(2, { min: 2 }, { min: 7 }),
    both(3, { min: 4 }, { min: 9 }),
    both(4, { min: 8 }, { min: 11 }),
    of56('1', 5, '56.5', { waveM: { min: 16, max: 16 }, intensity: { min: 12 } }, { note: SIXTEEN }),
  ],
  read: ({ waveM, intensity }) => {
    const facts = {
      waveM: waveM === undefined ? undefined : measured(upperEnd(waveM), 'sóng cao # m', 'wave of # m'),
      intensity: intensity === undefined ? undefined : measured(intensity, 'cường độ sóng thần cấp #', 'tsunami intensity #'),
    };
    return () => facts;
  },
});
