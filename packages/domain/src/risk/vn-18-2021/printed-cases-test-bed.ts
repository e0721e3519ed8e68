import type { Unit } from '../../place/place-ref.ts';
import { type Cell, cellsKept, communeIn, valuesIn } from './test-bed.ts';

/** One bulletin's worth of facts that a printed cell speaks of; `expected` where the cell's text is not itself the level. */
export type Case = { unit: Unit; parameters: object; expected?: string };

const one = (former: string) => [communeIn(former)];
/** Former provinces by group, as the reference's own table of groups names them. */
const groups = new Map(
  cellsKept()
    .filter((cell) => cell.article === 46 && cell.column === 'Old provinces')
    .map((cell) => [cell.line, cell.text.replaceAll('*', '').split(', ')]),
);
const BOTH_GROUPS = 'Khánh Hòa';
const STORM_COLUMN: Readonly<Record<string, Unit[]>> = {
  'East Sea (Biển Đông)': ['bac-bien-dong', 'nam-bien-dong', 'vinh-thai-lan', '20333'],
  'Coastal sea; land of Đông Bắc Bộ, Đồng bằng Bắc Bộ, Bắc Trung Bộ, Trung Trung Bộ': [
    'gia-lai-dak-lak',
    ...['Quảng Ninh', 'Hà Nội', 'Thanh Hóa', 'Quảng Nam'].flatMap(one),
  ],
  'Land: Nam Trung Bộ': ['Bình Định', 'Phú Yên', 'Bình Thuận'].flatMap(one),
  'Land: Nam Bộ': ['Hồ Chí Minh', 'Cà Mau', 'Kiên Giang'].flatMap(one),
  'Land: Tây Bắc, Việt Bắc, Tây Nguyên': ['Sơn La', 'Lào Cai', 'Gia Lai'].flatMap(one),
};
const DURATION: Readonly<Record<string, number[]>> = { d1: [1, 2], d2: [2.01, 4], d3: [4.01, 60] };
const AMOUNT: Readonly<Record<string, object[]>> = {
  A: [{ rainMm24h: 100 }, { rainMm24h: 200 }, { rainMm12h: 50 }, { rainMm12h: 100 }],
  B: [{ rainMm24h: 200.1 }, { rainMm24h: 400 }],
  C: [{ rainMm24h: 400.1 }, { rainMm24h: 2000 }],
};
// A station with stages 10, 12 and 14 m and a historic flood of 16 m: the lowest and highest values of each line.
const FLOOD: Readonly<Record<string, [levels: number[], told: object[]]>> = {
  '[BĐ1, BĐ2)': [
    [10, 11.99],
    [{ stage: 1 }, { stage: 1, aboveStageM: 0.4 }, { stage: 2, aboveStageM: -0.01 }],
  ],
  '[BĐ2, BĐ3)': [
    [12, 13.99],
    [{ stage: 2 }, { stage: 2, aboveStageM: [0.1, 0.4] }, { stage: 3, aboveStageM: -0.01 }],
  ],
  '[BĐ3, BĐ3+0.3 m)': [
    [14, 14.29],
    [
      { stage: 3, aboveStageM: 0 },
      { stage: 3, aboveStageM: [0.1, 0.29] },
    ],
  ],
  '[BĐ3+0.3, BĐ3+1.0 m)': [
    [14.3, 14.99],
    [
      { stage: 3, aboveStageM: 0.3 },
      { stage: 3, aboveStageM: 0.99 },
    ],
  ],
  '[BĐ3+1.0 m, historic level]': [
    [15, 16],
    [
      { stage: 3, aboveStageM: 1 },
      { stage: 3, aboveStageM: 5 },
    ],
  ],
  'above historic level': [
    [16.01, 20],
    [{ stage: 3, aboveStageM: 2, aboveHistoric: true }, { aboveHistoric: true }],
  ],
};
const CASE: Readonly<Record<string, [number[], number[]]>> = {
  R1: [
    [100, 200],
    [1, 2],
  ],
  R2: [
    [200.1, 400],
    [2.1, 30],
  ],
  R3: [
    [400.1, 2000],
    [2.1, 30],
  ],
};
const HEAT_REGION: Readonly<Record<string, string[]>> = {
  N: ['Hà Nội', 'Lào Cai', 'Lạng Sơn', 'Sơn La'],
  C: ['Nghệ An', 'Quảng Ngãi', 'Bình Thuận'],
  S: ['Kon Tum', 'Tây Ninh', 'Cà Mau'],
};
const DROUGHT_REGION: Readonly<Record<string, string[]>> = {
  'Bắc Bộ': ['Hà Nội', 'Sơn La'],
  'Trung Bộ': ['Thanh Hóa', 'Ninh Thuận'],
  'Tây Nguyên, Nam Bộ': ['Đắk Lắk', 'Bến Tre'],
  all: ['Hà Nội', 'Thanh Hóa', 'Bến Tre'],
};
const SALT_REGION: Readonly<Record<string, string[]>> = {
  'Bắc Bộ, Bắc Trung Bộ': ['Nam Định', 'Nghệ An'],
  'Trung Trung Bộ, Nam Trung Bộ': ['Quảng Nam', 'Phú Yên'],
  'Nam Bộ': ['Bến Tre', 'Sóc Trăng'],
  all: ['Nam Định', 'Quảng Nam', 'Bến Tre'],
};
const COLD_ZONE: Readonly<Record<string, [string, string | undefined][]>> = {
  M: [
    ['Sơn La', undefined],
    ['Lào Cai', undefined],
    ['Lạng Sơn', 'mountain'],
  ],
  P: [
    ['Hà Nội', undefined],
    ['Thanh Hóa', undefined],
    ['Quảng Trị', 'mountain'],
    ['Bắc Ninh', 'plain'],
  ],
};
const MSK: Readonly<Record<string, number[]>> = { 'V-VI': [5, 5.5], 'VI-VII': [6, 6.5], 'VII-VIII': [7, 7.5, 8], 'above VIII': [8.5, 12] };
const SETTING = { Countryside: 'countryside', Town: 'town', Area: 'reservoir' } as const;
const INTENSITY: Readonly<Record<string, number[]>> = { VI: [6], 'VII-VIII': [7, 8], 'IX-X': [9, 10], XI: [11], XII: [12] };
const TSUNAMI_WAVE = new Map(
  cellsKept().flatMap((cell) => (cell.article === 56 && cell.column === 'Wave height, m' ? [[cell.line, cell.text]] : [])),
);
const SALT_PARAMETER = { '1‰': 'isoline1Km', '4‰': 'isoline4Km' } as const;

