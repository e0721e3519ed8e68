import { foldName, nearestNames } from './folding.ts';
import { type Commune, communes, type FormerProvince, formerProvinces, type Province, provinceByCode, provinces } from './gazetteer.ts';
import { findByName, NameIndex, nameKey } from './name-key.ts';
import { type FormerCommune, type FormerDistrict, formerDistricts } from './predecessors.ts';
import { type Region, regions } from './regions.ts';
import { typedName } from './typed-name.ts';

/** What bears a name, or why nothing is taken for it: no guess is made, the nearest names are offered. */
export type Found<T> = { ok: true; found: T } | { ok: false; reason: 'unknown-place' | 'ambiguous-place'; nearest: string[] };

const NEAREST = 3;

/** Names of former provinces that differ in letters from the table's, not only in marks. */
const ALIASES: Readonly<Record<string, string>> = {
  hue: 'Thừa Thiên Huế',
  baccan: 'Bắc Kạn',
  daclac: 'Đắk Lắk',
  darlac: 'Đắk Lắk',
  dacnong: 'Đắk Nông',
  contum: 'Kon Tum',
  hcm: 'Hồ Chí Minh',
  tphcm: 'Hồ Chí Minh',
  tphochiminh: 'Hồ Chí Minh',
  brvt: 'Bà Rịa - Vũng Tàu',
};

const formerByFolded = new Map(formerProvinces().map((one) => [foldName(one.name), one]));
for (const [folded, name] of Object.entries(ALIASES)) {
  const one = formerProvinces().find((former) => former.name === name);
  if (one !== undefined) formerByFolded.set(folded, one);
}
const provinceByFolded = new Map(provinces().map((one) => [foldName(one.name), one]));

/** The province of before 1 July 2025 of a name in any spelling. The 63 names stay distinct without marks. */
export function findFormerProvince(name: string): Found<FormerProvince> {
  const found = formerByFolded.get(foldName(name));
  return found === undefined ? unknown(name, formerProvinceNames()) : { ok: true, found };
}

/** The present province of a name in any spelling. A name that only a former province bears is not known here. */
export function findProvince(name: string): Found<Province> {
  const former = formerByFolded.get(foldName(name));
  const same = former?.name === 'Thừa Thiên Huế' ? 'hue' : foldName(former?.name ?? name);
  const found = provinceByFolded.get(same);
  const names = provinces().map((one) => one.name);
  return found === undefined ? unknown(name, names) : { ok: true, found };
}

const regionIndex = new NameIndex<Region>();
for (const one of regions()) for (const name of [one.name, ...one.aliases]) regionIndex.add(name, one);

/** The region of a name, among those whose provinces are printed. */
export function findRegion(name: string): Found<Region> {
  const printed = regions().filter((one) => one.printed);
  const names = printed.map((one) => one.name);
  return only(
    findByName([regionIndex], name, false).filter((one) => one.printed),
    (one) => one.name,
    () => nearestNames(name, names, NEAREST),
  );
}

let presentIndex: Map<string, NameIndex<Commune>> | undefined;

/** A present commune by its name in a province, present or former, as that is written: its marks say whether the name's are left out. */
export function findCommune(name: string, provinceName: string, within: { province?: Province; former?: FormerProvince }): Found<Commune> {
  presentIndex ??= indexBy(communes(), (one) => [one.province, one.formerProvince]);
  const holders = [within.province?.code, within.former?.name].filter((one) => one !== undefined);
  const { found, inHolders } = lookUp(presentIndex, holders, name, provinceName, (one) => one.type);
  return only(found, describeCommune, () => nearestBy(name, inHolders(), describeCommune));
}

let districtIndex: Map<string, NameIndex<FormerDistrict>> | undefined;

/** A district of before 1 July 2025; without its former province only where one district bears the name. */
export function findFormerDistrict(name: string, former?: FormerProvince): Found<FormerDistrict> {
  districtIndex ??= indexBy(
    formerDistricts(),
    (one) => [one.province, EVERYWHERE],
    (one) => [one.name, typedName(one.name).name],
  );
  const { found, inHolders } = lookUp(
    districtIndex,
    [former?.name ?? EVERYWHERE],
    name,
    former?.name ?? '',
    (one) => typedName(one.name).type ?? '',
  );
  return only(found, describeDistrict, () => nearestBy(name, inHolders(), describeDistrict));
}

