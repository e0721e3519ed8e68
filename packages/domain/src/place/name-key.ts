import { withoutMarks } from './folding.ts';

/** A name as written, its plain letters, and whether it bore marks: only a name without marks may stand for one with marks. */
export type NameKey = { readonly marked: string; readonly plain: string; readonly hasMarks: boolean };

/** Keys of spellings met before are kept, so that a bulletin of thousands of names is cheap; the bound keeps memory flat. */
const REMEMBERED = 20_000;
const remembered = new Map<string, NameKey>();

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/gu;
/** Words of the Central Highlands that official lists spell in several ways. */
const HIGHLAND_WORDS: Readonly<Record<string, string>> = {
  đăk: 'đăk\u0301',
  đak: 'đăk\u0301',
  dak: 'đăk\u0301',
  lăk: 'lăk\u0301',
  lak: 'lăk\u0301',
};

/**
 * What spellings of one name have in common: case, Unicode form, the place of the tone mark (Hòa, Hoà), i or y at the end
 * (Mỹ, Mĩ), Đắk, Đăk or Đak, and any space, hyphen, dash or apostrophe.
 */
export function nameKey(name: string): NameKey {
  const before = remembered.get(name);
  if (before !== undefined) return before;
  const marked = wordsOf(name).map(wordKey).join('');
  const key = { marked, plain: withoutMarks(marked), hasMarks: withoutMarks(name) !== name };
  if (remembered.size < REMEMBERED) remembered.set(name, key);
  return key;
}

/** Words of a text in lower case, without punctuation. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** One lower-case word with its tone mark moved to the end and its spelling habits evened out. */
export function wordKey(word: string): string {
  const apart = word.normalize('NFD');
  const base = apart.replace(TONES, '').normalize('NFC');
  const tone = (apart.match(TONES) ?? []).join('');
  return HIGHLAND_WORDS[base] ?? base.replace(/^([^aăâeêioôơuưy]*|qu)y$/u, '$1i') + tone;
}

/** Things by name. One thing may have many names, and a name many things. */
export class NameIndex<T> {
  readonly #marked = new Map<string, Set<T>>();
  readonly #plain = new Map<string, Set<T>>();

  /** Enters a thing under a name. */
  add(name: string, thing: T): void {
    const key = nameKey(name);
    enter(this.#marked, key.marked, thing);
    enter(this.#plain, key.plain, thing);
  }

  /** Every thing entered, once. */
  all(): readonly T[] {
    return [...new Set([...this.#marked.values()].flatMap((things) => [...things]))];
  }

  /** Things whose name, marks included, is the one given. */
  exact(name: string): ReadonlySet<T> {
    return this.#marked.get(nameKey(name).marked) ?? new Set();
  }

  /** Things whose name has the letters given, marks left out of account; only for names given without marks. */
  byLetters(name: string): ReadonlySet<T> {
    return this.#plain.get(nameKey(name).plain) ?? new Set();
  }
}

function enter<T>(index: Map<string, Set<T>>, key: string, thing: T): void {
  const found = index.get(key);
  if (found === undefined) index.set(key, new Set([thing]));
  else found.add(thing);
}

/**
 * What bears a name in any of several indexes. A name with marks is taken as it stands; one without stands for every name of
 * its letters, unless it occurs as it is `amongMarks`, in a text written with marks: "xã Thanh An" is not "Thạnh An".
 */
export function findByName<T>(indexes: readonly NameIndex<T>[], name: string, amongMarks: boolean): T[] {
  const exact = new Set(indexes.flatMap((index) => [...index.exact(name)]));
  if (nameKey(name).hasMarks || (amongMarks && exact.size > 0)) return [...exact];
  return [...new Set(indexes.flatMap((index) => [...index.byLetters(name)]))];
}
