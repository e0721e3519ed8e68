import { z } from 'zod';
import seaNames from '../data/sea-names.json' with { type: 'json' };
import { withoutMarks } from '../folding.ts';
import { type Commune, communes, type FormerProvince, formerProvinces, type Province, provinces, seaAreas } from '../gazetteer.ts';
import { wordKey, wordsOf } from '../name-key.ts';
import { type FormerDistrict, formerDistricts } from '../predecessors.ts';
import { type Region, regions } from '../regions.ts';
import { typedName } from '../typed-name.ts';
import { type Role, WORDS } from './words.ts';

/** A stretch of sea by name: units, and the units of its parts where it has several. */
export type Sea = { readonly name: string; readonly of: readonly string[]; readonly parts: Readonly<Record<string, readonly string[]>> };

/** What a name may stand for. */
export type Named =
  | { kind: 'region'; region: Region }
  | { kind: 'province'; name: string; present: Province | undefined; former: FormerProvince | undefined }
  | { kind: 'sea'; sea: Sea }
  | { kind: 'island'; code: string }
  | { kind: 'district'; district: FormerDistrict }
  | { kind: 'commune'; commune: Commune };

/** Names and words of region phrases by their words' keys, for texts with or without marks. */
export type Vocabulary = { readonly names: ReadonlyMap<string, readonly Named[]>; readonly words: ReadonlyMap<string, Role> };

const others = z
  .strictObject({
    seas: z.array(z.strictObject({ name: z.string(), of: z.array(z.string()), parts: z.record(z.string(), z.array(z.string())) })),
    islands: z.record(z.string(), z.array(z.string())),
  })
  .parse(seaNames);

const PROVINCE_ALIASES: Readonly<Record<string, readonly string[]>> = {
  'Thừa Thiên Huế': ['Huế', 'TT Huế', 'TT-Huế'],
  'Hồ Chí Minh': ['HCM', 'TPHCM', 'Sài Gòn'],
  'Bắc Kạn': ['Bắc Cạn'],
  'Đắk Lắk': ['Đắc Lắc', 'Daklak'],
  'Đắk Nông': ['Đắc Nông'],
  'Kon Tum': ['Kontum', 'Con Tum'],
  'Bà Rịa - Vũng Tàu': ['BR-VT'],
};

/** The longest name in words; a longer run need not be looked up. */
export const LONGEST = 8;

const built = new Map<boolean, Vocabulary>();

/** Key of a run of words. */
export function keyOf(words: readonly string[], marked: boolean): string {
  const key = words.map(wordKey).join(' ');
  return marked ? key : withoutMarks(key);
}

/** The vocabulary, made at first use. */
export function vocabulary(marked: boolean): Vocabulary {
  const before = built.get(marked);
  if (before !== undefined) return before;
  const names = new Map<string, Named[]>();
  for (const [name, named] of everyName()) {
    const key = keyOf(wordsOf(name), marked);
    const found = names.get(key);
    if (found === undefined) names.set(key, [named]);
    else found.push(named);
  }
  const words = new Map(WORDS.map(([phrase, role]) => [/^\p{P}$|^\+$/u.test(phrase) ? phrase : keyOf(wordsOf(phrase), marked), role]));
  const made = { names, words };
  built.set(marked, made);
  return made;
}

function* everyName(): Generator<[string, Named]> {
  for (const region of regions()) for (const name of [region.name, ...region.aliases]) yield [name, { kind: 'region', region }];
  for (const former of formerProvinces()) {
    const present = provinces().find((one) => one.name === (former.name === 'Thừa Thiên Huế' ? 'Huế' : former.name));
    const named: Named = { kind: 'province', name: former.name, present, former };
    for (const name of [former.name, ...(PROVINCE_ALIASES[former.name] ?? [])]) yield [name, named];
  }
  for (const sea of others.seas) yield [sea.name, { kind: 'sea', sea }];
  for (const area of seaAreas().filter((one) => one.kind !== 'coastal' && one.kind !== 'composite')) {
    const sea: Sea = { name: area.name, of: [area.id], parts: {} };
    for (const name of new Set([area.name, ...area.aliases])) yield [name, { kind: 'sea', sea }];
  }
  const overlays = new Set(seaAreas().flatMap((one) => (one.kind === 'overlay' ? one.islands : [])));
  for (const one of communes())
    if (one.type === 'đặc khu' && !overlays.has(one.code)) yield [one.name, { kind: 'island', code: one.code }];
    else if (!overlays.has(one.code)) yield [one.name, { kind: 'commune', commune: one }];
  for (const [code, names] of Object.entries(others.islands)) for (const name of names) yield [name, { kind: 'island', code }];
  for (const district of formerDistricts()) {
    const { name } = typedName(district.name);
    // "Quận 7" by its full name only: a bare number in a bulletin is a date or an amount.
    yield [/^\d+$/.test(name) ? district.name : name, { kind: 'district', district }];
  }
}
