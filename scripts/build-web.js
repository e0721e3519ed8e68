import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodePath } from './prepare.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'services/console/web');
const stamp = join(web, 'dist/sources.sha256');
/** What the screens are built from. */
const SOURCES = ['services/console/web', 'packages/domain/src', 'package-lock.json'];

/** Builds the screens where they are stale or missing; `force`: in any case. Ends the process where that fails. */
export function buildWeb({ force = false } = {}) {
  const wanted = hashOfSources();
  if (!force && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // Not to standard output, which can be the answer of a command.
  console.error('building the screens (once)');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const run = spawnSync(nodePath, [vite, 'build', '--configLoader', 'native', '--logLevel', 'warn', web], {
    cwd: web,
    stdio: ['ignore', 2, 2],
  });
  if (run.status !== 0) {
    console.error('the screens could not be built; see above');
    process.exit(1);
  }
  writeFileSync(stamp, wanted);
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((one) => filesIn(join(root, one))))
    hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path) {
  if (path.endsWith('.json')) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && !/\.test\.tsx?$/.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .filter((file) => !file.startsWith(join(web, 'dist/')) && !file.includes('/node_modules/'))
    .sort();
}
