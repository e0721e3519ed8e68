import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { nodePath } from './prepare.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const web = join(root, 'services/console/web');
const dist = join(web, 'dist');
const stamp = join(dist, 'sources.sha256');
/** What the screens are built from. */
const SOURCES = ['index.html', 'vite.config.ts', 'build', 'src'].map((one) => `services/console/web/${one}`);
const OTHERS = ['packages/domain/src', 'package-lock.json', 'scripts/build-web.js'];
/** A build takes seconds; a lock that is older was left by one that was killed. */
const LOCK_LASTS_MS = 120_000;

/** Builds the screens where they are stale or missing. Ends the process where that fails. */
export function buildWeb() {
  const wanted = hashOfSources();
  const isBuilt = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted;
  if (isBuilt()) return;
  const unlock = lock();
  try {
    if (isBuilt()) return;
    // Not to standard output, which can be the answer of a command.
    console.error('building the screens (once)');
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    const options = ['build', '--configLoader', 'native', '--logLevel', 'warn', web];
    // By the environment of whoever asked first, such as a test, they would be those of development: larger, and slow to type in.
    const env = { ...process.env, NODE_ENV: 'production' };
    const run = spawnSync(nodePath, [vite, ...options], { cwd: web, stdio: ['ignore', 2, 2], env });
    if (run.status !== 0) {
      console.error('the screens could not be built; see above');
      unlock();
      process.exit(1);
    }
    writeFileSync(stamp, wanted);
  } finally {
    unlock();
  }
}

/** Two that start at once build one after the other. Returns what lifts the lock. */
function lock() {
  const path = join(web, 'node_modules/.building');
  mkdirSync(join(web, 'node_modules'), { recursive: true });
  for (;;) {
    try {
      mkdirSync(path);
      return () => rmSync(path, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const since = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
      if (Date.now() - since > LOCK_LASTS_MS) rmSync(path, { recursive: true, force: true });
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
}

function hashOfSources() {
  const hash = createHash('sha256');
  for (const file of [...SOURCES, ...OTHERS].flatMap((one) => filesIn(join(root, one))))
    hash.update(`${file.slice(root.length)}\0`).update(readFileSync(file));
  return hash.digest('hex');
}

function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile() && !/\.test\.tsx?$/.test(one.name))
    .map((one) => join(one.parentPath, one.name))
    .sort();
}
