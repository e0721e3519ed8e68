import { communeOf, placesNamed } from '@loa/domain/place';
import { htmlText, inLanguage, type PlainPage, siteFrame } from '@loa/runtime';
import { checkField, faultList, type Faults, type Fields, LANGUAGES, needChoices, placesField, radioField, textField } from './fields.ts';
import { PAGE_WORDS } from './page-words.ts';
import type { TypedPlace } from './typed-places.ts';

/** The form as it stands: what was given is kept, what does not fit is said beside it. */
export interface FormState {
  readonly language: 'vi' | 'en';
  readonly fields: Fields;
  readonly typed: readonly TypedPlace[];
  readonly faults: Faults;
  /** Code of a commune that a QR code names. */
  readonly preset: string | null;
}

export const EMPTY_FORM: Omit<FormState, 'language'> = { fields: {}, typed: [], faults: new Map(), preset: null };

/** `phường Quy Nhơn, Gia Lai`, as it could be typed; null for what is no commune's code. */
export const presetText = (code: string): string | null =>
  communeOf(code) === undefined ? null : (placesNamed(code)[0]?.label.vi ?? null);

export function signupForm({ language, fields, typed, faults, preset }: FormState): PlainPage {
  const words = PAGE_WORDS[language];
  const presetPlace = preset === null ? null : presetText(preset);
  const need = fields['need'] ?? '1';
  const path = presetPlace === null ? '/subscriptions' : `/subscriptions?place=${String(preset)}`;
  const body = [
    faultList(faults, words),
    `<p>${words.intro}</p>`,
    `<form method="post" action="/subscriptions" novalidate><input type="hidden" name="page" value="${language}">`,
    textField(
      { name: 'to', label: words.to, hint: words.toHint, value: fields['to'] ?? '', more: 'autocomplete="email" maxlength="254"' },
      faults,
    ),
    placesField({ label: words.places, value: fields['places'] ?? presetPlace ?? '' }, typed, faults, words, language),
    radioField('need', words.need, words.needHint, needChoices(words, need), need, faults),
    radioField('language', words.language, undefined, LANGUAGES, fields['language'] ?? language, faults),
    textField({ name: 'until', label: words.until, hint: words.untilHint, value: fields['until'] ?? '', more: 'type="date"' }, faults),
    `<fieldset class="field"><legend>${words.consentName}</legend>${checkField('consent', words.consent, fields['consent'] === 'yes', faults)}</fieldset>`,
    `<button>${words.send}</button></form>`,
    presetPlace === null ? '' : `<p><a href="/subscriptions/qr/${htmlText(String(preset))}.svg">${words.qr}</a></p>`,
    `<p><a href="${inLanguage('/subscriptions/own', language)}">${words.ownLink}</a></p>`,
  ];
  const other = language === 'vi' ? 'en' : 'vi';
  return {
    language,
    title: words.title,
    frame: siteFrame({ language, here: 'signup', otherLanguage: inLanguage(path, other) }),
    body: body.filter(Boolean).join('\n'),
  };
}
