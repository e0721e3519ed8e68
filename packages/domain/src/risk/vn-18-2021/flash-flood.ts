import { upperEnd } from '../../bulletin/parameters/index.ts';
import type { Level } from '../../bulletin/bulletin.ts';
import { type Condition, decisionTable, type Fact, type Row } from '../decision-table.ts';
import { measured, word } from '../words.ts';
import printed from './province-groups.json' with { type: 'json' };
import { formerOf } from './regions.ts';
import { line, type Mark, readArticleOrMatrix, rowsOf } from './row.ts';

const SUSCEPTIBILITY: readonly Fact[] = [
  word('low', 'vùng nguy cơ thấp', 'low susceptibility'),
  word('medium', 'vùng nguy cơ trung bình', 'medium susceptibility'),
  word('high', 'vùng nguy cơ cao', 'high susceptibility'),
  word('very-high', 'vùng nguy cơ rất cao', 'very high susceptibility'),
];
const ZONES = ['low', 'medium', 'high', 'very-high'] as const;
const GROUPS: readonly Fact[] = ['1', '2', '3', '4'].map((group) => word(group, `khu vực ${group}`, `province group ${group}`));

/** Facts by former province. One that the law prints in two groups may be in either. */
const GROUP_OF = new Map<string, Fact>();
for (const group of GROUPS)
  for (const name of printed.groups[String(group.value) as keyof typeof printed.groups]) {
    const first = GROUP_OF.get(name);
    GROUP_OF.set(name, first === undefined ? group : { ...first, either: [first, group] });
  }

// Cases: rain of the next 24 h with days of rain before.
const R1 = { rainMm24h: { min: 100, max: 200 }, rainDaysBefore: { min: 1, max: 2 } };
const R2 = { rainMm24h: { over: 200, max: 400 }, rainDaysBefore: { over: 2 } };
const R3 = { rainMm24h: { over: 400 }, rainDaysBefore: { over: 2 } };
/** Where the print leaves a gap between cases, the case that is exceeded counts: more rain is not less danger. */
const GAPS = [
  { rainMm24h: { over: 200 }, rainDaysBefore: { min: 1, max: 2 } },
  { rainMm24h: { min: 100, max: 200 }, rainDaysBefore: { over: 2 } },
];
const GAP = {
  vi: 'Bảng để trống trường hợp này; lấy cấp của trường hợp thấp hơn mà nó vượt quá.',
  en: 'The table leaves this case out; the level of the lower case that it exceeds is taken.',
};

type Levels = readonly [Level | null, Level | null, Level | null, Level | null];
const R1_LEVELS: Readonly<Record<string, Levels>> = { 1: [1, 1, 2, 3], 2: [null, 1, 2, 3], 3: [null, null, 1, 2], 4: [null, null, 1, 1] };
const R2_LEVELS: Readonly<Record<string, Levels>> = { 1: [1, 2, 3, 3], 2: [1, 2, 3, 3], 3: [null, 1, 2, 3], 4: [null, null, 1, 2] };
/** Without the contested cell: group 3, high. */
const R3_LEVELS: Readonly<Record<string, Levels>> = { 1: [2, 2, 3, 3], 2: [2, 2, 3, 3], 3: [1, 2, null, 3], 4: [null, 1, 2, 2] };

const of46 = rowsOf(46);
function rowsFor(
  when: Condition,
  levels: Readonly<Record<string, Levels>>,
  mark: (group: string, level: Level, zone: string) => Mark,
): Row[] {
  return Object.entries(levels).flatMap(([group, of]) =>
    line(of, (level, column) => {
      const zone = ZONES[column] ?? 'low';
      return of46(mark(group, level, zone), level, `46.${String(level)}`, { ...when, group: [group], susceptibility: [zone] });
    }),
  );
}
// Group 1 was read in two places; level-1 cells of the others on one page.
const common = (group: string, level: Level): Mark => (group === '1' ? '2+' : level === 1 ? '1' : '1x2');
const marksR1 = (group: string, level: Level, zone: string): Mark => (group === '3' && zone === 'very-high' ? '1' : common(group, level));
const marksR3 = (group: string, level: Level): Mark => (group !== '1' && level === 2 ? '1' : common(group, level));

/** Flash flood, landslide, subsidence from rain or flow: rain × days before × susceptibility × province group (Article 46). */
export const flashFloodTable = decisionTable({
  hazards: ['flash-flood-landslide'],
  article: 46,
  title: { vi: 'Lũ quét, sạt lở đất, sụt lún đất do mưa lũ hoặc dòng chảy', en: 'Flash flood, landslide, subsidence from rain or flow' },
  note: {
    vi: 'Chưa rõ lượng mưa tối thiểu của một ngày mưa. Bản đồ vùng nguy cơ là tài liệu riêng. Khánh Hòa in ở cả khu vực 3 và 4.',
    en: 'The millimetres of a rain day are not defined. The map of susceptibility is a separate product. Khanh Hoa is printed in groups 3 and 4.',
  },
  facts: [
    { name: 'rainMm24h', words: { vi: 'mưa 24 giờ tới', en: 'rain of the next 24 h' }, unit: { vi: 'mm', en: 'mm' } },
    { name: 'rainDaysBefore', words: { vi: 'đã mưa', en: 'rain before' }, unit: { vi: 'ngày', en: 'days' } },
    { name: 'susceptibility', words: { vi: 'nguy cơ', en: 'susceptibility' }, values: SUSCEPTIBILITY },
    { name: 'group', words: { vi: 'khu vực', en: 'province group' }, values: GROUPS, ofPlace: true },
  ],
  rows: [
    ...rowsFor(R1, R1_LEVELS, marksR1),
    ...rowsFor(R2, R2_LEVELS, common),
    ...rowsFor(R3, R3_LEVELS, marksR3),
    of46('conflict', 3, '46.3', { ...R3, group: ['3'], susceptibility: ['high'] }, { readings: readArticleOrMatrix(3, 2) }),
    ...GAPS.flatMap((gap) => rowsFor(gap, R1_LEVELS, () => '1').map((one) => ({ ...one, note: GAP }))),
  ],
  read: ({ rainMm24h, rainDaysBefore, susceptibility }) => {
    const facts = {
      rainMm24h: rainMm24h === undefined ? undefined : measured(upperEnd(rainMm24h), 'mưa # mm trong 24 giờ tới', '# mm in the next 24 h'),
      rainDaysBefore:
        rainDaysBefore === undefined ? undefined : measured(upperEnd(rainDaysBefore), 'đã mưa # ngày', '# days of rain before'),
      susceptibility: SUSCEPTIBILITY.find((one) => one.value === susceptibility),
    };
    return (unit) => {
      const group = GROUP_OF.get(formerOf(unit)?.name ?? '');
      return group === undefined ? null : { ...facts, group };
    };
  },
});
