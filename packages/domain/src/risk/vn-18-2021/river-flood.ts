import { type ParametersOf, upperEnd } from '../../bulletin/parameters/index.ts';
import type { Level } from '../../bulletin/bulletin.ts';
import type { Unit } from '../../place/place-ref.ts';
import { type Condition, decisionTable, type Fact, type Row } from '../decision-table.ts';
import { measured, word } from '../words.ts';
import { readArticleOrMatrix, rowsOf } from './row.ts';
import { stationArea } from './stations.ts';

type Flood = ParametersOf<'river-flood'>;

const AREA: readonly Fact[] = ['1', '2', '3', '4'].map((area) => word(area, `trạm khu vực ${area}`, `station area ${area}`));
const ABOVE_HISTORIC = [word('above', 'trên lũ lịch sử', 'above the historic flood')];
const ABOVE_DESIGN = [word('above', 'trên mực nước thiết kế', 'above the design level')];
const SEVERAL = [word('several', 'nhiều lưu vực sông', 'several river basins')];

// Water level by alarm stage reached (báo động), and from stage 3 up by metres above it.
const STAGE_1 = { stage: { min: 1, under: 2 } };
const STAGE_2 = { stage: { min: 2, under: 3 } };
const STAGE_3 = { stage: { min: 3 }, aboveStageM: { min: 0, under: 0.3 } };
const STAGE_3_03 = { stage: { min: 3 }, aboveStageM: { min: 0.3, under: 1 } };
const STAGE_3_10 = { stage: { min: 3 }, aboveStageM: { min: 1 } };
const HISTORIC = { historic: ['above'] };

const of45 = rowsOf(45);
const row = (mark: '2+' | '1x2' | '1', level: Level, clause: string, when: Condition, ...areas: readonly string[]): Row =>
  of45(mark, level, `45.${clause}`, { ...when, stationArea: areas });

const UP_TO_HISTORIC = {
  vi: 'Một nguồn ghi giới hạn trên là mực nước lũ lịch sử hoặc thiết kế; trên mức thiết kế mà chưa tới lũ lịch sử là điểm tranh cãi.',
  en: 'One source gives the upper bound as historic or design level; above design and not above historic is contested.',
};

/** River flood and inundation: water level at a station × station area (Article 45). Levels 4 and 5 arise in area 4 alone. */
export const riverFloodTable = decisionTable({
  hazards: ['river-flood'],
  article: 45,
  title: { vi: 'Lũ, ngập lụt', en: 'River flood, inundation' },
  note: {
    vi: 'Chưa tìm được lời văn của điểm 3d (nhiều lưu vực, cấp 3).',
    en: 'The wording of clause 3d (several basins, level 3) was not found.',
  },
  facts: [
    { name: 'stage', words: { vi: 'báo động đạt tới', en: 'alarm stage reached' } },
    { name: 'aboveStageM', words: { vi: 'trên báo động 3', en: 'above alarm stage 3' }, unit: { vi: 'm', en: 'm' } },
    { name: 'stationArea', words: { vi: 'khu vực trạm', en: 'station area' }, values: AREA, ofPlace: true },
    { name: 'historic', words: { vi: 'so với lũ lịch sử', en: 'against the historic flood' }, values: ABOVE_HISTORIC, alternative: true },
    { name: 'design', words: { vi: 'so với thiết kế', en: 'against the design level' }, values: ABOVE_DESIGN, alternative: true },
    { name: 'basins', words: { vi: 'lưu vực', en: 'basins' }, values: SEVERAL, alternative: true },
  ],
  rows: [
    row('2+', 1, '1', STAGE_1, '1', '2', '3'),
    row('2+', 1, '1', STAGE_2, '1'),
    row('2+', 2, '2', STAGE_1, '4'),
    row('2+', 2, '2', STAGE_2, '2', '3'),
    row('2+', 2, '2', STAGE_3, '1', '2'),
    row('2+', 2, '2', STAGE_3_03, '1', '2'),
    row('1', 2, '2.d', { ...STAGE_1, basins: ['several'] }, '1', '2', '3'),
    row('1', 2, '2.d', { ...STAGE_2, basins: ['several'] }, '1'),
    row('2+', 3, '3.a', STAGE_2, '4'),
    row('2+', 3, '3.a', STAGE_3, '4'),
    row('1x2', 3, '3.b', STAGE_3, '3'),
    row('1x2', 3, '3.b', STAGE_3_03, '3'),
    row('1x2', 3, '3.b', STAGE_3_10, '1', '2', '3'),
    row('1x2', 3, '3.b', HISTORIC, '1', '2', '3'),
    row('2+', 4, '4', STAGE_3_03, '4'),
    { ...row('2+', 4, '4', STAGE_3_10, '4'), note: UP_TO_HISTORIC },
    of45('conflict', 5, '45.4', { design: ['above'], stationArea: ['4'] }, { readings: readArticleOrMatrix(4, 5), note: UP_TO_HISTORIC }),
    row('1x2', 5, '5', HISTORIC, '4'),
  ],
  read: (flood) => {
    const water = waterOf(flood);
    const facts = {
      stage: water && STAGES[water.stage],
      aboveStageM: water?.above === undefined ? undefined : measured(water.above, 'trên báo động 3 # m', '# m above alarm stage 3'),
      historic: aboveHistoric(flood) ? ABOVE_HISTORIC[0] : undefined,
      design: flood.aboveDesign === true ? ABOVE_DESIGN[0] : undefined,
      basins: flood.severalBasins === true ? SEVERAL[0] : undefined,
    };
    // Of a station on its river the unit decides nothing, so its name is looked up once.
    const told = flood.stationArea !== undefined || flood.river !== undefined ? { ...facts, stationArea: areaOf(flood, '') } : undefined;
    return (unit) => told ?? { ...facts, stationArea: areaOf(flood, unit) };
  },
});

