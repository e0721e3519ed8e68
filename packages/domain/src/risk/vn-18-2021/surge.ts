import { upperEnd } from '../../bulletin/parameters/index.ts';
import { decisionTable, type Fact, type Interval, type Row } from '../decision-table.ts';
import { measured, word } from '../words.ts';
import { formerOf } from './regions.ts';
import { rowsOf } from './row.ts';

/** Coast segments by the codes that former provinces carry; between the printed ends filled in by geography. */
const SEGMENTS: readonly Fact[] = [
  word('QN-TH', 'Quảng Ninh - Thanh Hóa', 'Quang Ninh - Thanh Hoa'),
  word('NA-HT', 'Nghệ An - Hà Tĩnh', 'Nghe An - Ha Tinh'),
  word('QB-TTH', 'Quảng Bình - Thừa Thiên Huế', 'Quang Binh - Thua Thien Hue'),
  word('DN-BD', 'Đà Nẵng - Bình Định', 'Da Nang - Binh Dinh'),
  word('PY-NT', 'Phú Yên - Ninh Thuận', 'Phu Yen - Ninh Thuan'),
  word('BTh-BRVT', 'Bình Thuận - Bà Rịa - Vũng Tàu', 'Binh Thuan - Ba Ria - Vung Tau'),
  word('HCM-CM', 'Hồ Chí Minh - Cà Mau (bờ Đông)', 'Ho Chi Minh - Ca Mau (east coast)'),
  word('CM-KG', 'Cà Mau - Kiên Giang (bờ Tây)', 'Ca Mau - Kien Giang (west coast)'),
];

const ONE_METRE = {
  vi: 'Chưa rõ 1,0 m có tính hay không; ở đây có tính.',
  en: 'Whether 1.0 m itself counts is not known; here it does.',
};

const of43 = rowsOf(43);
/** Bands of one segment from level 2 up; the first alone may include its lower end. */
function segment(id: string, ...bands: readonly Interval[]): Row[] {
  return bands.map((surgeM, index) => {
    const level = index + 2;
    return of43('1x2', level, `43.${String(level - 1)}`, { surgeM, segment: [id] }, surgeM.min === 1 ? { note: ONE_METRE } : {});
  });
}

/** A place of two segments (Cà Mau) lies in both, so that the higher level decides. */
const FACTS = new Map<string, Fact>(SEGMENTS.map((one) => [String(one.value), one]));
FACTS.set('HCM-CM,CM-KG', { value: ['HCM-CM', 'CM-KG'], vi: 'Cà Mau (bờ Đông và bờ Tây)', en: 'Ca Mau (east and west coast)' });

/** Surge: height × coast segment by former province (Article 43). There is no level 1. */
export const surgeTable = decisionTable({
  hazards: ['surge'],
  article: 43,
  title: { vi: 'Nước dâng', en: 'Surge' },
  note: {
    vi: 'Chưa rõ độ cao là của riêng nước dâng hay gồm cả thủy triều.',
    en: 'Whether the height is of the surge alone or with the tide is not known.',
  },
  facts: [
    { name: 'surgeM', words: { vi: 'nước dâng', en: 'surge' }, unit: { vi: 'm', en: 'm' } },
    { name: 'segment', words: { vi: 'đoạn bờ biển', en: 'coast segment' }, values: SEGMENTS, ofPlace: true },
  ],
  rows: [
    ...segment('QN-TH', { over: 3, max: 4 }, { over: 4, max: 5 }, { over: 5, max: 6 }, { over: 6 }),
    ...segment('NA-HT', { over: 2, max: 3 }, { over: 3, max: 4 }, { over: 4, max: 6 }, { over: 6 }),
    ...segment('QB-TTH', { min: 1, max: 2 }, { over: 2, max: 3 }, { over: 3, max: 5 }, { over: 5 }),
    ...segment('DN-BD', { min: 1, max: 2 }, { over: 2, max: 3 }, { over: 3 }),
    ...segment('PY-NT', { over: 2, max: 3 }, { over: 3 }),
    ...segment('BTh-BRVT', { over: 2, max: 3 }, { over: 3, max: 4 }, { over: 4 }),
    ...segment('HCM-CM', { over: 2, max: 3 }, { over: 3, max: 4 }, { over: 4 }),
    ...segment('CM-KG', { min: 1, max: 2 }, { over: 2, max: 3 }, { over: 3 }),
  ],
  read: ({ surgeM }) => {
    const surge = surgeM === undefined ? undefined : measured(upperEnd(surgeM), 'nước dâng # m', 'surge of # m');
    return (unit) => {
      const there = FACTS.get(formerOf(unit)?.surgeSegment ?? '');
      return there === undefined ? null : { surgeM: surge, segment: there };
    };
  },
});
