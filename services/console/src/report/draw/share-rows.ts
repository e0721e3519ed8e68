import { fitted, LEFT, legend, line, picture, rect, RIGHT, ROW, text, WIDTH } from './svg.ts';

/** How a part of a bar looks; each with a pattern of its own. */
export type PartKind = 'good' | 'fair' | 'late' | 'bad' | 'open' | 'held';

export interface SharePicture {
  readonly alt: string;
  /** What the notes of the rows are. */
  readonly noted: string;
  readonly parts: readonly { readonly kind: PartKind; readonly words: string }[];
  /** `values` beside `parts`; `note` at the right end. */
  readonly rows: readonly { readonly label: string; readonly values: readonly number[]; readonly note: string }[];
  /** `whole`: every row as long as the others; `most`: the row with the most is the longest. */
  readonly scale: 'whole' | 'most';
}

/** The patterns that the classes of parts are filled with; once in a document. */
export const PATTERNS = `<svg class="patterns" aria-hidden="true" width="0" height="0"><defs>${(
  [
    ['fair', '<path d="M0 6L6 0M-1 1L1-1M5 7L7 5" class="p-line"/>'],
    ['late', '<path d="M0 0L6 6M-1 5L1 7M5-1L7 1" class="p-line"/>'],
    ['bad', '<path d="M0 3H6M3 0V6" class="p-line"/>'],
    ['held', '<path d="M0 3H6" class="p-line"/>'],
    ['open', '<circle cx="3" cy="3" r="1.1" class="p-dot"/>'],
  ] as const
)
  .map(
    ([kind, drawn]) =>
      `<pattern id="p-${kind}" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" class="b-${kind}"/>${drawn}</pattern>`,
  )
  .join('')}</defs></svg>`;

const NOTED = 18;

/** Bars made of parts. */
export function shareRows({ alt, noted, parts, rows, scale }: SharePicture): string {
  const sums = rows.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const most = Math.max(1, ...sums);
  const signs = legend(parts.map(({ kind, words }) => ({ sign: (x, y) => rect(x - 7, y - 7, 14, 14, `part ${kind}`), words })));
  const top = signs.height + NOTED;
  const drawn = rows.map(({ label, values, note }, at) => {
    const y = top + at * ROW;
    const sum = sums[at] ?? 0;
    const unit = sum === 0 ? 0 : (RIGHT - LEFT) / (scale === 'whole' ? sum : most);
    let x = LEFT;
    const bars = values.map((value, nth) => {
      const bar = value === 0 ? '' : rect(x, y + 5, Math.max(value * unit, 1), ROW - 10, `part ${parts[nth]?.kind ?? 'good'}`);
      x += value * unit;
      return bar;
    });
    return [text(8, y + ROW / 2 + 4.5, fitted(label, LEFT - 16)), ...bars, text(WIDTH - 6, y + ROW / 2 + 4.5, note, 'end')].join('');
  });
  const bottom = top + rows.length * ROW;
  return picture(bottom + 8, alt, [
    signs.shapes,
    text(WIDTH - 6, top - 4, noted, 'end', 'noted'),
    line(LEFT, top, LEFT, bottom, 'grid'),
    ...drawn,
  ]);
}
