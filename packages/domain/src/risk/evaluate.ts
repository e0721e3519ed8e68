import type { Verdict } from './assessment.ts';
import type { Condition, DecisionTable, Fact, Facts, Interval, Row } from './decision-table.ts';

type Test = 'met' | 'failed' | 'unknown';

/**
 * What a table says of these facts. The highest row that is surely met decides; with none, a fact that could still
 * decide is named as missing; otherwise the facts lie below the thresholds, which is no level, not level 1.
 */
export function evaluate(table: DecisionTable, facts: Facts): Verdict {
  const tested = table.rows.map((row) => ({ row, test: testRow(table, row, facts) }));
  const best = highest(tested.filter(({ test }) => test === 'met').map(({ row }) => row));
  if (best !== undefined) return verdictOf(table, best, facts);
  const open = tested.filter(({ test }) => test === 'unknown').map(({ row }) => row);
  const missing = table.facts.filter((name) => facts[name] === undefined && open.some((row) => row.when[name] !== undefined));
  const [first] = missing;
  if (first === undefined) return { kind: 'none', reason: 'below-thresholds' };
  const values = missing.length === 1 ? table.closed[first] : undefined;
  return whateverTheValue(table, facts, first, values ?? []) ?? { kind: 'none', reason: `parameter-missing: ${first}` };
}

/** The verdict when every value that a missing fact can take gives the same level; undefined when they differ. */
function whateverTheValue(table: DecisionTable, facts: Facts, name: string, values: readonly Fact[]): Verdict | undefined {
  const verdicts = values.map((value) => evaluate(table, { ...facts, [name]: { ...value, vi: '', en: '' } }));
  const [first] = verdicts;
  return verdicts.every((one) => levelOf(one) === levelOf(first)) ? first : undefined;
}

const levelOf = (verdict: Verdict | undefined) => (verdict?.kind === 'level' ? verdict.level : null);

function testRow(table: DecisionTable, row: Row, facts: Facts): Test {
  const tests = Object.entries(row.when).map(([name, wanted]): Test => {
    const fact = facts[name];
    if (fact === undefined) return table.alternatives.includes(name) ? 'failed' : 'unknown';
    return meets(fact.value, wanted) ? 'met' : 'failed';
  });
  if (tests.includes('failed')) return 'failed';
  return tests.includes('unknown') ? 'unknown' : 'met';
}

function meets(value: number | string, wanted: Condition[string]): boolean {
  if (isWords(wanted)) return typeof value === 'string' && wanted.includes(value);
  return typeof value === 'number' && within(value, wanted);
}

const isWords = (wanted: Condition[string]): wanted is readonly string[] => Array.isArray(wanted);

function within(value: number, { min, over, max, under }: Interval): boolean {
  if (min !== undefined && value < min) return false;
  if (over !== undefined && value <= over) return false;
  if (max !== undefined && value > max) return false;
  return under === undefined || value < under;
}

function highest(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>((best, row) => (best === undefined || row.level > best.level ? row : best), undefined);
}

function verdictOf(table: DecisionTable, row: Row, facts: Facts): Verdict {
  if (row.status === 'contested') return { kind: 'none', reason: 'contested' };
  const met = Object.keys(row.when).flatMap((name) => facts[name] ?? []);
  const words = (language: 'vi' | 'en') =>
    met
      .map((fact) => fact[language])
      .filter(Boolean)
      .join(', ');
  const { level, clause, status } = row;
  return { kind: 'level', level, article: table.article, clause, status, met: { vi: words('vi'), en: words('en') } };
}