let formerCommuneIndex: Map<string, NameIndex<FormerCommune>> | undefined;

/** A commune of before 1 July 2025; where several bear the name, district or province must tell them apart. */
export function findFormerCommune(
  name: string,
  within: { district?: FormerDistrict; former?: FormerProvince | undefined },
): Found<FormerCommune> {
  formerCommuneIndex ??= indexBy(
    formerDistricts().flatMap((one) => one.communes),
    (one) => [one.district.province, EVERYWHERE],
    (one) => (one.otherName === undefined ? [one.name] : [one.name, one.otherName]),
  );
  const holder = within.district?.province ?? within.former?.name ?? EVERYWHERE;
  const { found, inHolders } = lookUp(formerCommuneIndex, [holder], name, within.district?.name ?? '', (one) => one.type);
  const there = (one: FormerCommune) => within.district === undefined || one.district === within.district;
  return only(found.filter(there), describeFormerCommune, () => nearestBy(name, inHolders().filter(there), describeFormerCommune));
}

/** A commune as it is offered to a person: type, name, province. */
export function describeCommune(one: Commune): string {
  return `${one.code} ${one.type} ${one.name} (${provinceByCode(one.province)?.name ?? one.province})`;
}

const EVERYWHERE = '*';
const describeDistrict = (one: FormerDistrict) => `${one.name} (${one.province})`;
const describeFormerCommune = (one: FormerCommune) => `${one.type} ${one.name} (${one.district.name}, ${one.district.province})`;
const formerProvinceNames = () => formerProvinces().map((one) => one.name);

function indexBy<T extends { name: string }>(
  all: readonly T[],
  holdersOf: (one: T) => readonly string[],
  namesOf: (one: T) => readonly string[] = (one) => [one.name],
): Map<string, NameIndex<T>> {
  const index = new Map<string, NameIndex<T>>();
  for (const one of all)
    for (const holder of holdersOf(one)) {
      const names = index.get(holder) ?? new NameIndex<T>();
      index.set(holder, names);
      for (const name of namesOf(one)) names.add(name, one);
    }
  return index;
}

/** The name as written first ("Thị Cầu"), then without the word for its type, which tells apart units of one name. */
function lookUp<T>(
  index: ReadonlyMap<string, NameIndex<T>>,
  holders: readonly string[],
  given: string,
  around: string,
  typeOf: (one: T) => string,
): { found: readonly T[]; inHolders: () => readonly T[] } {
  const indexes = holders.flatMap((holder) => index.get(holder) ?? []);
  const inHolders = () => [...new Set(indexes.flatMap((one) => one.all()))];
  const amongMarks = nameKey(given).hasMarks || nameKey(around).hasMarks;
  const asWritten = findByName(indexes, given, amongMarks);
  if (asWritten.length > 0) return { found: asWritten, inHolders };
  const { type, name } = typedName(given);
  const found = type === null ? [] : findByName(indexes, name, amongMarks);
  const ofType = found.filter((one) => typeOf(one) === type);
  return { found: ofType.length > 0 ? ofType : found, inHolders };
}

function only<T>(found: readonly T[], describe: (one: T) => string, nearest: () => string[]): Found<T> {
  const [one] = found;
  if (one === undefined) return { ok: false, reason: 'unknown-place', nearest: nearest() };
  return found.length === 1 ? { ok: true, found: one } : { ok: false, reason: 'ambiguous-place', nearest: found.map(describe) };
}

function unknown<T>(given: string, names: readonly string[]): Found<T> {
  return { ok: false, reason: 'unknown-place', nearest: nearestNames(given, names, NEAREST) };
}

/** Names of about the same length only: the others are not what was meant, and thousands need not be measured. */
function nearestBy<T extends { name: string }>(given: string, all: readonly T[], describe: (one: T) => string): string[] {
  const { name } = typedName(given);
  const byName = Map.groupBy(all, (one) => typedName(one.name).name);
  const alike = [...byName.keys()].filter((one) => Math.abs(one.length - name.length) <= 3);
  return nearestNames(name, alike, NEAREST)
    .flatMap((one) => byName.get(one)?.map(describe) ?? [])
    .slice(0, NEAREST);
}
