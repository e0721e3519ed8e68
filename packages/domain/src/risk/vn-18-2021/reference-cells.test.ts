import { describe, expect, test } from 'vitest';
import { bulletin, type Hazard, HAZARDS, hazardIds } from '../../bulletin/index.ts';
import { assess } from '../assess.ts';
import { type Case, CASES } from './printed-cases-test-bed.ts';
import { cellsIn, cellsKept, referenceText } from './test-bed.ts';

const WINDOW = { from: '2025-11-06T00:00:00.000Z', to: '2025-11-07T00:00:00.000Z' };
const TYPE: Partial<Record<Hazard, string>> = { storm: 'emergency', earthquake: 'report', tsunami: 'warning-1' };

/** The level, or the reason why there is none, through the bulletin's schema and the whole assessment. */
function said(hazard: Hazard, { unit, parameters }: Case): string {
  const place = /^\d{5}$/.test(unit) ? { kind: 'commune', code: unit } : { kind: 'sea-area', id: unit };
  const given = {
    issuer: 'nchmf',
    family: 'family',
    event: { id: 'event' },
    hazard,
    type: TYPE[hazard] ?? 'warning',
    sequence: 1,
    finishedAt: WINDOW.from,
    status: 'Test',
    scope: 'full',
    areas: [{ places: [place], window: WINDOW, parameters }],
  };
  const result = assess(bulletin.parse(given));
  if (!result.ok) throw new Error(result.reason);
  const verdict = result.assessment.areas.find((area) => area.units.includes(unit))?.verdict;
  if (verdict?.kind === 'level') return `${String(verdict.level)} by Article ${String(verdict.article)}`;
  const readings = (verdict?.readings ?? []).map((one) => one.level).toSorted();
  return [verdict?.reason ?? 'no verdict', ...readings].join(' ');
}

const hazardOf = (article: number): Hazard => hazardIds.find((id) => HAZARDS[id].article === article) ?? 'other';

/** What the print says, as {@link said} would. */
function printed(article: number, text: string): string {
  const plain = text.replaceAll('*', '').replace(/ \(.*\)$/, '');
  const conflict = /^(\d) or (\d)/.exec(plain);
  if (conflict !== null) return ['contested', ...conflict.slice(1).toSorted()].join(' ');
  return plain === '-' ? 'below-thresholds' : `${plain} by Article ${String(article)}`;
}

describe('every cell of the printed tables', () => {
  const all = cellsKept();
  const cells = all.filter((cell) => (CASES[cell.article]?.(cell) ?? []).length > 0);
  test.each(cells)('Article $article, $line $second, $column: $text', (cell) => {
    for (const one of CASES[cell.article]?.(cell) ?? []) {
      const expected = one.expected ?? cell.text;
      const answer = said(hazardOf(cell.article), one);
      if (expected.startsWith('!')) expect(Number.parseInt(answer)).toBeLessThan(Number(expected.slice(1)));
      else expect([one, answer]).toEqual([one, printed(cell.article, expected)]);
    }
  });

  test('none is left out but the lists of groups, heights and clauses, and the wording that was not seen', () => {
    const left = all.filter((cell) => !cells.includes(cell));
    expect(new Set(left.map((cell) => `${String(cell.article)} ${cell.column}`))).toEqual(
      new Set(['45 Level', '45 Clause', '45 Status', '46 Old provinces', '56 Wave height, m']),
    );
    expect(left.filter((cell) => cell.column === 'Level').map((cell) => [cell.line, cell.text])).toEqual([
      ['the matching raise to level 3', '3'],
    ]);
  });
});

test.skipIf(referenceText() === null)('the cells kept here are those of the reference that stands beside the repository', () => {
  expect(cellsKept()).toEqual(cellsIn(referenceText() ?? ''));
});
