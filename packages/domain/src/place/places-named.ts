import { communes, type FormerProvince, formerProvinces, type Province, provinceByCode, provinces, seaAreas } from './gazetteer.ts';
import { withoutMarks } from './folding.ts';
import { findByName, NameIndex, nameKey } from './name-key.ts';
import type { PlaceRef, Unit } from './place-ref.ts';
import { formerDistricts } from './predecessors.ts';
import { resolvePlace } from './resolve-place.ts';
import { typedName } from './typed-name.ts';

/** A place as it may be meant by what a person typed. */
export interface NamedPlace {
  readonly at: Extract<PlaceRef, { kind: 'commune' | 'province' | 'former-province' | 'former-district' | 'former-commune' | 'sea-area' }>;
  /** As units: of a sea area the water alone. */
  readonly units: readonly Unit[];
  /** What tells it apart from its namesakes. */
  readonly label: Readonly<Record<'vi' | 'en', string>>;
}

interface Entry {
  readonly name: string;
  /** Folded word for its type, as {@link typedName} gives it; null where it has none. */
  readonly type: string | null;
  /** Names of what holds it: present and former province, former district. */
  readonly holders: readonly string[];
  readonly at: NamedPlace['at'];
  readonly label: NamedPlace['label'];
}

let index: NameIndex<Entry> | undefined;

/**
 * Every place, present or of before 1 July 2025, that a text may mean: a 5-digit commune or 2-digit province code, or a name in any
 * spelling ("Quy Nhơn", "p. Quy Nhơn", "huyện Tuy Phước"), alone or followed by what holds it ("Phước Lộc, Tuy Phước, Bình Định").
 * Present ones first; of two that come to the same units the first. Nothing is guessed: an unknown name gives none.
 */
export function placesNamed(text: string): NamedPlace[] {
  const given = text.normalize('NFC').trim();
  if (/^\d{5}$|^\d{2}$/.test(given))
    return placed(
      allEntries()
        .all()
        .filter(({ at }) => 'code' in at && at.code === given),
    );
  const [first = '', ...around] = partsOf(given);
  const { type, name } = typedName(first);
  const asWritten = within(findByName([allEntries()], first, false), around);
  const byName = asWritten.length > 0 || type === null ? asWritten : within(findByName([allEntries()], name, false), around);
  const typed = byName.filter((one) => one.type === null || type === null || withoutMarks(one.type) === withoutMarks(type));
  return placed(typed.length > 0 ? typed : byName);
}

/** As {@link placesNamed}, and after them places whose name begins with what was typed, at most `limit`: for a list beside a field. */
export function placesBegun(text: string, limit: number): NamedPlace[] {
  const named = placesNamed(text);
  const [first = '', ...around] = partsOf(text.normalize('NFC').trim());
  const begunBy = (name: string): Entry[] => {
    const typed = nameKey(name);
    const begins = ({ marked, plain: letters }: ReturnType<typeof nameKey>): boolean =>
      typed.plain !== '' && (typed.hasMarks ? marked.startsWith(typed.marked) : letters.startsWith(typed.plain));
    return within(
      allEntries()
        .all()
        .filter((entry) => begins(nameKey(entry.name))),
      around,
    );
  };
  const { type, name } = typedName(first);
  const asWritten = begunBy(first);
  const ofType = (entry: Entry): boolean => type === null || (entry.type !== null && withoutMarks(entry.type) === withoutMarks(type));
  const begun = asWritten.length > 0 ? asWritten : begunBy(name).filter(ofType);
  const known = new Set(named.map(({ label }) => label.vi));
  // Twice as many, since some come to the same units.
  const others = placed(begun.filter(({ label }) => !known.has(label.vi)).slice(0, 2 * limit));
  return [...named, ...others].slice(0, limit);
}

