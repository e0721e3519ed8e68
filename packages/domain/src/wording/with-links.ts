import type { Warning } from '../warning/warning.ts';
import { chooseTable } from './table/choose-table.ts';

const PAGE = { vi: 'Trang của tin', en: 'Page of the warning' } as const;
const OFFICIAL = {
  vi: 'Văn bản chính thức, có giá trị hơn lời trên đây',
  en: 'The official document, which outranks the text above',
} as const;

/** The languages in which warnings have pages. */
export type PageLanguage = keyof typeof PAGE;

/** The page language for a reader's language: the one that its texts are written in. */
export function pageLanguage(language: string): PageLanguage {
  return chooseTable(language).tag.startsWith('en') ? 'en' : 'vi';
}

/** Where a warning is read by people in their language, and as CAP. */
export function warningLinks(warningId: string, options: LinkOptions): { readonly page: string; readonly cap: string } {
  const base = baseOf(warningId, options);
  return { page: `${base}?language=${pageLanguage(options.language)}`, cap: `${base}.xml` };
}

const baseOf = (warningId: string, { publicUrl }: LinkOptions): string => `${publicUrl.replace(/\/$/, '')}/warnings/${warningId}`;

/** The same as lines that say so, after the issuer's official document where there is one. */
export function linkLines({ id, document }: Linked, options: LinkOptions): string[] {
  const { page, cap } = warningLinks(id, options);
  const language = pageLanguage(options.language);
  const official = document === undefined ? [] : [`${OFFICIAL[language]}: ${baseOf(id, options)}/document`];
  return [...official, `${PAGE[language]}: ${page}`, `CAP 1.2: ${cap}`];
}

type Linked = Pick<Warning, 'id' | 'document'>;

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

/** An e-mail with links to the official document, to the warning's page and to its CAP message at the end. */
export function withLinks(mail: Mail, warning: Linked, options: LinkOptions): Mail {
  const lines = linkLines(warning, options);
  return {
    ...mail,
    text: [mail.text.trimEnd(), ...lines, ''].join('\r\n'),
    html: mail.html.replace('</body>', () => `${lines.map((line) => `<p>${line}</p>`).join('\n')}\n</body>`),
  };
}
