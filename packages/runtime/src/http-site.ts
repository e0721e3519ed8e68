import { htmlText, type PlainPage } from './http-page.ts';

export type SiteLanguage = 'vi' | 'en';

/** Addresses that every public page leads to; feeds and signup serve them. */
const PLACES = { warnings: '/', signup: '/subscriptions', own: '/subscriptions/own' } as const;
export type SitePlace = keyof typeof PLACES;

const WORDS = {
  vi: {
    skip: 'Đến nội dung chính',
    nav: 'Các trang',
    places: { warnings: 'Cảnh báo', signup: 'Đăng ký nhận tin', own: 'Đăng ký của tôi' },
    other: 'English',
    foot: 'Khi nguy cấp, hãy làm theo lời chính quyền địa phương và gọi 112. Loa chuyển tin của cơ quan dự báo; không có tin ở đây không có nghĩa là an toàn.',
  },
  en: {
    skip: 'To the main content',
    nav: 'Pages',
    places: { warnings: 'Warnings', signup: 'Sign up', own: 'My subscription' },
    other: 'Tiếng Việt',
    foot: 'In an emergency do as the local authorities say, and call 112. Loa passes on what forecasters issue; no warning here does not mean that all is well.',
  },
} as const;

/** Where a page is and in which language, for {@link siteFrame}. `otherLanguage`: the same page in the other one; null where that is not to be had by a link. */
export interface SitePosition {
  readonly language: SiteLanguage;
  readonly here: SitePlace | null;
  readonly otherLanguage: string | null;
}

/** An address within the site, in a language. */
export const inLanguage = (path: string, language: SiteLanguage): string =>
  language === 'vi' ? path : `${path}${path.includes('?') ? '&' : '?'}language=en`;

/** What stands above and below every page for the public: the way to the others, and to the other language. */
export function siteFrame({ language, here, otherLanguage }: SitePosition): NonNullable<PlainPage['frame']> {
  const words = WORDS[language];
  const links = (['warnings', 'signup', 'own'] as const).map(
    (place) =>
      `<a href="${htmlText(inLanguage(PLACES[place], language))}"${place === here ? ' aria-current="page"' : ''}>${words.places[place]}</a>`,
  );
  const other = language === 'vi' ? 'en' : 'vi';
  const switched =
    otherLanguage === null ? '' : `<a lang="${other}" hreflang="${other}" href="${htmlText(otherLanguage)}">${words.other}</a>`;
  return {
    header: `<a class="skip" href="#main">${words.skip}</a><header><nav class="top" aria-label="${words.nav}"><a class="brand" href="${htmlText(inLanguage('/', language))}">Loa</a>${links.join('')}${switched}</nav></header>`,
    footer: `<footer class="foot"><p>${words.foot}</p></footer>`,
  };
}