const partsOf = (text: string): string[] =>
  text
    .split(/[,()]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function within(found: readonly Entry[], around: readonly string[]): Entry[] {
  const held = (one: Entry, holder: string): boolean => one.holders.some((name) => isName(name, holder));
  return found.filter((one) => around.every((holder) => held(one, holder)));
}

/** Does what was typed mean that name, with or without its marks and its word for the type? */
function isName(name: string, typed: string): boolean {
  const [bare, given] = [nameKey(typedName(name).name), nameKey(typedName(typed).name)];
  return given.hasMarks ? bare.marked === given.marked : bare.plain === given.plain;
}

function placed(entries: readonly Entry[]): NamedPlace[] {
  const seen = new Set<string>();
  return entries.flatMap(({ at, label }) => {
    const found = resolvePlace(at);
    if (!found.ok) return [];
    const units = at.kind === 'sea-area' ? found.units.filter((unit) => !/^\d{5}$/.test(unit)) : found.units;
    const key = units.toSorted().join();
    if (seen.has(key)) return [];
    seen.add(key);
    return [{ at, units, label }];
  });
}

/** In the order in which they are offered. */
function allEntries(): NameIndex<Entry> {
  if (index !== undefined) return index;
  index = new NameIndex<Entry>();
  const all = [...ofProvinces(), ...ofCommunes(), ...ofSeas(), ...ofFormerProvinces(), ...ofFormerDistricts()];
  for (const [names, entry] of all) for (const name of names) index.add(name, entry);
  return index;
}

type Named = readonly [names: readonly string[], entry: Entry];
const plain = withoutMarks;
const EN_TYPES: Readonly<Record<string, string>> = { xã: 'commune', phường: 'ward', 'đặc khu': 'special zone', 'thị trấn': 'town' };

const ofProvinces = (): Named[] =>
  provinces().map(({ code, name, nameEn, type }) => [
    [name],
    {
      ...{ name, type: type === 'municipality' ? 'thành phố' : 'tỉnh', holders: [], at: { kind: 'province', code } },
      label: { vi: `${type === 'municipality' ? 'thành phố' : 'tỉnh'} ${name}`, en: `${nameEn} (whole ${type})` },
    },
  ]);

const ofCommunes = (): Named[] =>
  communes().map(({ code, name, type, province, formerProvince }) => {
    const holder: Province | undefined = provinceByCode(province);
    return [
      [name],
      {
        ...{ name, type, holders: [holder?.name ?? '', formerProvince], at: { kind: 'commune', code } },
        label: { vi: `${type} ${name}, ${holder?.name ?? ''}`, en: `${plain(name)} ${EN_TYPES[type] ?? ''}, ${holder?.nameEn ?? ''}` },
      },
    ];
  });

const ofSeas = (): Named[] =>
  seaAreas()
    .filter(({ kind }) => kind !== 'composite')
    .map(({ id, name, nameEn, aliases }) => [
      [id, name, `biển ${name}`, `vùng biển ${name}`, ...aliases],
      { name, type: null, holders: [], at: { kind: 'sea-area', id }, label: { vi: `vùng biển ${name}`, en: `sea: ${nameEn}` } },
    ]);

const ofFormerProvinces = (): Named[] =>
  formerProvinces().map((one: FormerProvince) => {
    const now = provinceByCode(one.province);
    return [
      [one.name],
      {
        ...{ name: one.name, type: 'tỉnh', holders: [now?.name ?? ''], at: { kind: 'former-province', name: one.name } },
        label: { vi: `tỉnh ${one.name} cũ, nay thuộc ${now?.name ?? ''}`, en: `former ${one.nameEn}, now in ${now?.nameEn ?? ''}` },
      },
    ];
  });

function ofFormerDistricts(): Named[] {
  const nowOf = new Map(formerProvinces().map((one) => [one.name, provinceByCode(one.province)?.name ?? '']));
  return formerDistricts().flatMap(({ name, province, communes: inIt }): Named[] => {
    const { type, name: bare } = typedName(name);
    const holders = [province, nowOf.get(province) ?? ''];
    const district: Entry = {
      ...{ name: bare, type, holders, at: { kind: 'former-district', name, province } },
      label: { vi: `${name} cũ, ${province}`, en: `former district ${plain(bare)}, ${plain(province)}` },
    };
    const communesOfIt = inIt.map((one): Named => [
      one.otherName === undefined ? [one.name] : [one.name, one.otherName],
      {
        ...{ name: one.name, type: one.type, holders: [...holders, name] },
        at: { kind: 'former-commune', name: one.name, district: name, province },
        label: {
          vi: `${one.type} ${one.name} cũ, ${name}, ${province}`,
          en: `former ${plain(one.name)} ${EN_TYPES[one.type] ?? ''}, ${plain(bare)}, ${plain(province)}`,
        },
      },
    ]);
    return [[[name, bare], district], ...communesOfIt];
  });
}
