import type { SequenceItem } from '@loa/domain/ports';
import { warningLinks } from '@loa/domain/wording';

export { pageLanguage, type PageLanguage } from '@loa/domain/wording';

/** Where an item's warning is read, by people in their language and as CAP; null of a tombstone, which shows nothing. */
export function itemLinks(
  { issued }: SequenceItem,
  publicUrl: string,
  language: string,
): { readonly page: string; readonly cap: string } | null {
  return issued.recalledAt === null ? warningLinks(issued.warning.id, { language, publicUrl }) : null;
}
