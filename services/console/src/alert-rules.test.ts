import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const RULES = join(ROOT, 'infra/prometheus');
const promtool = (...args: string[]) => spawnSync('promtool', args, { encoding: 'utf8' });
const missing = process.env['CI'] !== 'true' && promtool('--version').status === null;

test('every alert rule is about metrics that some process defines', () => {
  const rules = readFileSync(join(RULES, 'alerts.yml'), 'utf8');
  const asked = new Set(rules.match(/\bloa_[a-z_]+/g));
  const sources = globSync(['packages/*/src/**/*.ts', 'services/*/src/**/*.ts'], { cwd: ROOT }).filter(
    (path) => !path.endsWith('.test.ts'),
  );
  const defined = new Set(sources.flatMap((path) => readFileSync(join(ROOT, path), 'utf8').match(/(?<=name: ')loa_[a-z_]+/g) ?? []));
  expect(asked.size).toBeGreaterThan(5);
  expect([...asked].filter((name) => !defined.has(name))).toEqual([]);
});

test.skipIf(missing)(
  `alerts fire when they should and not before${missing ? ' (skipped: no promtool; scripts/install-servers.sh installs it)' : ''}`,
  () => {
    const checked = promtool('test', 'rules', join(RULES, 'alerts.test.yml'));
    expect(checked.status, checked.stdout + checked.stderr).toBe(0);
  },
);
