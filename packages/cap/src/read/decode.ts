import type { Finding } from '../finding.ts';
import { type Refusal, refusal } from './refusal.ts';

export interface Decoded {
  readonly kind: 'decoded';
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** By the name in the declaration; a name that means ASCII or Latin 1 is read as its superset windows-1252, as browsers do. */
const ENCODINGS: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['us-ascii', 'windows-1252'],
  ['ascii', 'windows-1252'],
  ['iso-8859-1', 'windows-1252'],
  ['latin1', 'windows-1252'],
  ['windows-1252', 'windows-1252'],
  ['utf-16', 'utf-16'],
  ['utf-16le', 'utf-16'],
  ['utf-16be', 'utf-16'],
]);
const DECLARATION_BYTES = 200;
const DECLARED = /^<\?xml\s[^>]{0,150}?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/;

/**
 * The text of a document by its byte order mark or declaration (XML 1.0, section 4.3.3 and appendix F), UTF-8 where neither
 * stands. A document that calls itself UTF-16 in bytes that are not is read as UTF-8, with a finding: some writers put the
 * declaration of their memory into the file.
 */
export function decode(document: Uint8Array | string, maxBytes: number): Decoded | Refusal {
  const size = typeof document === 'string' ? Buffer.byteLength(document) : document.byteLength;
  if (size > maxBytes) return refusal('too-large', `the document has ${size} bytes; at most ${maxBytes} are read`);
  if (typeof document === 'string') return fromRoot(document, []);
  const { encoding, findings } = encodingOf(document);
  if (encoding === undefined) return refusal('unknown-encoding', findings[0]?.says ?? '');
  try {
    return fromRoot(new TextDecoder(encoding, { fatal: true }).decode(document), findings);
  } catch {
    return refusal('not-well-formed', `the bytes are not ${encoding.toUpperCase()}`);
  }
}

function encodingOf(bytes: Uint8Array): { encoding: string | undefined; findings: Finding[] } {
  const [first, second, third, fourth] = bytes;
  if (first === 0xef && second === 0xbb && third === 0xbf) return { encoding: 'utf-8', findings: [] };
  if (first === 0xff && second === 0xfe) return { encoding: 'utf-16le', findings: [] };
  if (first === 0xfe && second === 0xff) return { encoding: 'utf-16be', findings: [] };
  if (first === 0x3c && second === 0 && third === 0x3f && fourth === 0) return { encoding: 'utf-16le', findings: [] };
  if (first === 0 && second === 0x3c && third === 0 && fourth === 0x3f) return { encoding: 'utf-16be', findings: [] };
  const start = new TextDecoder('windows-1252').decode(bytes.subarray(0, DECLARATION_BYTES));
  const declared = DECLARED.exec(start.trimStart())?.[1];
  if (declared === undefined) return { encoding: 'utf-8', findings: [] };
  const encoding = ENCODINGS.get(declared.toLowerCase());
  const finding = (rule: string, says: string) => ({ element: '', rule, says });
  if (encoding === undefined)
    return { encoding, findings: [finding('unknown-encoding', `the encoding ${declared} is not read; UTF-8 and ISO-8859-1 are`)] };
  if (encoding !== 'utf-16') return { encoding, findings: [] };
  return { encoding: 'utf-8', findings: [finding('encoding-wrong', `the declaration says ${declared}, the bytes are not; read as UTF-8`)] };
}

function fromRoot(text: string, findings: readonly Finding[]): Decoded {
  const trimmed = text.trimStart();
  if (trimmed.length === text.length) return { kind: 'decoded', text, findings };
  const before = { element: '', rule: 'space-before-declaration', says: 'white space stands before the document' };
  return { kind: 'decoded', text: trimmed, findings: trimmed.startsWith('<?xml') ? [...findings, before] : findings };
}