const cross = <A, B>(as: readonly A[], bs: readonly B[]): [A, B][] => as.flatMap((a) => bs.map((b): [A, B] => [a, b]));

/** What a printed cell claims, per article: written from the reference alone. `!4` expects less than 4. */
export const CASES: Readonly<Record<number, (cell: Cell) => Case[]>> = {
  42: ({ line, column }) => {
    const forces = line.startsWith('16') ? [16, 17] : (/^(\d+)-(\d+)/.exec(line)?.slice(1).map(Number) ?? []);
    return cross(STORM_COLUMN[column] ?? [], forces).map(([unit, windForce]) => ({ unit, parameters: { windForce } }));
  },
  43: ({ line, column, text }) => {
    const ends = line
      .replace(' (east coast)', '')
      .replace(' (west coast)', '')
      .replace('Bà Rịa-Vũng Tàu', 'Bà Rịa - Vũng Tàu')
      .split(/ - (?!Vũng)/);
    const level = column.replace('Level ', '');
    // A segment without the band never reaches the level; of Cà Mau's two coasts the higher counts, so its line is told by its other end.
    const units = ends.filter((name) => name !== 'Cà Mau').flatMap(one);
    if (text === 'none') return cross(units, [15]).map(([unit, surgeM]) => ({ unit, parameters: { surgeM }, expected: `!${level}` }));
    return cross(units, valuesIn(text, { top: 15 })).map(([unit, surgeM]) => ({ unit, parameters: { surgeM }, expected: level }));
  },
  44: ({ line, second, column }) =>
    cross(AMOUNT[line] ?? [], DURATION[column] ?? []).map(([amount, durationDays]) => ({
      unit: communeIn('Huế' === line ? line : 'Bình Định'),
      parameters: { ...amount, durationDays, terrain: second.startsWith('plain') ? 'plain' : 'mountain' },
    })),
  45: ({ line, column, text }) => {
    const [levels, told] = FLOOD[line] ?? [[], []];
    const at = { stage1M: 10, stage2M: 12, stage3M: 14, historicM: 16, stationArea: Number(column.replace('Area ', '')) };
    const measured = levels.map((levelM) => ({ ...at, levelM }));
    if (levels.length > 0)
      return [...measured, ...told.map((one) => ({ ...one, stationArea: at.stationArea }))].map((parameters) => ({
        unit: communeIn('Hà Nội'),
        parameters,
      }));
    if (column !== 'Level' || text === '3') return [];
    const several: object[] = [
      { stationArea: 1, stage: 1 },
      { stationArea: 1, stage: 2 },
      { stationArea: 2, stage: 1 },
      { stationArea: 3, stage: 1 },
    ];
    return several.map((one) => ({ unit: communeIn('Hà Nội'), parameters: { ...one, severalBasins: true } }));
  },
  46: ({ line, second, column }) => {
    const [rain, days] = CASE[line] ?? [[], []];
    const units = (groups.get(second) ?? []).filter((name) => name !== BOTH_GROUPS).flatMap(one);
    return cross(cross(rain, days), units).map(([[rainMm24h, rainDaysBefore], unit]) => ({
      unit,
      parameters: { rainMm24h, rainDaysBefore, susceptibility: column.replace(' ', '-') },
    }));
  },
  47: ({ line, column, text }) => {
    const levels = text
      .replaceAll('*', '')
      .split(', ')
      .map((part) => part.replace(/^[NCS] /, ''));
    return Object.entries(HEAT_REGION).flatMap(([, names], index) =>
      cross(cross(names.flatMap(one), valuesIn(line, { top: 60 })), valuesIn(column, { top: 120 })).map(
        ([[unit, tempMaxC], durationDays]) => ({
          unit,
          parameters: { tempMaxC, durationDays },
          expected: levels[index] ?? '',
        }),
      ),
    );
  },
  48: ({ line, second, column }) =>
    cross(cross((DROUGHT_REGION[second] ?? []).flatMap(one), valuesIn(line, { top: 100 })), valuesIn(column, { top: 60 })).map(
      ([[unit, waterShortagePct], durationMonths]) => ({ unit, parameters: { waterShortagePct, durationMonths } }),
    ),
  49: ({ line, second, column }) =>
    cross((SALT_REGION[second] ?? []).flatMap(one), valuesIn(column, { top: 300 })).map(([unit, km]) => ({
      unit,
      parameters: { isoline4Km: 0, [SALT_PARAMETER[line as keyof typeof SALT_PARAMETER]]: km },
    })),
  50: ({ line, column }) => {
    const forces = line === '6' ? [6, 6.9] : line === '7-8' ? [7, 8] : [9, 17];
    const units = column.startsWith('Coastal') ? ['gia-lai-dak-lak', 'ca-mau-an-giang'] : ['bac-bien-dong', 'bac-vinh-bac-bo', 'truong-sa'];
    return cross(units, forces).map(([unit, windForce]) => ({ unit, parameters: { windForce } }));
  },
  51: ({ line, column }) =>
    (line.startsWith('below') ? [0, 49.9] : [50, 999]).map((visibilityM) => ({
      unit: communeIn('Hà Nội'),
      parameters: { visibilityM, setting: column.startsWith('Motorway') ? 'motorway-airport' : 'sea-river-pass' },
    })),
  52: ({ line }) =>
    (line.startsWith('below') ? [0.1, 49.9] : [50, 100]).map((communeSharePct) => ({
      unit: communeIn('Hà Nội'),
      parameters: { communeSharePct },
    })),
  53: ({ line, second, column }) => {
    const cold = valuesIn(line, { lower: line !== '0-4' });
    return cross(cross(COLD_ZONE[second] ?? [], cold), valuesIn(column, { top: 120 })).map(
      ([[[name, terrain], tempMeanC], durationDays]) => ({
        unit: communeIn(name),
        parameters: { tempMeanC, durationDays, ...(terrain !== undefined && { terrain }) },
      }),
    );
  },
  55: ({ line, column }) =>
    (MSK[line] ?? []).map((intensityMsk) => ({
      unit: communeIn('Kon Tum'),
      parameters: { intensityMsk, setting: SETTING[column.split(' ')[0] as keyof typeof SETTING] },
    })),
  56: ({ line, column, text }) =>
    column === 'Tsunami intensity'
      ? cross(valuesIn(TSUNAMI_WAVE.get(line) ?? '', { top: 100 }), INTENSITY[text] ?? []).map(([waveM, intensity]) => ({
          unit: communeIn('Quảng Ngãi'),
          parameters: { waveM, intensity },
          expected: line,
        }))
      : [],
};
