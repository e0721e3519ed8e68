import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodePath } from './prepare.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'services/console/web');
const dist = join(web, 'dist');
const stamp = join(dist, 'sources.sha256');
/** What the screens are built from. */
const SOURCES = ['services/console/web', 'packages/domain/src', 'package-lock.json'];

/** Builds the screens where they are stale or missing. Ends the process where that fails. */
export function buildWeb() {
  const wanted = hashOfSources();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // Not to standard output, which can be the answer of a command.
  console.error('building the screens (once)');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  // Beside the place and then into it: two that build at once do not disturb each other.
  const made = join(dist, String(process.pid));
  const options = ['--configLoader', 'native', '--logLevel', 'warn', '--outDir', made];
  const run = spawnSync(nodePath, [vite, 'build', ...options, web], { cwd: web, stdio: ['ignore', 2, 2] });
  if (run.status !== 0) {
    console.error('the screens could not be built; see above');
    process.exit(1);
  }
  for (const name of ['assets', 'index.html', 'manifest.json']) {
    rmSync(join(dist, name), { recursive: true, force: true });
    renameSync(join(made, name), join(dist, name));
  }
  rmSync(made, { recursive: true });
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
    .filter((file) => !file.startsWith(`${dist}/`) && !file.includes('/node_modules/'))
    .sort();
}
