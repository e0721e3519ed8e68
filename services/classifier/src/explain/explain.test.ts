import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { RULEBOOKS, VN } from './test-bed.ts';
import { expect, test } from 'vitest';
import { explain } from './explain.ts';
import { rulebookPage } from './rulebook-page.ts';

const MAIN = new URL('main.ts', import.meta.url).pathname;

test('docs/rulebook.md is what the data say', () => {
  const page = readFileSync(new URL('../../../../docs/rulebook.md', import.meta.url), 'utf8');
  expect(page).toBe(rulebookPage(RULEBOOKS));
});

test('every row of a table is printed in both languages with its clause, status and note', () => {
  for (const table of VN.tables) {
    const text = explain(VN, table.hazards[0]!);
    for (const row of table.rows) {
      expect(text).toContain(` ${row.clause} `);
      if (row.note !== undefined) expect([text.includes(row.note.vi), text.includes(row.note.en)]).toEqual([true, true]);
    }
    expect(text.split('\n').filter((line) => line.startsWith('| '))).toHaveLength(2 * (table.rows.length + 2));
  }
});

test('a contested hazard prints its readings, a hazard without a table says so', () => {
  expect(explain(VN, 'forest-fire')).toContain('contested, gives no level');
  expect(explain(VN, 'high-tide')).toContain('no table of risk levels');
});

test('the command prints a table; an unknown hazard is an error with the list', () => {
  const fog = execFileSync(process.execPath, [MAIN, 'fog'], { encoding: 'utf8' });
  expect(fog).toMatch(/Điều 51[\s\S]*Article 51/);
  const unknown = spawnSync(process.execPath, [MAIN, 'locusts'], { encoding: 'utf8' });
  expect([unknown.status, unknown.stdout]).toEqual([1, '']);
  expect(unknown.stderr).toMatch(/"locusts" is an unknown hazard; expected one of: storm, /);
});
