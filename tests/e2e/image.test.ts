import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'loa-image-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What the first stage of the image copies from the project. */
function copied(): string[] {
  const [, screens = ''] = readFileSync(join(ROOT, 'infra/docker/Dockerfile'), 'utf8').split(/^FROM /m);
  return [...screens.matchAll(/^COPY (.+) \S+$/gm)].flatMap(([, sources = '']) => sources.split(' '));
}

test('the image has everything that the screens are built from', () => {
  const isSource = (path: string): boolean => !['node_modules', 'dist'].includes(basename(path));
  for (const source of copied()) cpSync(join(ROOT, source), join(folder, source), { recursive: true, filter: isSource });
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const vite = ['node_modules/vite/bin/vite.js', 'build', '--configLoader', 'native', 'services/console/web'];
  const { status, stderr } = spawnSync(process.execPath, vite, { cwd: folder, encoding: 'utf8', timeout: 50_000 });
  expect(status, stderr).toBe(0);
  expect(existsSync(join(folder, 'services/console/web/dist/index.html'))).toBe(true);
});
