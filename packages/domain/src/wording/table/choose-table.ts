import { EN } from './en.ts';
import type { PhraseTable } from './phrase-table.ts';
import { VI } from './vi.ts';

/** The languages that Loa brings. Further ones stand beside them once somebody named has reviewed them. */
export const TABLES: readonly PhraseTable[] = [VI, EN];

/**
 * The table for a BCP 47 tag: the tag itself, then the tag without its last subtags (RFC 4647, 3.4, lookup), then
 * Vietnamese, whole: a text never mixes languages. A further table that nobody has reviewed is passed over.
 */
export function chooseTable(tag: string, tables: readonly PhraseTable[] = TABLES): PhraseTable {
  const usable = tables.filter((one) => one.reviewedBy !== '' || TABLES.includes(one));
  const subtags = tag.toLowerCase().split('-');
  for (let length = subtags.length; length > 0; length -= 1) {
    const range = subtags.slice(0, length).join('-');
    const found = usable.find((one) => one.tag.toLowerCase() === range);
    if (found !== undefined) return found;
  }
  return VI;
}

/** The same for texts that are no SMS: names and figures keep every letter and sign. */
export function chooseFullTable(tag: string, tables: readonly PhraseTable[]): PhraseTable {
  return { ...chooseTable(tag, tables), gsm: false };
}
