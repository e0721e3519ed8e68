import type { SequenceItem } from '@loa/domain/ports';
import { chooseTable } from '@loa/domain/wording';

/** The languages in which warnings have pages. */
export type PageLanguage = 'vi' | 'en';

/** The page language for a reader's language: the one that its texts are written in. */
export function pageLanguage(language: string): PageLanguage {
  return chooseTable(language).tag.startsWith('en') ? 'en' : 'vi';
}

/** Where an item's warning is read, by people in their language and as CAP; null of a tombstone, which shows nothing. */
export function itemLinks(
  { issued }: SequenceItem,
  publicUrl: string,
  language: PageLanguage,
): { readonly page: string; readonly cap: string } | null {
  if (issued.recalledAt !== null) return null;
  const base = `${publicUrl.replace(/\/$/, '')}/warnings/${issued.warning.id}`;
  return { page: `${base}?language=${language}`, cap: `${base}.xml` };
}
