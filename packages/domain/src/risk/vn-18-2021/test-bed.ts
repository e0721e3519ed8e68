import { existsSync, readFileSync } from 'node:fs';
import { communes } from '../../place/gazetteer.ts';
import type { Unit } from '../../place/place-ref.ts';

/** One cell of a printed table, as the reference gives it: the article, the line's headings, the column's, and the text. */
export type Cell = { article: number; line: string; second: string; column: string; text: string };

/** The written reference that the rulebook is checked against; it stands beside the repository, not in it. */
const REFERENCE = new URL('../../../../../../shared/reference/disaster-risk-levels.md', import.meta.url);

/** The reference's text; null in a clone that has none beside it. */
export const referenceText = (): string | null => (existsSync(REFERENCE) ? readFileSync(REFERENCE, 'utf8') : null);

/** Sections of the reference by article, and how many columns of each of their tables are headings of the line. */
const SECTIONS: readonly [section: string, article: number, headings: Readonly<Record<string, number>>][] = [
  ['4', 42, { Force: 1 }],
  ['5', 43, { Segment: 1 }],
  ['6', 44, { Band: 2 }],
  ['7', 45, { 'Forecast level h': 1, 'Several basins at once (nhiều lưu vực sông)': 1 }],
  ['8', 46, { Case: 2, 'Group (khu vực)': 1 }],
  ['9', 47, { T: 1 }],
  ['10', 48, { W: 2 }],
  ['11', 49, { Isoline: 2 }],
  ['12', 50, { Force: 1 }],
  ['13', 51, { Visibility: 1 }],
  ['14', 52, { 'Extent in the province': 1 }],
  ['15', 53, { T: 2 }],
  ['17', 55, { I: 1 }],
  ['18', 56, { Level: 1 }],
];

/** Every cell of the tables of levels in the reference's text. */
export function cellsIn(text: string): Cell[] {
  return SECTIONS.flatMap(([section, article, headings]) => {
    const from = text.indexOf(`\n## ${section}. `);
    const body = text.slice(from, text.indexOf('\n## ', from + 1)).split('\n### ')[0] ?? '';
    return tablesIn(body).flatMap(([head = [], ...lines]) => {
      const count = headings[head[0] ?? ''];
      // The cases of Article 46 are a key to its table: two headings beside "Case" tell the table itself.
      if (count === undefined || (article === 46 && head[1] === 'Rain in 24 h')) return [];
      return lines.flatMap((cells) =>
        head.slice(count).map((column, index) => ({
          article,
          line: cells[0] ?? '',
          second: count === 2 ? (cells[1] ?? '') : '',
          column,
          text: cells[count + index] ?? '',
        })),
      );
    });
  });
}

function tablesIn(body: string): string[][][] {
  return body
    .split(/\n(?!\|)/)
    .map((block) =>
      block
        .split('\n')
        .filter((line) => line.startsWith('|') && !line.startsWith('|---') && !line.startsWith('| ---'))
        .map((line) =>
          line
            .slice(1, -1)
            .split('|')
            .map((cell) => cell.trim()),
        ),
    )
    .filter((table) => table.length > 1);
}

const DATA = new URL('reference-cells.tsv', import.meta.url);

/** The cells that stand in the repository, transcribed from the reference by {@link cellsIn}. */
export function cellsKept(): Cell[] {
  const [, ...lines] = readFileSync(DATA, 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [article = '', first = '', second = '', column = '', text = ''] = line.split('\t');
    return { article: Number(article), line: first, second, column, text };
  });
}

/** A commune of a former province that is no special zone. */
export function communeIn(former: string): Unit {
  const found = communes().find((one) => one.formerProvince === former && one.type !== 'đặc khu');
  if (found === undefined) throw new Error(`no commune of ${former}`);
  return found.code;
}

const STEP = 0.01;

/**
 * Values in an interval as it is printed: both ends where they belong to it, the nearest values where not, and one between.
 * `lower`: this band gives its lower end to the band below, which is the more cautious one.
 */
export function valuesIn(printed: string, { lower = false, top = 1e3, step = STEP } = {}): number[] {
  const text = printed.replace(/ (days|months|m|and up|and more)\b/g, (_, word: string) => (word.startsWith('and') ? ' up' : '')).trim();
  const between = /^([[(])\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*([\])])$/.exec(text);
  if (between !== null) {
    const [from, to] = [Number(between[2]), Number(between[3])];
    return [between[1] === '(' ? from + step : from, (from + to) / 2, between[4] === ')' ? to - step : to];
  }
  const range = /^(>|more than |above )?(-?[\d.]+)\s*(?:-|to)\s*(-?[\d.]+)$/.exec(text);
  if (range !== null) {
    const [from, to] = [Number(range[2]), Number(range[3])];
    return [range[1] !== undefined || lower ? from + step : from, (from + to) / 2, to];
  }
  const above = /^(?:>|more than |above )(-?[\d.]+)$/.exec(text);
  if (above !== null) return [Number(above[1]) + step, top];
  const below = /^below (-?[\d.]+)$/.exec(text);
  if (below !== null) return [Number(below[1]) - step];
  const up = /^(-?[\d.]+) up$/.exec(text);
  if (up !== null) return [Number(up[1]), top];
  if (/^-?[\d.]+$/.test(text)) return [Number(text)];
  throw new Error(`no interval: ${printed}`);
}
