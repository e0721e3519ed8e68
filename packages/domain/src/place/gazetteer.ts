import { z } from 'zod';
import communeRows from './data/communes.json' with { type: 'json' };
import formerProvinceRows from './data/former-provinces.json' with { type: 'json' };
import provinceRows from './data/provinces.json' with { type: 'json' };
import seaAreaRows from './data/sea-areas.json' with { type: 'json' };
import type { Unit } from './place-ref.ts';

const province = z.strictObject({
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  type: z.enum(['province', 'municipality']),
  coastal: z.boolean(),
  formerProvinces: z.array(z.string()).min(1),
});
/** One of the 34 provinces and municipalities (Resolution 202/2025/QH15; codes of Decision 19/2025/QĐ-TTg). */
export type Province = z.output<typeof province>;

const forecastRegion = z.enum([
  'Tây Bắc',
  'Việt Bắc',
  'Đông Bắc',
  'Đồng bằng Bắc Bộ',
  'Bắc Trung Bộ',
  'Trung Trung Bộ',
  'Nam Trung Bộ',
  'Tây Nguyên',
  'Nam Bộ',
]);
/** Region printed beside a former province's flood stations; "Đông Bắc" is the Đông Bắc Bộ of the storm rule. */
export type ForecastRegion = z.output<typeof forecastRegion>;

const formerProvince = z.strictObject({
  name: z.string(),
  nameEn: z.string(),
  /** Code of the present province that holds it. */
  province: z.string(),
  /** Province group 1-4 of Article 46; null where the article names none. */
  hazardGroup46: z.int().min(1).max(4).nullable(),
  /** Coast segment of Article 43, two joined by a comma for Cà Mau; null away from the coast. */
  surgeSegment: z.string().nullable(),
  forecastRegion,
});
/** One of the 63 units of before 1 July 2025, which the tables of Decision 18/2021/QĐ-TTg name. */
export type FormerProvince = z.output<typeof formerProvince>;

const seaArea = z.strictObject({
  id: z.string(),
  name: z.string(),
  nameEn: z.string(),
  /** `composite` areas stand for their members; `overlay` areas lie over offshore ones and are units of their own. */
  kind: z.enum(['gulf', 'coastal', 'offshore', 'overlay', 'composite']),
  aliases: z.array(z.string()).default([]),
  members: z.array(z.string()).default([]),
  overlaps: z.array(z.string()).default([]),
  province: z.string().optional(),
  /** Codes of the communes that are islands in it, so that a warning of the area reaches the people on them. */
  islands: z.array(z.string()).default([]),
});
/** A sea area named in marine bulletins. */
export type SeaArea = z.output<typeof seaArea>;

const communeType = z.enum(['xã', 'phường', 'đặc khu']);
/** A commune, ward or special zone. */
export type Commune = {
  readonly code: string;
  readonly name: string;
  readonly type: z.output<typeof communeType>;
  /** Code of the present province. */
  readonly province: string;
  /** Name of the province of before 1 July 2025. */
  readonly formerProvince: string;
};

const PROVINCES: readonly Province[] = z.array(province).parse(provinceRows);
const FORMER_PROVINCES: readonly FormerProvince[] = z.array(formerProvince).parse(formerProvinceRows);
const SEA_AREAS: readonly SeaArea[] = z.array(seaArea).parse(seaAreaRows);
const FORMER_BY_NAME = new Map(FORMER_PROVINCES.map((one) => [one.name, one]));
const COMMUNES: readonly Commune[] = z
  .array(z.tuple([z.string(), z.string(), communeType, z.string()]))
  .parse(communeRows)
  .map(([code, name, type, former]) => ({
    code,
    name,
    type,
    province: FORMER_BY_NAME.get(former)?.province ?? '',
    formerProvince: former,
  }));

const PROVINCE_BY_CODE = new Map(PROVINCES.map((one) => [one.code, one]));
const COMMUNE_BY_CODE = new Map(COMMUNES.map((one) => [one.code, one]));
const SEA_AREA_BY_ID = new Map(SEA_AREAS.map((one) => [one.id, one]));

/** All 3,321 communes, wards and special zones, by code. */
export function communes(): readonly Commune[] {
  return COMMUNES;
}
/** All 34 provinces, by code. */
export function provinces(): readonly Province[] {
  return PROVINCES;
}
/** All 63 provinces of before 1 July 2025. */
export function formerProvinces(): readonly FormerProvince[] {
  return FORMER_PROVINCES;
}
/** All 16 sea areas, composite ones included. */
export function seaAreas(): readonly SeaArea[] {
  return SEA_AREAS;
}
/** The commune of a code; undefined for anything else. */
export function communeOf(unit: Unit): Commune | undefined {
  return COMMUNE_BY_CODE.get(unit);
}
/** The province of a 2-digit code. */
export function provinceByCode(code: string): Province | undefined {
  return PROVINCE_BY_CODE.get(code);
}
/** The former province of a name spelled as in {@link formerProvinces}. */
export function formerProvinceByName(name: string): FormerProvince | undefined {
  return FORMER_BY_NAME.get(name);
}
/** The sea area of an id, composite ones included. */
export function seaAreaById(id: string): SeaArea | undefined {
  return SEA_AREA_BY_ID.get(id);
}
/** Whether a unit is a sea area. Composite areas are not units. */
export function isSeaArea(unit: Unit): boolean {
  const area = SEA_AREA_BY_ID.get(unit);
  return area !== undefined && area.kind !== 'composite';
}
/** Province code of a commune; null for sea areas and for what is no unit. */
export function provinceOf(unit: Unit): string | null {
  return COMMUNE_BY_CODE.get(unit)?.province ?? null;
}
/** Name of a commune's former province; null for sea areas and for what is no unit. */
export function formerProvinceOf(unit: Unit): string | null {
  return COMMUNE_BY_CODE.get(unit)?.formerProvince ?? null;
}
