import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MAIN = new URL('main.ts', import.meta.url).pathname;
const run = (...argv: string[]) => spawnSync(process.execPath, [MAIN, ...argv], { encoding: 'utf8' });
const good = JSON.stringify({
  id: 'fog-1',
  hazard: 'fog',
  issued_at: '2025-12-01',
  regions: ['Hà Nội'],
  parameters: { visibility_m: 40 },
  official_levels: [{ region: 'Hà Nội', level: 1 }],
});

test('bad lines are named on standard error and end with status 1; the others are classified, as JSON lines and nothing else', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'classify-')), 'lines.jsonl');
  writeFileSync(file, `${good}\n{"id":\n\n${good.replace('"level":1', '"level":9')}\n${good}`);
  const { status, stdout, stderr } = run(file, '--json');
  expect(status).toBe(1);
  expect(stderr.trim().split('\n')).toEqual([
    expect.stringMatching(/^line 2: not JSON/),
    'line 4: official_levels.0.level: expected a level from 0 to 5',
  ]);
  const rows = stdout
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Record<string, unknown>);
  expect(rows).toHaveLength(2);
  expect(Object.keys(rows[0]!)).toEqual(['id', 'hazard', 'region', 'places', 'computed', 'clause', 'reason', 'official', 'verdict']);
});

test('without a file, with one that is not there, or with an unknown flag: status 1 and a word', () => {
  expect([run().status, run().stderr]).toEqual([1, expect.stringContaining('usage')]);
  expect([run('/nowhere.jsonl').status, run('/nowhere.jsonl').stderr]).toEqual([1, expect.stringContaining('cannot be read')]);
  expect([run('x', '--yaml').status, run('x', '--yaml').stdout]).toEqual([1, '']);
});

test('for people: a line per region and a table per hazard', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'classify-')), 'lines.jsonl');
  writeFileSync(file, good);
  const { status, stdout } = run(file);
  expect(status).toBe(0);
  expect(stdout).toMatch(/^fog-1 · fog · Hà Nội: /);
  expect(stdout).toMatch(/\| all +\| +1 \|/);
});