const STAGES: readonly Fact[] = [0, 1, 2, 3].map((stage) =>
  stage === 0
    ? { value: 0, vi: 'dưới báo động 1', en: 'below alarm stage 1' }
    : { value: stage, vi: `trên báo động ${String(stage)}`, en: `at or above alarm stage ${String(stage)}` },
);

/** Alarm stage reached, and metres above stage 3 once that is reached; undefined where not known. */
type Water = { stage: number; above?: number | undefined };

function waterOf(flood: Flood): Water | undefined {
  const [told, measuredAt] = [toldWater(flood), measuredWater(flood)];
  if (told === undefined || measuredAt === undefined) return told ?? measuredAt;
  if (told.stage !== measuredAt.stage) return told.stage > measuredAt.stage ? told : measuredAt;
  return { stage: told.stage, above: highestOf(told.above, measuredAt.above) };
}

/** "Below stage 3 by 0.5 m" means between stages 2 and 3: bulletins name the next stage up. */
function toldWater({ stage, aboveStageM }: Flood): Water | undefined {
  if (stage === undefined) return undefined;
  const above = aboveStageM === undefined ? undefined : upperEnd(aboveStageM);
  if (above !== undefined && above < 0) return { stage: Math.max(0, stage - 1) };
  return stage === 3 ? { stage, above } : { stage };
}

function measuredWater({ levelM, stage1M, stage2M, stage3M }: Flood): Water | undefined {
  if (levelM === undefined) return undefined;
  const level = upperEnd(levelM);
  if (stage3M !== undefined && level >= stage3M) return { stage: 3, above: Math.round((level - stage3M) * 1000) / 1000 };
  if (stage2M !== undefined && level >= stage2M) return stage3M === undefined ? undefined : { stage: 2 };
  if (stage1M !== undefined && level >= stage1M) return stage2M === undefined ? undefined : { stage: 1 };
  return stage1M === undefined ? undefined : { stage: 0 };
}

const highestOf = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined || other === undefined ? (one ?? other) : Math.max(one, other);

const aboveHistoric = ({ aboveHistoric: told, levelM, historicM }: Flood): boolean =>
  told === true || (levelM !== undefined && historicM !== undefined && upperEnd(levelM) > historicM);

function areaOf({ stationArea: stated, station, river }: Flood, unit: Unit): Fact | undefined {
  const area = stated ?? (station === undefined ? undefined : stationArea(station, river, unit));
  return area === undefined ? undefined : AREA[area - 1];
}
