import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { agreementOf } from './agreement.ts';
import { classifyLine } from './classify-line.ts';
import { asMarkdown } from './markdown.ts';

const ROOT = new URL('../../../../', import.meta.url);
const lines = readFileSync(new URL('services/classifier/fixtures/bulletins-public.jsonl', ROOT), 'utf8').trimEnd().split('\n');
const rows = lines.flatMap((line) => classifyLine(line));
const page = readFileSync(new URL('docs/rulebook-agreement.md', ROOT), 'utf8');

test('every line of the public corpus is read, with a row per announced level', () => {
  const announced = lines.flatMap((line) => (JSON.parse(line) as { official_levels: unknown[] }).official_levels);
  expect([lines.length, new Set(rows.map((row) => row.id)).size]).toEqual([64, 64]);
  expect(rows).toHaveLength(announced.length);
});

test('of the levels whose parameters suffice at least 95 % agree, and there are enough of them to say so', () => {
  const all = agreementOf(rows).at(-1)!;
  expect(all.agree + all.disagree).toBeGreaterThanOrEqual(35);
  expect(all.agree / (all.agree + all.disagree)).toBeGreaterThanOrEqual(0.95);
});

test('docs/rulebook-agreement.md holds what the command prints, and explains every disagreement', () => {
  expect(page.endsWith(asMarkdown(rows))).toBe(true);
  const explained = page.slice(0, page.indexOf('## Agreement per hazard'));
  for (const row of rows.filter((one) => one.verdict === 'disagree')) expect(explained).toContain(`\`${row.id}\``);
});

test('a verdict is what computed and official levels say: equal agrees, otherwise disagrees, and none compares nothing', () => {
  for (const { computed, official, verdict, reason } of rows) {
    if (verdict === 'none') continue;
    const [low, high] = typeof official === 'number' ? [official, official] : official!;
    expect(computed !== null || reason === 'below-thresholds').toBe(true);
    expect(verdict).toBe(low <= (computed ?? 0) && (computed ?? 0) <= high ? 'agree' : 'disagree');
  }
});

test('without a level there is no clause and always a named reason', () => {
  for (const { computed, clause, reason } of rows) {
    expect(clause === null).toBe(computed === null);
    expect(reason).not.toBe('');
    if (computed === null)
      expect(reason).toMatch(/^(several-hazards: .*|below-thresholds|no-table|parameter-missing: \w+|region-unread: [a-z-]+.*)$/);
  }
});
