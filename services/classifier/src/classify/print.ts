import { agreementTable } from './agreement.ts';
import type { Row } from './classify-line.ts';

/** Rows as people read them: a line each, and the table per hazard. */
export function asText(rows: readonly Row[]): string {
  return `${rows.map(textOf).join('\n')}\n\n${agreementTable(rows)}\n`;
}

/** Rows as JSON lines. */
export function asJson(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

function textOf({ id, hazard, region, computed, clause, reason, official, verdict }: Row): string {
  const level =
    computed === null
      ? `no level (${reason})`
      : `level ${String(computed)}, Article ${articleOf(clause)}, clause ${clause ?? ''} (${reason})`;
  return `${id} · ${hazard} · ${region}: ${level}; official ${officialWords(official)}: ${verdict}`;
}

const articleOf = (clause: string | null): string => clause?.split('.')[0] ?? '';

/** An official level in words. */
export function officialWords(official: Row['official']): string {
  if (official === null) return 'none';
  return typeof official === 'number' ? String(official) : official.join('-');
}
