import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import opentype from 'opentype.js';

const fileOf = (weight: string): string =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/be-vietnam-pro/${weight}/BeVietnamPro_${weight}.ttf`));

/** The fonts of the picture: regular and bold. They hold every Vietnamese letter (SIL Open Font License 1.1). */
export const FONT_FILES = [fileOf('400Regular'), fileOf('700Bold')];
export const FONT_FAMILY = 'Be Vietnam Pro';
/** Smaller than this cannot be read on television, in pixels of a picture 1,080 high. */
export const LEAST_SIZE = 28;
export const LINE = 1.28;

/** The bold one is the wider, so what fits in it fits in both. */
const font = opentype.parse(new Uint8Array(readFileSync(fileOf('700Bold'))).buffer);

/** Width of a line in bold, in pixels. */
export const widthOf = (text: string, size: number): number => font.getAdvanceWidth(text, size);

/** Text as it may stand in XML (1.0, 2.2): no control characters, no half surrogate pairs, nothing that opens an element. */
const escapeXml = (text: string): string => plain(text).replace(/[&<>"']/g, (one) => `&#${String(one.charCodeAt(0))};`);

const plain = (text: string): string =>
  text
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\uFFFE\uFFFF]+/gu, ' ');

/** Lines no wider than `width` pixels; a word that is wider than a line is divided. Nothing is left out. */
export function wrap(text: string, size: number, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  const words = plain(text)
    .split(/\s+/)
    .filter((word) => word !== '');
  for (const word of words.flatMap((one) => divided(one, size, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || widthOf(longer, size) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

function divided(word: string, size: number, width: number): string[] {
  if (widthOf(word, size) <= width) return [word];
  const pieces = [''];
  for (const letter of word) {
    const last = pieces.at(-1) ?? '';
    if (last !== '' && widthOf(last + letter, size) > width) pieces.push(letter);
    else pieces[pieces.length - 1] = last + letter;
  }
  return pieces;
}

/** The largest size down to {@link LEAST_SIZE} at which a text fits into a box, and its lines there. */
export function fitted(text: string, most: number, width: number, height: number): { readonly size: number; readonly lines: string[] } {
  for (let size = most; size > LEAST_SIZE; size -= 2) {
    const lines = wrap(text, size, width);
    if (lines.length * size * LINE <= height) return { size, lines };
  }
  return { size: LEAST_SIZE, lines: wrap(text, LEAST_SIZE, width) };
}

interface TextAt {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly fill?: string;
  readonly bold?: boolean;
  readonly anchor?: 'start' | 'middle' | 'end';
  /** A rim that keeps the text readable on the map. */
  readonly halo?: string;
}

/** One line of text; `y` is its baseline. */
export function textAt(text: string, { x, y, size, fill = '#111', bold = false, anchor = 'start', halo }: TextAt): string {
  const rim = halo === undefined ? '' : ` stroke="${halo}" stroke-width="6" stroke-linejoin="round" paint-order="stroke"`;
  const weight = bold ? 700 : 400;
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" font-size="${String(size)}" font-weight="${String(weight)}" text-anchor="${anchor}" fill="${fill}"${rim}>${escapeXml(text)}</text>`;
}
