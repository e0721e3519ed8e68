import { z } from 'zod';

/** What an official document may be: a PDF, or a text of Office Open XML. */
const documentType = z.enum(['application/pdf', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document']);
export type DocumentType = z.output<typeof documentType>;

/** Largest official document, bytes. */
export const LARGEST_DOCUMENT = 10 * 1024 * 1024;

/** The issuer's own document, passed on unchanged; where it and Loa's text differ, it holds. */
export const officialDocument = z.strictObject({
  /** Of the file, as it was given. */
  name: z.string().min(1).max(200),
  mediaType: documentType,
  /** Bytes. */
  size: z.int().min(1).max(LARGEST_DOCUMENT),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'expected a SHA-256 as 64 hexadecimal digits'),
});
export type OfficialDocument = z.output<typeof officialDocument>;

const starts = (bytes: Uint8Array, with_: string): boolean => Array.from(with_).every((char, at) => bytes[at] === char.charCodeAt(0));

/**
 * What a file is by its own bytes, whatever its name says; null for anything else. A PDF begins with `%PDF-` (ISO 32000-1, 7.5.2);
 * a .docx is a ZIP archive that holds `word/document.xml` (ECMA-376, part 2), whose name stands in clear in the archive's directory.
 */
export function documentTypeOf(bytes: Uint8Array): DocumentType | null {
  if (starts(bytes, '%PDF-')) return 'application/pdf';
  if (!starts(bytes, 'PK\u0003\u0004')) return null;
  const text = new TextDecoder('latin1').decode(bytes);
  const isText = text.includes('[Content_Types].xml') && text.includes('word/document.xml');
  return isText ? 'application/vnd.openxmlformats-officedocument.wordprocessingml.document' : null;
}
