import { z } from 'zod';
import type { Level } from '../bulletin/bulletin.ts';
import type { Verdict } from './assessment.ts';
import type { Condition, DecisionTable, Fact, Facts, Interval, Reading, Row } from './decision-table.ts';
import { rowWords } from './row-words.ts';

type Test = 'met' | 'failed' | 'unknown';
type None = Extract<Verdict, { kind: 'none' }>;

/** Whether provisional rows, whose wording is not confirmed, give levels: `LOA_RULEBOOK_PROVISIONAL`. */
export const provisional = z.enum(['on', 'off'], 'expected on or off');
export type Provisional = z.output<typeof provisional>;

/**
 * What a table says of these facts. The highest row that is surely met decides; with none, a fact that could still
 * decide is named as missing; otherwise the facts lie below the thresholds, which is no level, not level 1.
 * A contested row or fact gives a level only where all its readings come to the same, with the other rows that are met.
 */
export function evaluate(table: DecisionTable, facts: Facts, provisional: Provisional = 'on'): Verdict {
  const disputed = Object.keys(facts).find((name) => facts[name]?.either !== undefined);
  if (disputed !== undefined) return whicheverHolds(table, facts, disputed, provisional);
  const { met, unknown } = testRows(table, facts);
  const counted = provisional === 'on' ? met : met.filter((row) => row.status !== 'provisional');
  const best = highest(counted.filter((row) => row.status !== 'contested'));
  const contested = highest(counted.filter((row) => row.status === 'contested'));
  if (contested !== undefined && contested.level > (best?.level ?? 0)) return contestedBy(contested, best?.level ?? null);
  if (best !== undefined) return verdictOf(table, best, facts);
  if (met.length > 0) return { kind: 'none', reason: 'provisional-off' };
  return missing(table, facts, unknown, provisional);
}

/** A table's rows laid out for testing, made once per table. */
type Compiled = { row: Row; tests: readonly { name: string; wanted: Condition[string]; alternative: boolean }[] }[];
const compiledTables = new WeakMap<DecisionTable, Compiled>();

function compiled(table: DecisionTable): Compiled {
  const known = compiledTables.get(table);
  if (known !== undefined) return known;
  const alternatives = new Set(table.facts.flatMap((fact) => (fact.alternative ? [fact.name] : [])));
  const rows = table.rows.map((row) => ({
    row,
    tests: Object.entries(row.when).map(([name, wanted]) => ({ name, wanted, alternative: alternatives.has(name) })),
  }));
  compiledTables.set(table, rows);
  return rows;
}

function testRows(table: DecisionTable, facts: Facts): { met: Row[]; unknown: Row[] } {
  const met: Row[] = [];
  const unknown: Row[] = [];
  for (const one of compiled(table)) {
    const test = testRow(one, facts);
    if (test === 'met') met.push(one.row);
    else if (test === 'unknown') unknown.push(one.row);
  }
  return { met, unknown };
}

function missing(table: DecisionTable, facts: Facts, open: readonly Row[], provisional: Provisional): Verdict {
  const names = table.facts.filter(({ name }) => facts[name] === undefined && open.some((row) => row.when[name] !== undefined));
  const [first] = names;
  if (first === undefined) return { kind: 'none', reason: 'below-thresholds' };
  const values = names.length === 1 ? (first.values ?? []) : [];
  const verdicts = values.map((value) => evaluate(table, { ...facts, [first.name]: { ...value, vi: '', en: '' } }, provisional));
  const [same] = verdicts;
  const agreed = same !== undefined && verdicts.every((one) => levelOf(one) === levelOf(same));
  return agreed ? same : { kind: 'none', reason: `parameter-missing: ${first.name}` };
}

const levelOf = (verdict: Verdict) => (verdict.kind === 'level' ? verdict.level : verdict.reason);

