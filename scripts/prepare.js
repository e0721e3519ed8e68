import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The Node that runs Loa: version 24, a devDependency. */
export const nodePath = `${root}node_modules/.bin/node`;

/** Modules are compiled once for all processes, which start with half the processor time then. */
export const compiled = { NODE_COMPILE_CACHE: `${root}.cache/compiled` };

/** Installs what is missing or stale. Ends the process with a clear word where it cannot. */
export function prepare() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20)
    stop(
      `Loa's scripts need Node 20 or newer to start; this is ${process.version}. (Loa itself then runs on the Node 24 that it installs.)`,
    );
  if (isInstalled()) return;
  // Not to standard output, which can be the answer of a command.
  console.error('installing dependencies (once)');
  const install = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdio: ['inherit', 2, 'inherit'] });
  if (install.error !== undefined) stop(`npm could not be run: ${install.error.message}`);
  if (install.status !== 0) stop('npm ci failed; see above');
  if (!existsSync(nodePath)) stop('Node 24 could not be installed (npm package "node"): is its install script allowed?');
}

/** Brings what is missing, runs a program of the project, given by its path from the project's folder, and ends as it ends. */
export function run(main, { given = process.argv.slice(2), flags = [], env = process.env } = {}) {
  prepare();
  const { status } = spawnSync(nodePath, [...flags, main, ...given], { stdio: 'inherit', cwd: root, env: { ...compiled, ...env } });
  process.exit(status ?? 1);
}

/** A path as it is meant from where the command was given. */
export const fromHere = (path) => resolve(process.env.INIT_CWD ?? '.', path);

/** npm keeps what it installed in node_modules/.package-lock.json: the same packages as in package-lock.json, or not. */
function isInstalled() {
  if (!existsSync(nodePath)) return false;
  try {
    const wanted = packagesOf('package-lock.json');
    const present = packagesOf('node_modules/.package-lock.json');
    return Object.entries(wanted).every(
      ([path, one]) => path === '' || one.optional || !path.startsWith('node_modules/') || present[path]?.version === one.version,
    );
  } catch {
    return false;
  }
}

const packagesOf = (file) => JSON.parse(readFileSync(root + file, 'utf8')).packages;

function stop(message) {
  console.error(message);
  process.exit(1);
}
