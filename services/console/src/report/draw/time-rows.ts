import { fitted, LEFT, legend, line, mark, picture, rect, RIGHT, ROW, type Shape, text, WIDTH } from './svg.ts';

/** A row: points of time in seconds, and the stretch between two of them. */
export interface TimeRow {
  readonly label: string;
  readonly marks: readonly { readonly shape: Shape; readonly at: number | null }[];
  /** At its right end. */
  readonly note: string;
}

export interface TimePicture {
  readonly alt: string;
  /** What the notes of the rows are. */
  readonly noted: string;
  readonly rows: readonly TimeRow[];
  readonly marks: readonly { readonly shape: Shape; readonly words: string }[];
  /** Lines across all rows. */
  readonly limits: readonly { readonly at: number; readonly words: string; readonly kind: 'amber' | 'red' }[];
  readonly duration: (seconds: number) => string;
}

const TICKS = [0.1, 1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000];
const AXIS = 34;
const NOTED = 20;

/** Rows of points of time on one logarithmic scale, from a tenth of a second on, or from where the first point is. */
export function timeRows({ alt, noted, rows, marks, limits, duration }: TimePicture): string {
  const times = rows.flatMap((row) => row.marks.flatMap(({ at }) => at ?? []));
  const longest = Math.max(...times, ...limits.map(({ at }) => at), 1);
  const end = TICKS.find((tick) => tick >= longest) ?? longest;
  const begin = TICKS.findLast((tick) => tick <= Math.min(...times) && tick < end) ?? 0.1;
  const share = (seconds: number): number => Math.log10(Math.max(seconds, begin) / begin) / Math.log10(end / begin);
  const xOf = (seconds: number): number => LEFT + share(seconds) * (RIGHT - LEFT);
  const signs = legend([
    ...marks.map(({ shape, words }) => ({ sign: (x: number, y: number) => mark(shape, x, y), words })),
    ...limits.map(({ words, kind }) => ({ sign: (x: number, y: number) => line(x, y - 9, x, y + 9, `limit ${kind}`), words })),
  ]);
  const top = signs.height + NOTED;
  const bottom = top + rows.length * ROW;
  const scale = TICKS.filter((tick) => tick >= begin && tick <= end).map(
    (tick) => line(xOf(tick), top, xOf(tick), bottom, 'grid') + text(xOf(tick), bottom + 18, duration(tick), 'middle'),
  );
  const drawn = rows.map((row, at) => {
    const y = top + at * ROW + ROW / 2;
    const points = row.marks.flatMap((one) => (one.at === null ? [] : [{ shape: one.shape, x: xOf(one.at) }]));
    const [from, to] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
    return [
      at % 2 === 1 ? rect(0, y - ROW / 2, WIDTH, ROW, 'stripe') : '',
      text(8, y + 4.5, fitted(row.label, LEFT - 16)),
      points.length > 1 ? rect(from, y - 2, to - from, 4, 'stretch') : '',
      ...points.map(({ shape, x }) => mark(shape, x, y)),
      text(WIDTH - 6, y + 4.5, row.note, 'end'),
    ].join('');
  });
  const lines = limits.map(({ at, kind }) => line(xOf(at), top, xOf(at), bottom, `limit ${kind}`));
  return picture(bottom + AXIS, alt, [signs.shapes, text(WIDTH - 6, top - 6, noted, 'end', 'noted'), ...drawn, ...scale, ...lines]);
}
