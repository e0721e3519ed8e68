import { markdownTable } from '../markdown-table.ts';
import type { Row } from './classify-line.ts';

/** Region-levels of a hazard, or of all: how many could be compared, and how many agree. */
export type Agreement = {
  readonly hazard: string;
  readonly lines: number;
  readonly regions: number;
  readonly agree: number;
  readonly disagree: number;
  readonly none: number;
};

/** A row per hazard in order of name, and one for all. */
export function agreementOf(rows: readonly Row[]): Agreement[] {
  const byHazard = [...Map.groupBy(rows, (row) => row.hazard)].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return [...byHazard.map(([hazard, all]) => count(hazard, all)), count('all', rows)];
}

function count(hazard: string, rows: readonly Row[]): Agreement {
  const of = (verdict: Row['verdict']) => rows.filter((row) => row.verdict === verdict).length;
  return {
    hazard,
    lines: new Set(rows.map((row) => row.id)).size,
    regions: rows.length,
    agree: of('agree'),
    disagree: of('disagree'),
    none: of('none'),
  };
}

/** Share of the compared levels that agree, as "97.1 %"; a dash where none was compared. */
export function shareOf({ agree, disagree }: Pick<Agreement, 'agree' | 'disagree'>): string {
  return agree + disagree === 0 ? '–' : `${((100 * agree) / (agree + disagree)).toFixed(1)} %`;
}

/** The table per hazard in Markdown, which reads as text too. */
export function agreementTable(rows: readonly Row[]): string {
  const cells = agreementOf(rows).map((one) =>
    [one.hazard, one.lines, one.regions, one.agree, one.disagree, one.none, shareOf(one)].map(String),
  );
  return markdownTable(['hazard', 'bulletins', 'region-levels', 'agree', 'disagree', 'not compared', 'agreement'], cells);
}
