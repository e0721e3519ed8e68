import type { Reference } from '../alert.ts';
import { quoted } from '../check/quoted.ts';
import type { Notes } from './notes.ts';

const ITEM = /"([^"]*)"|(\S+)/g;

/** Items between white space, an item with white space in double quotes (CAP 3.2.1: addresses, incidents). */
export function itemsOf(text: string | null, path: string, notes: Notes): string[] {
  if (text === null) return [];
  if ((text.split('"').length - 1) % 2 === 1)
    notes.add(path, 'quote-not-closed', `a double quote is not closed: ${quoted(text)} (CAP 3.2.1)`);
  return [...text.matchAll(ITEM)].flatMap(([, inQuotes, plain = '']) => (inQuotes ?? plain).trim() || []);
}

/** Triples `sender,identifier,sent` between white space (CAP 3.2.1); an identifier with commas in it keeps them. */
export function referencesOf(text: string | null, notes: Notes): Reference[] {
  return (text ?? '').split(/\s+/).flatMap((triple) => {
    if (triple === '') return [];
    const [sender = '', ...rest] = triple.split(',');
    const sent = rest.pop() ?? '';
    const identifier = rest.join(',');
    if (sender !== '' && identifier !== '' && sent !== '') return [{ sender, identifier, sent }];
    notes.add('references', 'reference-unreadable', `expected sender,identifier,sent; it is ${quoted(triple)} (CAP 3.2.1)`);
    return [];
  });
}
