import { useSyncExternalStore } from 'react';
import { keep, readKept } from './kept.ts';
import { createStore } from './store.ts';

export type Language = 'vi' | 'en';

/** A text, a list of texts, or a text with something put in. */
type Text = string | readonly string[] | ((...given: never[]) => string);
type Shape<T> = { readonly [K in keyof T]: T[K] extends string ? string : T[K] extends readonly string[] ? readonly string[] : T[K] };
export interface Texts<T> {
  readonly vi: T;
  readonly en: Shape<T>;
}

/** The texts of an area in both languages; the types see to it that none is missing. */
export const defineTexts = <T extends Readonly<Record<string, Text>>>(texts: { readonly vi: T; readonly en: Shape<T> }): Texts<T> => texts;

const isLanguage = (given: string | null): given is Language => given === 'vi' || given === 'en';
const asked = new URLSearchParams(location.search).get('language');
const kept = readKept('language');
const language = createStore<Language>(isLanguage(asked) ? asked : isLanguage(kept) ? kept : 'vi');
document.documentElement.lang = language.get();

/** From now on every text is in that language. */
export function setLanguage(next: Language): void {
  keep('language', next);
  document.documentElement.lang = next;
  language.set(next);
}

/** The language now; for what is not a component. */
export const languageNow = (): Language => language.get();
export const useLanguage = (): Language => useSyncExternalStore(language.subscribe, language.get);

/** An area's texts in the language now. */
export function useTexts<T>(texts: Texts<T>): Shape<T> {
  return inLanguage(texts, useLanguage());
}

/** An area's texts in a language. */
export const inLanguage = <T>(texts: Texts<T>, wanted: Language): Shape<T> => (wanted === 'vi' ? (texts.vi as Shape<T>) : texts.en);
