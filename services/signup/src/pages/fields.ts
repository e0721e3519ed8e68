import { htmlText } from '@loa/runtime';
import type { PageWords } from './page-words.ts';
import { pickName, type TypedPlace } from './typed-places.ts';

/** A field that does not fit, and what is said beside it. */
export type Faults = ReadonlyMap<string, string>;

/** What was sent by a form. */
export type Fields = Readonly<Record<string, string>>;

const faultId = (name: string): string => `${name}-fault`;
const faultOf = (name: string, faults: Faults): string => {
  const fault = faults.get(name);
  return fault === undefined ? '' : `<p class="bad" id="${faultId(name)}">${htmlText(fault)}</p>`;
};
const described = (name: string, hint: boolean, faults: Faults): string => {
  const by = [...(hint ? [`${name}-hint`] : []), ...(faults.has(name) ? [faultId(name)] : [])].join(' ');
  return `${by === '' ? '' : ` aria-describedby="${by}"`}${faults.has(name) ? ' aria-invalid="true"' : ''}`;
};

/** Fields as they stand on the page; what belongs to none comes first. */
const ORDER = ['to', 'places', 'need', 'language', 'until', 'consent', 'code'];

/** What is to be put right, above the form, each leading to its field. */
export function faultList(faults: Faults, words: PageWords): string {
  if (faults.size === 0) return '';
  const inOrder = [...faults].toSorted(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b));
  const items = inOrder.map(([name, fault]) => `<li>${name === '' ? htmlText(fault) : `<a href="#${name}">${htmlText(fault)}</a>`}</li>`);
  return `<div class="mark" role="alert"><p>${words.fix}</p><ul>${items.join('')}</ul></div>`;
}

export interface TextField {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  /** Attributes, a constant. */
  readonly more?: string;
}

export function textField({ name, label, hint, value, more = '' }: TextField, faults: Faults): string {
  return `<div class="field"><label for="${name}">${htmlText(label)}</label>${hintOf(name, hint)}<input id="${name}" name="${name}" value="${htmlText(value)}" ${more}${described(name, hint !== undefined, faults)}>${faultOf(name, faults)}</div>`;
}

const hintOf = (name: string, hint: string | undefined): string =>
  hint === undefined ? '' : `<p class="hint" id="${name}-hint">${htmlText(hint)}</p>`;

/** Places, one to a line, with the namesakes to choose from. */
export function placesField(
  { label, value }: { readonly label: string; readonly value: string },
  typed: readonly TypedPlace[],
  faults: Faults,
  words: PageWords,
  language: 'vi' | 'en',
): string {
  const picks = typed.filter(({ choices }) => choices.length > 0).map((one, at) => pickField(one, at, words, language));
  const wrong = typed.filter(({ fault }) => fault === 'unknown' || fault === 'too-many').map((one, at) => wrongWords(one, words, at === 0));
  // Each wrong place is said once, with what it may mean.
  const said = wrong.length === 0 ? faultOf('places', faults) : wrong.join('');
  return `<div class="field"><label for="places">${htmlText(label)}</label>${hintOf('places', words.placesHint)}<textarea id="places" name="places" rows="4" maxlength="4000"${described('places', true, faults)}>${htmlText(value)}</textarea>${said}</div>${picks.join('')}`;
}

function pickField({ text, choices, chosen, fault }: TypedPlace, at: number, words: PageWords, language: 'vi' | 'en'): string {
  const options = choices.map(
    ({ label }) =>
      `<label class="choice"><input type="radio" name="${htmlText(pickName(text))}" value="${htmlText(label.vi)}"${label.vi === chosen?.label.vi ? ' checked' : ''}>${htmlText(label[language])}</label>`,
  );
  return `<fieldset class="field" id="pick-${String(at)}"><legend>${htmlText(words.several(text))}</legend>${fault === null ? '' : `<p class="bad">${words.faults.choose}</p>`}${options.join('')}</fieldset>`;
}

function wrongWords({ text, fault, near }: TypedPlace, words: PageWords, isFirst: boolean): string {
  const id = isFirst ? ` id="${faultId('places')}"` : '';
  if (fault === 'too-many') return `<p class="bad"${id}>“${htmlText(text)}”: ${words.faults['too-many']}</p>`;
  return `<p class="bad"${id}>${htmlText(words.faults.unknown(text))}${near.length === 0 ? '' : ` ${words.faults.near} ${htmlText(near.join(', '))}?`}</p>`;
}

export interface Choice {
  readonly value: string;
  readonly label: string;
}

export function radioField(
  name: string,
  label: string,
  hint: string | undefined,
  choices: readonly Choice[],
  value: string,
  faults: Faults,
): string {
  const options = choices.map(
    (one, at) =>
      `<label class="choice"><input type="radio"${at === 0 ? ` id="${name}"` : ''} name="${name}" value="${one.value}"${one.value === value ? ' checked' : ''}>${htmlText(one.label)}</label>`,
  );
  return `<fieldset class="field"><legend>${htmlText(label)}</legend>${hintOf(name, hint)}${options.join('')}${faultOf(name, faults)}</fieldset>`;
}

/** From everything to only what needs acting on at once, in plain words; the last one only for who has it. */
export const needChoices = (words: PageWords, current: string): Choice[] =>
  words.needs.map((label, at) => ({ value: String(at + 1), label })).filter(({ value }) => value !== '5' || current === '5');

export const LANGUAGES: readonly Choice[] = [
  { value: 'vi', label: 'Tiếng Việt' },
  { value: 'en', label: 'English' },
];

export function checkField(name: string, label: string, checked: boolean, faults: Faults): string {
  return `<div class="field"><label class="choice" for="${name}"><input type="checkbox" id="${name}" name="${name}" value="yes"${checked ? ' checked' : ''}${described(name, false, faults)}>${htmlText(label)}</label>${faultOf(name, faults)}</div>`;
}
