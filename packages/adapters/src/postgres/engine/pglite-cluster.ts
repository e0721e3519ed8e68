import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { PGlite } from '@electric-sql/pglite';

/**
 * Opens the cluster in `dataDir`, made where missing, or one in memory. A cluster is made under another name and renamed
 * when whole, so that a process killed meanwhile leaves nothing that looks like one.
 */
export async function openCluster(dataDir: string): Promise<PGlite> {
  if (dataDir === 'memory') return make(undefined);
  const cluster = join(dataDir, 'pg');
  if (!existsSync(cluster)) {
    const making = join(dataDir, 'pg.making');
    rmSync(making, { recursive: true, force: true });
    await (await make(making)).close();
    renameSync(making, cluster);
  }
  return ready(new PGlite(cluster));
}

async function ready(engine: PGlite): Promise<PGlite> {
  await engine.waitReady;
  return engine;
}

/** A new cluster: initdb takes 5 s of processor time, so its result is kept in the cache folder and copied from then on. */
async function make(folder: string | undefined): Promise<PGlite> {
  const at = folder === undefined ? {} : { dataDir: folder };
  const kept = keptAt();
  if (existsSync(kept)) return ready(new PGlite({ ...at, loadDataDir: new Blob([readFileSync(kept)]) }));
  const engine = await ready(new PGlite(at));
  await keep(engine, kept).catch(() => undefined);
  return engine;
}

function keptAt(): string {
  const manifest = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '../package.json');
  const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
  const cache = process.env['LOA_CACHE_DIR'] ?? resolve(import.meta.dirname, '../../../../../.cache');
  return join(cache, `pglite-${version}.tar`);
}

/** Written beside and renamed: whoever starts at the same time sees all of it or none. */
async function keep(engine: PGlite, kept: string): Promise<void> {
  const bytes = new Uint8Array(await (await engine.dumpDataDir('none')).arrayBuffer());
  const part = `${kept}.${process.pid}.${performance.now()}`;
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(part, bytes);
  renameSync(part, kept);
}
