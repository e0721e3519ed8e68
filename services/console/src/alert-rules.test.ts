import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const ROOT = join(import.meta.dirname, '../../..');
const RULES = join(ROOT, 'infra/prometheus');
const promtool = (...args: string[]) => spawnSync('promtool', args, { encoding: 'utf8' });
const missing = process.env['CI'] !== 'true' && promtool('--version').status === null;

const dashboard = z.object({
  panels: z.array(z.object({ title: z.string(), targets: z.array(z.object({ expr: z.string() })) })),
});
const panels = dashboard.parse(JSON.parse(readFileSync(join(ROOT, 'infra/grafana/loa.json'), 'utf8'))).panels;
const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));

test('alert rules and panels are about metrics that some process defines', () => {
  const sources = globSync(['packages/*/src/**/*.ts', 'services/*/src/**/*.ts'], { cwd: ROOT }).filter(
    (path) => !path.endsWith('.test.ts'),
  );
  const defined = new Set(sources.flatMap((path) => readFileSync(join(ROOT, path), 'utf8').match(/(?<=')loa_[a-z_]+(?=')/g) ?? []));
  for (const asking of [readFileSync(join(RULES, 'alerts.yml'), 'utf8'), expressions.join('\n')]) {
    const asked = new Set([...(asking.match(/\bloa_[a-z_]+/g) ?? [])].map((name) => name.replace(/_bucket$/, '')));
    expect(asked.size).toBeGreaterThan(5);
    expect([...asked].filter((name) => !defined.has(name))).toEqual([]);
  }
});

test.skipIf(missing)(
  `alerts fire when they should and not before${missing ? ' (skipped: no promtool; scripts/install-servers.sh installs it)' : ''}`,
  () => {
    const checked = promtool('test', 'rules', join(RULES, 'alerts.test.yml'));
    expect(checked.status, checked.stdout + checked.stderr).toBe(0);
  },
);

test.skipIf(missing)(`what panels ask is read by Prometheus${missing ? ' (skipped: no promtool)' : ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'loa-panels-'));
  try {
    const rules = expressions.map((expr, at) => ({ record: `panel:${at}`, expr }));
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ groups: [{ name: 'panels', rules }] }));
    const checked = promtool('check', 'rules', join(folder, 'rules.json'));
    expect(checked.status, checked.stdout + checked.stderr).toBe(0);
    expect(checked.stdout).toContain(`${expressions.length} rules found`);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