/** The verdict when every reading of a disputed fact comes to the same; `contested` when they differ. */
function whicheverHolds(table: DecisionTable, facts: Facts, name: string, provisional: Provisional): Verdict {
  const outcomes = (facts[name]?.either ?? []).map((fact) => ({ fact, verdict: evaluate(table, { ...facts, [name]: fact }, provisional) }));
  const [first] = outcomes;
  if (first === undefined) throw new Error(`the disputed fact ${name} has no readings`);
  if (outcomes.every(({ verdict }) => levelOf(verdict) === levelOf(first.verdict))) return first.verdict;
  const open = outcomes.find(({ verdict }) => verdict.kind === 'none' && verdict.reason !== 'below-thresholds');
  if (open !== undefined) return open.verdict;
  const readings = outcomes.map(({ fact, verdict }) => ({
    level: verdict.kind === 'level' ? verdict.level : null,
    by: { vi: fact.vi, en: fact.en },
  }));
  return { kind: 'none', reason: 'contested', readings };
}

/** `sure`: the level of the highest row beside it that is not contested, below which no reading can fall. */
function contestedBy(row: Row, sure: Level | null): None {
  const raised = ({ level, by }: Reading) => ({ level: sure === null ? level : Math.max(sure, level ?? 0), by });
  return { kind: 'none', reason: 'contested', readings: (row.readings ?? []).map(raised) };
}

function testRow({ tests }: Compiled[number], facts: Facts): Test {
  let test: Test = 'met';
  for (const { name, wanted, alternative } of tests) {
    const fact = facts[name];
    if (fact !== undefined) {
      if (!meets(fact, wanted)) return 'failed';
    } else if (alternative) return 'failed';
    else test = 'unknown';
  }
  return test;
}

function meets({ value }: Fact, wanted: Condition[string]): boolean {
  if (typeof value === 'number') return !isWords(wanted) && within(value, wanted);
  if (!isWords(wanted)) return false;
  return typeof value === 'string' ? wanted.includes(value) : value.some((one) => wanted.includes(one));
}

const isWords = (wanted: Condition[string]): wanted is readonly string[] => Array.isArray(wanted);

function within(value: number, { min, over, max, under }: Interval): boolean {
  if (min !== undefined && value < min) return false;
  if (over !== undefined && value <= over) return false;
  if (max !== undefined && value > max) return false;
  return under === undefined || value < under;
}

/** Of rows of one level the surer decides, then the earlier. */
function highest(rows: readonly Row[]): Row | undefined {
  const surer = (row: Row, best: Row) => row.status === 'confirmed' && best.status !== 'confirmed';
  return rows.reduce<Row | undefined>(
    (best, row) => (best === undefined || row.level > best.level || (row.level === best.level && surer(row, best)) ? row : best),
    undefined,
  );
}

function verdictOf(table: DecisionTable, row: Row, facts: Facts): Verdict {
  const names = Object.keys(row.when);
  const ofPlaces = new Set(table.facts.filter(({ ofPlace }) => ofPlace).map(({ name }) => name));
  const wordsOf = (of: readonly string[]) => {
    const met = of.flatMap((name) => facts[name] ?? []);
    const words = (language: 'vi' | 'en') =>
      met
        .map((fact) => fact[language])
        .filter(Boolean)
        .join(', ');
    return { vi: words('vi'), en: words('en') };
  };
  const { level, clause, status } = row;
  return {
    kind: 'level',
    level,
    article: table.article,
    clause,
    status,
    row: wordsOfRow(table, row),
    met: wordsOf(names),
    figures: wordsOf(names.filter((name) => !ofPlaces.has(name))),
  };
}

const rowsInWords = new WeakMap<Row, { vi: string; en: string }>();

function wordsOfRow(table: DecisionTable, row: Row): { vi: string; en: string } {
  const known = rowsInWords.get(row) ?? { vi: rowWords(table, row, 'vi'), en: rowWords(table, row, 'en') };
  rowsInWords.set(row, known);
  return known;
}
