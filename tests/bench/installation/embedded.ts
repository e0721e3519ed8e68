import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { bareEnvironment } from '@loa/testing/servers';
import { embeddedLog } from '@loa/adapters/embedded';
import { type Database, migrate, openPglite } from '@loa/adapters/postgres';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { rawCapture } from '../raw/raw-channel.ts';
import type { Installation, InstallationOptions, LogTopics } from './installation.ts';
import { peakMemoryOf } from './peak-memory.ts';
import { publishAt } from './publish.ts';

const MAIN = join(import.meta.dirname, 'embedded-main.ts');
const started = z.object({ url: z.string(), key: z.string() });

/** Loa in one process on embedded engines (embedded-main.ts); the raw log is another embedded database, in this process. */
export async function embedded({ register, profile, with: asked = [] }: InstallationOptions): Promise<Installation> {
  const folder = mkdtempSync(join(tmpdir(), 'loa-bench-'));
  const flags = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...flags, MAIN], {
    env: {
      ...bareEnvironment(),
      LOA_DATA_DIR: join(folder, 'data'),
      LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS,
      LOA_LOG_LEVEL: 'error',
      LOA_OUTLETS_ALLOW_PRIVATE: asked.includes('outlets') ? 'yes' : '',
      BENCH_REGISTER: JSON.stringify(register),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  const kill = (): void => void child.kill('SIGKILL');
  process.once('exit', kill);
  const line = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    gone.then(() => Promise.reject(new Error('the embedded installation ended at its start'))),
  ]);
  const { url, key } = started.parse(JSON.parse(String(line[0])));
  const cleanUps: (() => Promise<void>)[] = [];
  const ask = async (method: 'GET' | 'POST', path: string, body: object = {}): Promise<unknown> => {
    const post = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${url}/bench/${path}`, { method, signal: AbortSignal.timeout(60_000), ...(method === 'POST' ? post : {}) });
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
  const rawDatabase = async (): Promise<Database> => {
    const db = await openPglite({ dataDir: join(folder, 'raw') });
    cleanUps.unshift(() => db.close());
    await migrate(db);
    return db;
  };
  return {
    named: [`PGlite ${pgliteVersion()} (database, log, claims, limits; data directory in ${tmpdir()})`, 'capture channels'],
    publish: (bulletin) => publishAt(url, key, bulletin),
    firstArrival: async () => z.object({ at: z.number() }).parse(await ask('GET', 'first')).at,
    arrived: async () => z.object({ count: z.number() }).parse(await ask('GET', 'count')).count,
    clear: async () => void (await ask('POST', 'clear')),
    url: () => url,
    query: async <Row extends object>(text: string, parameters: readonly unknown[] = []) =>
      (await ask('POST', 'query', { text, parameters })) as Row[],
    peakMemory: () => peakMemoryOf([child.pid ?? 0]),
    memoryOfEach: () => ({ standalone: peakMemoryOf([child.pid ?? 0]) }),
    async rawLog(topics: LogTopics) {
      const log = embeddedLog(await rawDatabase(), { topics: topics.map((topic) => ({ ...topic, schema: z.unknown() })) });
      cleanUps.unshift(() => log.close());
      return log;
    },
    rawDatabase,
    rawChannel: async (name, messages) => rawCapture(name, messages),
    async stop() {
      for (const cleanUp of cleanUps) await cleanUp();
      child.kill('SIGTERM');
      await gone;
      process.off('exit', kill);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function pgliteVersion(): string {
  const manifest = join(dirname(createRequire(import.meta.url).resolve('@electric-sql/pglite')), '../package.json');
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8'))).version;
}
