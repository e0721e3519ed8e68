import { chooseTable } from './table/choose-table.ts';

const PAGE = { vi: 'Trang của tin', en: 'Page of the warning' } as const;

/** The languages in which warnings have pages. */
export type PageLanguage = keyof typeof PAGE;

/** The page language for a reader's language: the one that its texts are written in. */
export function pageLanguage(language: string): PageLanguage {
  return chooseTable(language).tag.startsWith('en') ? 'en' : 'vi';
}

/** Where a warning is read by people in their language, and as CAP. */
export function warningLinks(warningId: string, { language, publicUrl }: LinkOptions): { readonly page: string; readonly cap: string } {
  const base = `${publicUrl.replace(/\/$/, '')}/warnings/${warningId}`;
  return { page: `${base}?language=${pageLanguage(language)}`, cap: `${base}.xml` };
}

/** The same as lines that say so. */
export function linkLines(warningId: string, options: LinkOptions): string[] {
  const { page, cap } = warningLinks(warningId, options);
  return [`${PAGE[pageLanguage(options.language)]}: ${page}`, `CAP 1.2: ${cap}`];
}

export interface LinkOptions {
  /** BCP 47. */
  readonly language: string;
  readonly publicUrl: string;
}

interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** An e-mail with links to the warning's page and to its CAP message at the end. */
export function withLinks(mail: Mail, warningId: string, options: LinkOptions): Mail {
  const lines = linkLines(warningId, options);
  return {
    ...mail,
    text: [mail.text.trimEnd(), ...lines, ''].join('\r\n'),
    html: mail.html.replace('</body>', () => `${lines.map((line) => `<p>${line}</p>`).join('\n')}\n</body>`),
  };
}
