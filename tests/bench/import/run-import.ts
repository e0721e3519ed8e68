import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { TEST_ADDRESS_KEYS } from '@loa/testing/addresses';
import { bareEnvironment } from '@loa/testing/servers';
import { instant } from '../clock.ts';
import { peakMemoryOf } from '../installation/peak-memory.ts';
import { processorMsOf } from '../installation/processor-time.ts';

/** As scripts/import.js has it. */
const HEAP = ['--max-old-space-size=128', '--max-semi-space-size=8'];
const MAIN = join(import.meta.dirname, '../../../services/registry/src/import/main.ts');
/** How often the memory is read, milliseconds. */
const LOOK_EVERY_MS = 50;

/** What an import took, from the start of its process to its end. */
export interface Imported {
  readonly seconds: number;
  /** Bytes. */
  readonly peakMemory: number;
  /** Of the process alone, milliseconds. */
  readonly processorMs: number;
  /** What it said at its end. */
  readonly said: string;
}

/** `npm run import` as a process of its own. Rejects with what it said where it failed. */
export async function runImport(
  url: string,
  file: string,
  { profile, name = 'import' }: { profile: string | null; name?: string },
): Promise<Imported> {
  const profiling = profile === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`, `--cpu-prof-name=${name}.cpuprofile`];
  const began = instant();
  const child = spawn(process.execPath, [...HEAP, ...profiling, MAIN, file, '--list', 'bench'], {
    env: { ...bareEnvironment(), DATABASE_URL: url, LOA_ADDRESS_KEYS: TEST_ADDRESS_KEYS },
  });
  let said = '';
  const keep = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-2_000));
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  let [peakMemory, processorMs] = [0, 0];
  const looking = setInterval(() => {
    // Between its end and the news of it there is nothing left to read.
    if (child.pid === undefined || child.exitCode !== null) return;
    peakMemory = Math.max(peakMemory, memoryOf(child.pid));
    processorMs = Math.max(processorMs, processorMsOf(child.pid));
  }, LOOK_EVERY_MS);
  try {
    const [code] = (await once(child, 'close')) as [number | null];
    if (code !== 0) throw new Error(`the import ended with ${String(code)}: ${said}`);
  } finally {
    clearInterval(looking);
  }
  return { seconds: (instant() - began) / 1_000, peakMemory, processorMs, said: said.trim() };
}

function memoryOf(pid: number): number {
  try {
    return peakMemoryOf([pid]);
  } catch {
    return 0;
  }
}
