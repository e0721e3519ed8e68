import { type Span, upperEnd } from '../../bulletin/parameters/index.ts';
import type { Level } from '../../bulletin/bulletin.ts';
import { type Condition, decisionTable, type Interval, type Row } from '../decision-table.ts';
import { measured, word } from '../words.ts';
import { factOfRegion, NORTH, regions } from './regions.ts';
import { line, rowsOf } from './row.ts';

const REGION = {
  north: word('north', 'Bắc Bộ, Bắc Trung Bộ', 'Bac Bo, Bac Trung Bo'),
  centre: word('centre', 'Trung Trung Bộ, Nam Trung Bộ', 'Trung Trung Bo, Nam Trung Bo'),
  south: word('south', 'Nam Bộ', 'Nam Bo'),
} as const;
const regionOf = factOfRegion({
  ...regions([...NORTH, 'Bắc Trung Bộ'], REGION.north),
  ...regions(['Trung Trung Bộ', 'Nam Trung Bộ'], REGION.centre),
  ...regions(['Nam Bộ'], REGION.south),
});

// Distance from the river mouth, km: the columns of the matrix.
const KM: readonly Interval[] = [{ min: 15, max: 25 }, { over: 25, max: 50 }, { over: 50, max: 90 }, { over: 90 }];

const of49 = rowsOf(49);
function row(levels: readonly (Level | null)[], when: (km: Interval) => Condition): Row[] {
  return line(levels, (level, column) => of49('1x2', level, `49.${String(level)}`, when(KM[column] ?? {})));
}

/** Salt intrusion: distance that 1‰ or 4‰ reaches inland × region (Article 49). */
export const saltIntrusionTable = decisionTable({
  hazards: ['salt-intrusion'],
  article: 49,
  title: { vi: 'Xâm nhập mặn', en: 'Salt intrusion' },
  note: {
    vi: 'Điều này nói nhiều cửa sông; ở đây xét từng sông.',
    en: 'The article speaks of several river mouths; here each river counts.',
  },
  facts: [
    { name: 'isoline4Km', words: { vi: 'mặn 4‰ vào sâu', en: '4‰ reaches' }, unit: { vi: 'km', en: 'km' } },
    { name: 'isoline1Km', words: { vi: 'mặn 1‰ vào sâu', en: '1‰ reaches' }, unit: { vi: 'km', en: 'km' }, alternative: true },
    { name: 'region', words: { vi: 'vùng', en: 'region' }, values: Object.values(REGION), ofPlace: true },
  ],
  rows: [
    ...row([null, 1, 2, 3], (isoline1Km) => ({ isoline1Km })),
    ...row([2, 3, 4, 4], (isoline4Km) => ({ isoline4Km, region: ['north'] })),
    ...row([1, 2, 3, 4], (isoline4Km) => ({ isoline4Km, region: ['centre'] })),
    ...row([null, 2, 3, 4], (isoline4Km) => ({ isoline4Km, region: ['south'] })),
  ],
  read: ({ isoline4Km, isoline1Km }) => {
    const reach = (km: Span | undefined, salt: string) =>
      km === undefined ? undefined : measured(upperEnd(km), `mặn ${salt} vào sâu # km`, `${salt} # km inland`);
    const facts = { isoline4Km: reach(isoline4Km, '4‰'), isoline1Km: reach(isoline1Km, '1‰') };
    return (unit) => {
      const region = regionOf(unit);
      return region === undefined ? null : { ...facts, region };
    };
  },
});
