import { upperEnd } from '../../bulletin/parameters/index.ts';
import { type ForecastRegion, type SeaArea, seaAreaById } from '../../place/gazetteer.ts';
import type { Unit } from '../../place/place-ref.ts';
import { decisionTable, type Fact, type Interval, type Row } from '../decision-table.ts';
import { measured } from '../words.ts';
import { formerOf } from './regions.ts';
import { rowsOf } from './row.ts';

/**
 * Columns of the matrix. Regions are those printed beside a former province's flood stations, because the
 * article's own province list was not found; its "Đông Bắc" is taken for Đông Bắc Bộ.
 */
const COLUMN = {
  eastSea: { value: 'east-sea', vi: 'Biển Đông', en: 'East Sea' },
  coastalSea: { value: 'coast-north-centre', vi: 'vùng biển ven bờ', en: 'coastal sea' },
  northCentre: { value: 'coast-north-centre', vi: 'đất liền Bắc Bộ đến Trung Trung Bộ', en: 'land, Bac Bo to Trung Trung Bo' },
  namTrungBo: { value: 'nam-trung-bo', vi: 'đất liền Nam Trung Bộ', en: 'land, Nam Trung Bo' },
  namBo: { value: 'nam-bo', vi: 'đất liền Nam Bộ', en: 'land, Nam Bo' },
  highlands: { value: 'highlands', vi: 'Tây Bắc, Việt Bắc, Tây Nguyên', en: 'Tay Bac, Viet Bac, Tay Nguyen' },
} as const satisfies Record<string, Fact>;

const COLUMN_OF_REGION: Readonly<Record<ForecastRegion, Fact>> = {
  'Tây Bắc': COLUMN.highlands,
  'Việt Bắc': COLUMN.highlands,
  'Đông Bắc': COLUMN.northCentre,
  'Đồng bằng Bắc Bộ': COLUMN.northCentre,
  'Bắc Trung Bộ': COLUMN.northCentre,
  'Trung Trung Bộ': COLUMN.northCentre,
  'Nam Trung Bộ': COLUMN.namTrungBo,
  'Tây Nguyên': COLUMN.highlands,
  'Nam Bộ': COLUMN.namBo,
};

/**
 * Gulfs stand in the East Sea column: for the Gulf of Tonkin the weather service announced level 3 at force 12-13
 * (Kajiki, 23 August 2025), which the coastal column would make 4.
 */
const COLUMN_OF_SEA: Readonly<Record<SeaArea['kind'], Fact | undefined>> = {
  coastal: COLUMN.coastalSea,
  gulf: COLUMN.eastSea,
  offshore: COLUMN.eastSea,
  overlay: COLUMN.eastSea,
  composite: undefined,
};

/** The special zones Hoàng Sa and Trường Sa lie out in the East Sea; the region of their province does not fit them. */
const COLUMN_OF_COMMUNE: Readonly<Record<string, Fact>> = { '20333': COLUMN.eastSea, '22736': COLUMN.eastSea };

/** What the bulletin says of the sea outranks the kind of its area: "vùng biển từ A đến B" is not "vùng biển ven bờ". */
const COLUMN_OF_ZONE = { coastal: COLUMN.coastalSea, open: COLUMN.eastSea } as const;

function columnOf(unit: Unit, zone: 'coastal' | 'open' | undefined): Fact | undefined {
  const sea = seaAreaById(unit);
  if (sea !== undefined) return zone === undefined ? COLUMN_OF_SEA[sea.kind] : COLUMN_OF_ZONE[zone];
  const former = formerOf(unit);
  return COLUMN_OF_COMMUNE[unit] ?? (former === undefined ? undefined : COLUMN_OF_REGION[former.forecastRegion]);
}

// The decision counts whole forces ("10-11"); half-open bands leave no gap for a value between two of them.
const F6_9: Interval = { min: 6, under: 10 };
const F10_11: Interval = { min: 10, under: 12 };
const F12_13: Interval = { min: 12, under: 14 };
const F14_15: Interval = { min: 14, under: 16 };
const F14_UP: Interval = { min: 14 };
const F16_UP: Interval = { min: 16 };

const of42 = rowsOf(42);
const row = (level: 3 | 4 | 5, clause: string, windForce: Interval, ...column: readonly string[]): Row =>
  of42('2+', level, clause, { windForce, column });

/** Storm and tropical depression: highest wind force near the centre × area affected (Article 42). Gusts never count. */
export const stormTable = decisionTable({
  hazards: ['storm', 'tropical-depression'],
  article: 42,
  title: { vi: 'Áp thấp nhiệt đới, bão', en: 'Tropical depression, storm' },
  facts: [
    { name: 'windForce', words: { vi: 'gió cấp', en: 'wind force' } },
    { name: 'column', words: { vi: 'khu vực', en: 'area' }, values: Object.values(COLUMN), ofPlace: true },
  ],
  rows: [
    row(3, '42.1.a', F6_9, 'east-sea', 'coast-north-centre', 'nam-trung-bo', 'nam-bo', 'highlands'),
    row(3, '42.1.b', F10_11, 'east-sea', 'coast-north-centre', 'nam-trung-bo', 'highlands'),
    row(3, '42.1.c', F12_13, 'east-sea'),
    row(4, '42.2.a', F10_11, 'nam-bo'),
    row(4, '42.2.b', F12_13, 'coast-north-centre', 'nam-trung-bo', 'highlands'),
    row(4, '42.2.c', F14_15, 'coast-north-centre'),
    row(4, '42.2.d', F14_UP, 'east-sea'),
    row(5, '42.3.a', F12_13, 'nam-bo'),
    row(5, '42.3.b', F14_15, 'nam-trung-bo', 'nam-bo', 'highlands'),
    row(5, '42.3.c', F16_UP, 'coast-north-centre', 'nam-trung-bo', 'nam-bo', 'highlands'),
  ],
  read: ({ windForce, seaZone }) => {
    const wind = windForce === undefined ? undefined : measured(upperEnd(windForce), 'gió cấp #', 'wind force #');
    return (unit) => {
      const column = columnOf(unit, seaZone);
      return column === undefined ? null : { windForce: wind, column };
    };
  },
});
