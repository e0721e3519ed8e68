import { htmlText } from '@loa/runtime';

/** Width of every picture, in its own units. */
export const WIDTH = 820;
/** Where rows begin, and where they end. */
export const LEFT = 232;
export const RIGHT = WIDTH - 128;
export const ROW = 26;
/** Of the 13-unit text of pictures, about. */
const LETTER = 6.9;

const round = (value: number): string => String(Math.round(value * 10) / 10);

/** A rectangle; `kind` is the class that gives it colour and pattern. */
export const rect = (x: number, y: number, width: number, height: number, kind: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(Math.max(0, width))}" height="${round(height)}" class="${kind}"/>`;

export const line = (x1: number, y1: number, x2: number, y2: number, kind: string): string =>
  `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" class="${kind}"/>`;

export const text = (x: number, y: number, words: string, anchor: 'start' | 'middle' | 'end' = 'start', kind = ''): string =>
  `<text x="${round(x)}" y="${round(y)}"${anchor === 'start' ? '' : ` text-anchor="${anchor}"`}${kind === '' ? '' : ` class="${kind}"`}>${htmlText(words)}</text>`;

/** Text that has `width` to stand in; what is longer ends in an ellipsis, and stands whole in the table. */
export function fitted(words: string, width: number): string {
  const most = Math.floor(width / LETTER);
  return words.length <= most ? words : `${words.slice(0, most - 1).trimEnd()}…`;
}

/** Shapes by which points of time differ without colour. */
export type Shape = 'bar' | 'ring' | 'dot' | 'square' | 'diamond';

/** A point of time at `x`, around the middle of a row. */
export function mark(shape: Shape, x: number, y: number): string {
  if (shape === 'bar') return line(x, y - 8, x, y + 8, 'tick');
  if (shape === 'square') return rect(x - 5, y - 5, 10, 10, 'm-square');
  if (shape === 'diamond') return `<path d="M${round(x)} ${round(y - 7)}l7 7-7 7-7-7z" class="m-diamond"/>`;
  return `<circle cx="${round(x)}" cy="${round(y)}" r="5" class="m-${shape}"/>`;
}

/** Signs with their words, in as many lines as they need. `height`: of them all. */
export function legend(items: readonly { sign: (x: number, y: number) => string; words: string }[]): { shapes: string; height: number } {
  let [x, y] = [8, 16];
  const shapes = items.map(({ sign, words }) => {
    const width = 26 + words.length * LETTER + 18;
    if (x > 8 && x + width > WIDTH) [x, y] = [8, y + 22];
    const drawn = sign(x + 8, y) + text(x + 22, y + 4.5, words);
    x += width;
    return drawn;
  });
  return { shapes: shapes.join(''), height: y + 20 };
}

/** A picture with its words for who does not see it. */
export const picture = (height: number, alt: string, shapes: readonly string[]): string =>
  `<svg viewBox="0 0 ${String(WIDTH)} ${round(height)}" role="img" aria-label="${htmlText(alt)}">${shapes.join('')}</svg>`;
