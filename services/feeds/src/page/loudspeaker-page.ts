import type { AllTexts } from '@loa/domain/airing';
import { provinceByCode } from '@loa/domain/place';
import { htmlText, inLanguage, pageHtml, type SiteLanguage } from '@loa/runtime';

/** As large as a text can be that is read aloud from a phone, a screen or paper, one saying to a screen and to a sheet. */
export const LOUDSPEAKER_STYLE = `main{max-width:60rem}
h1{font-size:1.25rem}
.say{min-height:100vh;padding:1rem 0;border-top:.25rem solid currentColor}
.say p{font-size:clamp(1.75rem,5.5vw,3rem);line-height:1.4;margin:0 0 .6em;font-weight:600}
@media print{.links{display:none}.say{min-height:0;border:0;break-after:page;break-inside:auto}.say:last-child{break-after:auto}.say p{font-size:30pt}}
`;

const WORDS = {
  vi: { title: 'Bài đọc loa', back: 'Trang của tin', other: 'English', of: 'Bài riêng của', all: 'cả bản tin' },
  en: { title: 'To be read out', back: 'Page of the warning', other: 'Tiếng Việt', of: 'Text for', all: 'the whole warning' },
} as const;

/** What begins the repetition of a text; see `renderLoudspeaker`. */
const AGAIN = / (?=Nhắc lại\. |I repeat\. )/;
const SENTENCES = /(?<=[.!?]) (?=\p{Lu})/u;

export interface LoudspeakerPlaces {
  /** Codes of the provinces that the warning names. */
  readonly named: readonly string[];
  /** Of which the text is; null: of all. */
  readonly chosen: readonly string[] | null;
}

/**
 * The loudspeaker text of a warning, and of what its series keeps in force beside it, in large print. Where the warning names several provinces it
 * leads to the text of each, which names the places there alone.
 */
export function loudspeakerPage(
  warningId: string,
  texts: Pick<AllTexts, 'loudspeaker' | 'alsoInForce'>,
  language: SiteLanguage,
  { named, chosen }: LoudspeakerPlaces,
): string {
  const { title, back, other, of, all } = WORDS[language];
  const second = language === 'vi' ? 'en' : 'vi';
  const sayings = [texts, ...texts.alsoInForce].flatMap(({ loudspeaker }) => loudspeaker.split(AGAIN));
  const sections = sayings.map(
    (saying) =>
      `<section class="say">${saying
        .split(SENTENCES)
        .map((sentence) => `<p>${htmlText(sentence)}</p>`)
        .join('')}</section>`,
  );
  const page = `/warnings/${warningId}`;
  const own = (provinces: readonly string[]): string =>
    `${page}/loudspeaker${provinces.length === 0 ? '' : `?province=${provinces.join(',')}`}`;
  const link = (provinces: readonly string[], text: string): string => {
    const isHere = provinces.join() === (chosen ?? []).join();
    return isHere
      ? `<strong>${htmlText(text)}</strong>`
      : `<a href="${htmlText(inLanguage(own(provinces), language))}">${htmlText(text)}</a>`;
  };
  const nameOf = (code: string): string => {
    const province = provinceByCode(code);
    return (language === 'vi' ? province?.name : province?.nameEn) ?? code;
  };
  const apart =
    named.length < 2
      ? ''
      : `\n<p class="links">${of}: ${[...named.map((code) => link([code], nameOf(code))), link([], all)].join(' · ')}</p>`;
  return pageHtml({
    language,
    title: `${title}: ${warningId}`,
    style: LOUDSPEAKER_STYLE,
    body: `<p class="links"><a href="${htmlText(inLanguage(page, language))}">${back}</a> · <a lang="${second}" hreflang="${second}" href="${htmlText(inLanguage(own(chosen ?? []), second))}">${other}</a></p>${apart}\n${sections.join('\n')}`,
  });
}
