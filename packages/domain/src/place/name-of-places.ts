import { withoutMarks } from './folding.ts';
import {
  type Commune,
  communeOf,
  communes,
  formerProvinceByName,
  isSeaArea,
  type Province,
  provinces,
  type SeaArea,
  seaAreaById,
  seaAreas,
} from './gazetteer.ts';
import type { Unit } from './place-ref.ts';

type Language = 'vi' | 'en';

const TYPE_EN = { xã: 'commune', phường: 'ward', 'đặc khu': 'special zone' } as const;
const communesOfProvince = Map.groupBy(communes(), (one) => one.province);
const communesOfFormer = Map.groupBy(communes(), (one) => one.formerProvince);
const seaOrder = new Map(seaAreas().map((one, index) => [one.id, index]));

/** So many communes may be missing from what goes by one name, if for each there are so many that are not: beyond that communes are named. */
const MOST_EXCEPTED = 3;
const NAMED_FOR_EACH = 5;

/**
 * Units as a person would name them: whole provinces ("Gia Lai"), whole former provinces inside a larger one
 * ("khu vực Bình Định (tỉnh Gia Lai)"), either but for a few communes ("khu vực Bình Định (tỉnh Gia Lai, trừ xã Nhơn Châu)"), single
 * communes, sea areas. After `limit` names, how many more there are. What is no unit stands as given.
 */
export function nameOfPlaces(units: readonly Unit[], language: Language, limit: number): string {
  const names = [...landNames(units, language), ...seaNames(units, language), ...unknownNames(units)];
  const left = names.length - limit;
  if (left <= 0) return names.join(', ');
  const shown = names.slice(0, limit).join(', ');
  if (language === 'vi') return `${shown} và ${String(left)} nơi khác`;
  return `${shown} and ${String(left)} other ${left === 1 ? 'place' : 'places'}`;
}

/** Units by the present provinces that they lie in. Every name is as {@link nameOfPlaces} gives it. */
export interface PlacesByProvince {
  /** In the order of the gazetteer, with what is named of each; whole: all of it, by its own name. */
  readonly land: readonly { readonly province: string; readonly isWhole: boolean; readonly names: readonly string[] }[];
  readonly seas: readonly string[];
  /** What is no unit. */
  readonly unknown: readonly string[];
}

/** See {@link PlacesByProvince}. */
export function placesByProvince(units: readonly Unit[], language: Language): PlacesByProvince {
  const byProvince = communesByProvince(units);
  const land = provinces().map((province) => {
    const named = byProvince.get(province.code) ?? [];
    const isWhole = named.length === communesOfProvince.get(province.code)?.length;
    return { province: provinceName(province, language), isWhole, names: namesInProvince(province, named, language) };
  });
  return {
    land: land.filter((one) => one.names.length > 0),
    seas: seaNames(units, language),
    unknown: unknownNames(units),
  };
}

const provinceName = ({ name, nameEn }: Province, language: Language): string => (language === 'vi' ? name : nameEn);

const communesByProvince = (units: readonly Unit[]) =>
  Map.groupBy(
    [...new Set(units)].flatMap((unit) => communeOf(unit) ?? []),
    (one) => one.province,
  );

function landNames(units: readonly Unit[], language: Language): string[] {
  const byProvince = communesByProvince(units);
  return provinces().flatMap((province) => namesInProvince(province, byProvince.get(province.code) ?? [], language));
}

function namesInProvince(province: Province, named: readonly Commune[], language: Language): string[] {
  if (named.length === 0) return [];
  const inProvince = provinceName(province, language);
  const byFormer = Map.groupBy(named, (one) => one.formerProvince);
  const missing = exceptedFrom(communesOfProvince.get(province.code) ?? [], named);
  if (missing !== null) return [missing.length === 0 ? inProvince : `${inProvince} (${exceptWords(missing, language)})`];
  return province.formerProvinces.flatMap((former) => {
    const there = byFormer.get(former) ?? [];
    const excepted = exceptedFrom(communesOfFormer.get(former) ?? [], there);
    if (excepted !== null) return [formerName(former, province, excepted, language)];
    return there.map((one) => `${communeName(one, language)} (${inProvince})`);
  });
}

/** What is missing from `all`; null where too few are named for the rest to go by the name of all. */
function exceptedFrom(all: readonly Commune[], named: readonly Commune[]): readonly Commune[] | null {
  const missing = all.length - named.length;
  if (named.length === 0 || missing > MOST_EXCEPTED || missing * NAMED_FOR_EACH > named.length) return null;
  const known = new Set(named.map(({ code }) => code));
  return all.filter(({ code }) => !known.has(code));
}

function exceptWords(excepted: readonly Commune[], language: Language): string {
  return `${language === 'vi' ? 'trừ' : 'except'} ${excepted.map((one) => communeName(one, language)).join(', ')}`;
}

function formerName(former: string, province: Province, excepted: readonly Commune[], language: Language): string {
  const but = excepted.length === 0 ? '' : `, ${exceptWords(excepted, language)}`;
  if (language === 'en') return `${formerProvinceByName(former)?.nameEn ?? former} area (${province.nameEn}${but})`;
  return `khu vực ${former} (${province.type === 'municipality' ? 'TP' : 'tỉnh'} ${province.name}${but})`;
}

function communeName(commune: Commune, language: Language): string {
  if (language === 'vi') return `${commune.type} ${commune.name}`;
  return `${withoutMarks(commune.name)} ${TYPE_EN[commune.type]}`;
}

function seaNames(units: readonly Unit[], language: Language): string[] {
  return [...new Set(units)]
    .filter(isSeaArea)
    .toSorted((one, other) => (seaOrder.get(one) ?? 0) - (seaOrder.get(other) ?? 0))
    .flatMap((unit) => seaAreaById(unit) ?? [])
    .map((area) => seaName(area, language));
}

/** Coastal belts bear the names of provinces, so the sea is said with them. */
function seaName(area: SeaArea, language: Language): string {
  const wet = area.kind === 'coastal' || area.kind === 'overlay';
  const name = language === 'vi' ? area.name : area.nameEn.replace(/ \(.*\)$/, '');
  if (!wet) return name;
  if (language === 'vi') return `vùng biển ${name.replace(/^Đặc khu/, 'đặc khu')}`;
  return `sea off ${name}`;
}

function unknownNames(units: readonly Unit[]): string[] {
  return [...new Set(units)].filter((unit) => communeOf(unit) === undefined && !isSeaArea(unit));
}
