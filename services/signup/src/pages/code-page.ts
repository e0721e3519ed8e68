import type { SignupRequest } from '@loa/domain/ports';
import { htmlText, type PlainPage, siteFrame } from '@loa/runtime';
import { faultList, type Faults, textField } from './fields.ts';
import { PAGE_WORDS } from './page-words.ts';

export interface CodeAsked {
  readonly language: 'vi' | 'en';
  readonly request: Pick<SignupRequest, 'id' | 'channel'>;
  /** Places as they were understood; empty where the code is not of a sign-up. */
  readonly places: readonly string[];
  /** Whether the address is known is not said. */
  readonly isMaybe: boolean;
  readonly faults: Faults;
}

/** After a code was sent: the field for it, or, of e-mail, that a link has come. */
export function codePage({ language, request, places, isMaybe, faults }: CodeAsked): PlainPage {
  const words = PAGE_WORDS[language];
  const bySms = request.channel === 'sms';
  const sent = bySms ? (isMaybe ? words.codeMaybe : words.codeSent) : isMaybe ? words.mailMaybe : words.mailSent;
  const understood =
    places.length === 0
      ? ''
      : `<div class="box"><h2>${words.understood}</h2><ul>${places.map((one) => `<li>${htmlText(one)}</li>`).join('')}</ul><p class="quiet">${words.wrongPlace}</p></div>`;
  const field = textField(
    { name: 'code', label: words.code, value: '', more: 'inputmode="numeric" autocomplete="one-time-code" maxlength="100" autofocus' },
    faults,
  );
  const form = `<form method="post" action="/subscriptions/code" novalidate><input type="hidden" name="page" value="${language}"><input type="hidden" name="request" value="${htmlText(request.id)}">${field}<button>${words.confirm}</button></form>`;
  return {
    language,
    title: bySms ? words.codeTitle : words.mailTitle,
    frame: siteFrame({ language, here: 'signup', otherLanguage: null }),
    body: [faultList(faults, words), faults.size === 0 ? `<p>${sent}</p>` : '', understood, bySms ? form : ''].filter(Boolean).join('\n'),
  };
}
