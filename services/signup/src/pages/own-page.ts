import type { Subscriber } from '@loa/domain/audience';
import { nameOfPlaces, provinceOf, type Unit } from '@loa/domain/place';
import type { OptOut } from '@loa/domain/ports';
import { htmlText, inLanguage, type PlainPage, siteFrame } from '@loa/runtime';
import { masked } from '../leave.ts';
import { checkField, faultList, type Faults, type Fields, LANGUAGES, needChoices, placesField, radioField, textField } from './fields.ts';
import { PAGE_WORDS, type PageWords } from './page-words.ts';
import type { TypedPlace } from './typed-places.ts';

/** Units that are kept or ended together. */
export interface Holding {
  readonly key: string;
  readonly units: readonly Unit[];
}

/** More communes of a province than this stand as one. */
const MOST_ALONE = 10;

/** What a subscriber is told of, as a person would count it: a commune, a sea area, or all they have in a province. */
export function holdingsOf(units: readonly Unit[]): Holding[] {
  const byProvince = Map.groupBy(units, (unit) => provinceOf(unit) ?? unit);
  return [...byProvince].flatMap(([key, all]) =>
    all.length > MOST_ALONE ? [{ key, units: all }] : all.map((unit) => ({ key: unit, units: [unit] })),
  );
}

export interface OwnState {
  readonly language: 'vi' | 'en';
  readonly subscriber: Subscriber;
  readonly fields: Fields;
  readonly typed: readonly TypedPlace[];
  readonly faults: Faults;
  readonly done: 'saved' | 'welcome' | null;
  /** Those that hold: a page that did not say so would look as if warnings came. */
  readonly optOuts: readonly OptOut[];
}

/** One's own subscription: what it is, and forms to change it, to add an address and to leave. */
export function ownPage({ language, subscriber, fields, typed, faults, done, optOuts }: OwnState): PlainPage {
  const words = PAGE_WORDS[language];
  const { units, leastNeed, ends } = subscriber;
  const need = fields['need'] ?? String(leastNeed);
  const sent = 'places' in fields;
  const kept = holdingsOf(units).map(({ key, units: all }) => {
    const [end] = all.map((unit) => ends[unit]);
    const name = nameOfPlaces(all, language, 6);
    const until = end === undefined ? '' : ` (→ ${end.slice(0, 10)})`;
    const isKept = sent ? fields[`keep:${key}`] === 'yes' : true;
    return `<label class="choice"><input type="checkbox" name="keep:${htmlText(key)}" value="yes"${isKept ? ' checked' : ''}>${htmlText(name + until)}</label>`;
  });
  const page = `<input type="hidden" name="page" value="${language}">`;
  const to = [subscriber.phone, subscriber.email].flatMap((one) => (one === undefined ? [] : [masked(one)]));
  const spoken = fields['language'] ?? (subscriber.language.startsWith('en') ? 'en' : 'vi');
  const body = [
    faultList(faults, words),
    done === null ? '' : `<p class="mark" role="status">${words[done]}</p>`,
    ...optOuts.map((one) => stopped(one, words, language)),
    `<p>${words.addresses}: <strong>${htmlText(to.join(', '))}</strong></p>`,
    `<h2>${words.change}</h2><form method="post" action="/subscriptions/own" novalidate>${page}`,
    `<fieldset class="field"><legend>${words.keep}</legend>${kept.join('')}</fieldset>`,
    placesField({ label: words.add, value: fields['places'] ?? '' }, typed, faults, words, language),
    textField({ name: 'until', label: words.until, hint: words.untilHint, value: fields['until'] ?? '', more: 'type="date"' }, faults),
    radioField('need', words.need, words.needHint, needChoices(words, String(leastNeed)), need, faults),
    radioField('language', words.language, undefined, LANGUAGES, spoken, faults),
    `<button>${words.save}</button></form>`,
    `<h2>${words.addressTitle}</h2><form method="post" action="/subscriptions/own/address" novalidate>${page}`,
    textField(
      { name: 'to', label: words.to, hint: words.toHint, value: fields['to'] ?? '', more: 'autocomplete="email" maxlength="254"' },
      faults,
    ),
    `<button>${words.send}</button></form>`,
    `<h2>${words.leaveTitle}</h2><form method="post" action="/subscriptions/own/leave">${page}${checkField('erase', words.erase, false, new Map())}<button class="plain">${words.leave}</button></form>`,
    `<form method="post" action="/subscriptions/own/close">${page}<p><button class="plain">${words.close}</button></p></form>`,
  ];
  return {
    language,
    title: words.own,
    frame: siteFrame({ language, here: 'own', otherLanguage: inLanguage('/subscriptions/own', language === 'vi' ? 'en' : 'vi') }),
    body: body.filter(Boolean).join('\n'),
  };
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Ho_Chi_Minh', dateStyle: 'short', timeStyle: 'short' });

/** What does not come any more, since when and why, and how to have it again. */
function stopped({ channel, how, at }: OptOut, words: PageWords, language: 'vi' | 'en'): string {
  const { stops, because, again, againLink } = words;
  const said = `${stops[channel ?? 'all'](CLOCK.format(new Date(at)))} ${because[how]} ${again}`;
  return `<div class="mark" role="status"><p>${htmlText(said)}</p><p><a href="${inLanguage('/subscriptions', language)}">${againLink}</a></p></div>`;
}

/** For who is not known yet: the address, to which a code goes. */
export function linkPage(language: 'vi' | 'en', fields: Fields, faults: Faults): PlainPage {
  const words = PAGE_WORDS[language];
  const field = textField(
    { name: 'to', label: words.to, hint: words.toHint, value: fields['to'] ?? '', more: 'autocomplete="email" maxlength="254"' },
    faults,
  );
  return {
    language,
    title: words.own,
    frame: siteFrame({ language, here: 'own', otherLanguage: inLanguage('/subscriptions/own', language === 'vi' ? 'en' : 'vi') }),
    body: `${faultList(faults, words)}<p>${words.ownAsk}</p><form method="post" action="/subscriptions/link" novalidate><input type="hidden" name="page" value="${language}">${field}<button>${words.send}</button></form>`,
  };
}
