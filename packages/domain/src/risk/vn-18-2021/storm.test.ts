import { describe, expect, test } from 'vitest';
import { communes, seaAreas } from '../../place/gazetteer.ts';
import { evaluate } from '../evaluate.ts';
import { stormTable } from './storm.ts';

const WINDOW = { from: '2025-11-06T00:00:00.000Z', to: '2025-11-07T00:00:00.000Z' };
const at = (unit: string, windForce?: number | [number, number]) =>
  evaluate(stormTable, stormTable.read(windForce === undefined ? {} : { windForce }, WINDOW)(unit) ?? {});
const levelAt = (unit: string, windForce: number) => {
  const verdict = at(unit, windForce);
  return verdict.kind === 'level' ? verdict.level : verdict.reason;
};

// Appendix XII's matrix, typed from the reference and not from the rows: forces, then the level per column.
const COLUMNS = ['east sea', 'coast, north and centre', 'Nam Trung Bộ', 'Nam Bộ', 'Tây Bắc, Việt Bắc, Tây Nguyên'];
const MATRIX: [number[], number[]][] = [
  [
    [6, 7, 8, 9],
    [3, 3, 3, 3, 3],
  ],
  [
    [10, 11],
    [3, 3, 3, 4, 3],
  ],
  [
    [12, 13],
    [3, 4, 4, 5, 4],
  ],
  [
    [14, 15],
    [4, 4, 5, 5, 5],
  ],
  [
    [16, 17],
    [4, 5, 5, 5, 5],
  ],
];
// Units of each column but the last, typed by hand: gulfs and islands in the first, special zones of the coast in the others.
const UNITS: string[][] = [
  ['bac-bien-dong', 'nam-bien-dong', 'bac-vinh-bac-bo', 'vinh-thai-lan', 'hoang-sa', 'truong-sa', '20333', '22736'],
  ['gia-lai-dak-lak', 'quang-tri-quang-ngai', 'ca-mau-an-giang', '00004', '21548', '20434', '19742', '06994', '11914'],
  ['21583', '23272'],
  ['26732', '31078', '31105'],
];

describe('every cell of the matrix of Article 42', () => {
  for (const [forces, levels] of MATRIX)
    for (const force of forces)
      test.each(COLUMNS.slice(0, 4).map((column, index) => [force, column, levels[index], UNITS[index] ?? []] as const))(
        'force %i, %s: level %i',
        (_force, _column, level, units) => {
          expect(units.map((unit) => levelAt(unit, force))).toEqual(units.map(() => level));
        },
      );
});

test.each(
  ['00901', '03127', '23293', '24133'].flatMap((unit) =>
    MATRIX.flatMap(([forces, levels]) => forces.map((force) => [unit, force, levels[4]] as const)),
  ),
)('highlands: %s at force %i is level %i', (unit, force, level) => {
  expect(levelAt(unit, force)).toBe(level);
});

test('below force 6 there is no level, and that is not level 1', () => {
  for (const unit of ['bac-bien-dong', '00004', '21583', '26732', '23293']) {
    expect(at(unit, 5)).toEqual({ kind: 'none', reason: 'below-thresholds' });
    expect(at(unit, 0)).toEqual({ kind: 'none', reason: 'below-thresholds' });
  }
});

test('no value between two whole forces falls through the table', () => {
  expect(levelAt('26732', 9.9)).toBe(3);
  expect(levelAt('26732', 11.5)).toBe(4);
  expect(levelAt('21583', 13.9)).toBe(4);
  expect(levelAt('00004', 15.9)).toBe(4);
});

test('clauses follow the clause map', () => {
  const clause = (unit: string, force: number) => {
    const verdict = at(unit, force);
    return verdict.kind === 'level' ? verdict.clause : null;
  };
  expect([clause('nam-bien-dong', 7), clause('21583', 11), clause('nam-bien-dong', 13)]).toEqual(['42.1.a', '42.1.b', '42.1.c']);
  expect([clause('26732', 10), clause('21583', 12), clause('21548', 14), clause('bac-bien-dong', 16)]).toEqual([
    '42.2.a',
    '42.2.b',
    '42.2.c',
    '42.2.d',
  ]);
  expect([clause('26732', 12), clause('21583', 15), clause('21548', 16)]).toEqual(['42.3.a', '42.3.b', '42.3.c']);
});

test('the upper end of a range decides, and the verdict says what met the row', () => {
  expect(at('21583', [12, 14])).toEqual({
    kind: 'level',
    level: 5,
    article: 42,
    clause: '42.3.b',
    status: 'confirmed',
    row: {
      vi: 'gió cấp từ 14 đến dưới 16; đất liền Nam Trung Bộ, đất liền Nam Bộ, Tây Bắc, Việt Bắc, Tây Nguyên',
      en: 'wind force from 14 to below 16; land, Nam Trung Bo, land, Nam Bo, Tay Bac, Viet Bac, Tay Nguyen',
    },
    met: { vi: 'gió cấp 14, đất liền Nam Trung Bộ', en: 'wind force 14, land, Nam Trung Bo' },
    figures: { vi: 'gió cấp 14', en: 'wind force 14' },
  });
});

test('without a wind force the parameter is named; gusts do not stand in for it', () => {
  expect(at('21583')).toEqual({ kind: 'none', reason: 'parameter-missing: windForce' });
  expect(evaluate(stormTable, stormTable.read({ gustForce: 17 }, WINDOW)('21583') ?? {})).toEqual({
    kind: 'none',
    reason: 'parameter-missing: windForce',
  });
});

test('every commune and every sea area that is a unit has a column', () => {
  const units = [...communes().map((one) => one.code), ...seaAreas().flatMap((one) => (one.kind === 'composite' ? [] : [one.id]))];
  expect(units.filter((unit) => levelAt(unit, 8) !== 3)).toEqual([]);
});
