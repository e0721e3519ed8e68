import type { Level } from '../../bulletin/bulletin.ts';
import type { Condition, Reading, Row, Words } from '../decision-table.ts';

/**
 * How sure the wording of a row is. The signed text could not be opened; `2+`: read in two independent places; `1x2`: the
 * article and the matrix as transcribed by one author agree; `1`: a single source; `conflict`: two readings disagree.
 */
export type Mark = '2+' | '1x2' | '1' | 'conflict';

const STATUS = { '2+': 'confirmed', '1x2': 'provisional', '1': 'provisional', conflict: 'contested' } as const;
const FOUND: Readonly<Record<Mark, string>> = {
  '2+': 'read in two independent places',
  '1x2': 'article and matrix as transcribed by one author',
  '1': 'a single source',
  conflict: 'two transcriptions disagree',
};

/** Makes the rows of one article of the decision. */
export function rowsOf(article: number) {
  return (mark: Mark, level: Level, clause: string, when: Condition, more: { note?: Words; readings?: readonly Reading[] } = {}): Row => ({
    when,
    level: level as Row['level'],
    clause,
    status: STATUS[mark],
    source: `Decision 18/2021/QĐ-TTg, Article ${String(article)} and Appendix XII; ${FOUND[mark]}`,
    ...more,
  });
}

/** The two readings of a contested cell: the article's wording and the appendix's matrix, both as transcribed. */
export function readArticleOrMatrix(article: Level, matrix: Level): readonly Reading[] {
  return [
    { level: article, by: { vi: 'lời văn của điều', en: "the article's wording" } },
    { level: matrix, by: { vi: 'bảng của Phụ lục XII', en: 'the matrix of Appendix XII' } },
  ];
}

/** A row per cell of a line of a matrix; null cells (a dash in print) give no level, so no row. */
export function line(levels: readonly (Level | null)[], row: (level: Level, column: number) => Row): Row[] {
  return levels.flatMap((level, column) => (level === null ? [] : [row(level, column)]));
}
