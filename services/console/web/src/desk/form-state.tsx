import { createContext, use } from 'react';
import { ApiProblem, fieldError } from '../api/index.ts';
import { type Language, useLanguage } from '../shell/language.ts';
import type { Assessed } from './answers.ts';
import { isSame, valueAt, type Written } from './model.ts';

/** What every part of the form has at hand. */
export interface FormState {
  readonly written: Written;
  /** The bulletin that it was filled from; null: a new series. */
  readonly base: Written | null;
  readonly set: (path: string, value: unknown) => void;
  readonly replace: (next: Written) => void;
  /** The refusal of the last dry run or sending. */
  readonly error: unknown;
  /** Sending was tried: what is still empty is told of too. */
  readonly tried: boolean;
  readonly assessed: readonly Assessed[];
  /** The server's time. */
  readonly now: () => string;
}

const Context = createContext<FormState | null>(null);
export const FormProvider = Context.Provider;

export function useForm(): FormState {
  const state = use(Context);
  if (state === null) throw new Error('outside of the form');
  return state;
}

/** What a field at a path is given: its value, what is wrong with it, whether it differs from the bulletin before. */
export function useField(path: string) {
  const { written, base, set, error, tried } = useForm();
  const language = useLanguage();
  const value = valueAt(written, path);
  const isEmpty = value === undefined || value === '' || (Array.isArray(value) && value.length === 0);
  const wrong = isEmpty && !tried ? undefined : wordsAt(error, path, language);
  return {
    value,
    text: typeof value === 'string' ? value : '',
    set: (next: unknown) => set(path, next === '' ? undefined : next),
    changed: base !== null && !isSame(value, valueAt(base, path)),
    ...(wrong !== undefined && { error: wrong }),
  };
}

/** What is wrong at a path, or at one of the parts of it that have no field of their own. */
export function wordsAt(error: unknown, path: string, language: Language, withParts = true): string | undefined {
  const exact = fieldError(error, path, language);
  if (exact !== undefined || !withParts || !(error instanceof ApiProblem)) return exact;
  const part = error.errors.find((one) => one.path.startsWith(`${path}.`));
  return part && fieldError(error, part.path, language);
}
