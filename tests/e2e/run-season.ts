import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keepLog } from '@loa/testing/logs';
import { bareEnvironment } from '@loa/testing/servers';

const MAIN = join(import.meta.dirname, '../../services/standalone/src/main.ts');
/** People in the registry of these tests. */
export const PEOPLE = 600;

export interface Run {
  readonly status: number | null;
  readonly output: string;
  readonly log: string;
}

/** Replays the season once, in a process of its own, with nothing of this process's environment but the path. */
export function runSeason(env: Record<string, string>, flags: readonly string[]): Promise<Run> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [MAIN, '--once', '--subscribers', String(PEOPLE), ...flags], {
      env: { ...bareEnvironment(), LOA_LOG_LEVEL: 'info', ...env },
    });
    let [output, log] = ['', ''];
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString();
      keepLog(`loa-${child.pid ?? 0}`, chunk);
    });
    child.on('exit', (status) => done({ status, output, log }));
  });
}

/** The rows of the ledger that a run wrote to `out`, without the header; cells in the order of the file. */
export function ledgerOf(out: string): string[][] {
  const text = readFileSync(join(out, 'ledger.csv'), 'utf8').trim();
  return text
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','));
}
