import { type Expectation, Problem } from '@loa/runtime';
import type { Faults } from './fields.ts';
import type { PageWords } from './page-words.ts';
import { MOST_PLACES, type TypedPlace } from './typed-places.ts';

/** What a refusal says beside which field; null for what is no refusal. */
export function faultsOf(error: unknown, words: PageWords): Faults | null {
  if (!(error instanceof Problem) || (error.status >= 500 && error.code !== 'not-sent')) return null;
  const { faults } = words;
  if (error.code === 'no-such-way')
    return new Map([['to', error.fields.errors?.[0]?.path === 'email' ? faults['no-email'] : faults['no-sms']]]);
  if (error.code === 'address-refused' || error.code === 'address-taken') return new Map([['to', faults[error.code]]]);
  if (error.code === 'not-sent') return new Map([['', faults['not-sent']]]);
  if (error.code === 'too-many-requests') return new Map([['', faults.busy]]);
  if (error.code === 'origin-foreign') return new Map([['', faults.foreign]]);
  const { errors = [] } = error.fields;
  return errors.length === 0 ? new Map([['', faults.other]]) : fieldFaults(errors, words);
}

/** What a schema found, beside the form's fields. */
export function fieldFaults(errors: readonly Expectation[], { faults }: PageWords): Faults {
  return new Map(
    errors.map(({ path }) => {
      const field = fieldOf(path);
      return [field, field === '' ? faults.other : faults[field]];
    }),
  );
}

type Field = 'to' | 'consent' | 'need' | 'language' | '';

function fieldOf(path: string): Field {
  if (path === 'email' || path === 'phone') return 'to';
  if (path === 'consent' || path === 'language') return path;
  return path === 'leastNeed' ? 'need' : '';
}

/** What is wrong with the places as typed; nothing is where each line means one. `least`: how many are needed. */
export function placeFaults(typed: readonly TypedPlace[], least: number, words: PageWords): [string, string][] {
  const { faults } = words;
  if (typed.length < least) return [['places', faults['no-place']]];
  if (typed.length > MOST_PLACES) return [['places', faults['many-places']]];
  const wrong = typed.find(({ fault }) => fault !== null);
  if (wrong === undefined) return [];
  if (wrong.fault === 'unknown') return [['places', faults.unknown(wrong.text)]];
  return [['places', `“${wrong.text}”: ${wrong.fault === 'choose' ? faults.choose : faults['too-many']}`]];
}
