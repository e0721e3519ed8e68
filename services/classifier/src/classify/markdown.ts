import { markdownTable } from '../markdown-table.ts';
import { agreementTable } from './agreement.ts';
import type { Row } from './classify-line.ts';
import { officialWords } from './print.ts';

/** The generated part of docs/rulebook-agreement.md: the table per hazard, every disagreement, and why the rest was not compared. */
export function asMarkdown(rows: readonly Row[]): string {
  const of = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict);
  const disagreements = of('disagree').map((row) => [
    row.id,
    row.region,
    String(row.computed ?? 'none'),
    row.clause ?? '–',
    officialWords(row.official),
    row.reason,
  ]);
  const reasons = [...Map.groupBy(of('none'), (row) => `${row.hazard}: ${causeOf(row)}`)]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([cause, all]) => [cause, String(all.length)]);
  return [
    '## Agreement per hazard',
    agreementTable(rows),
    '## Disagreements',
    disagreements.length === 0 ? 'None.' : markdownTable(['bulletin', 'region', 'computed', 'clause', 'official', 'by'], disagreements),
    '## Not compared',
    markdownTable(['hazard and reason', 'region-levels'], reasons),
    '',
  ].join('\n\n');
}

const causeOf = ({ reason, official }: Row): string => (official === null ? 'no level announced' : reason);
