import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLogger, type Logger } from '@loa/runtime';

/** Name of the environment variable that holds the folder of the run's logs; set by tests/setup/real-servers.ts. */
export const TEST_LOGS = 'TEST_LOG_DIR';

/** A logger for what a test runs in its own process: every line goes to the run's logs, which are searched when the run has ended. */
export function testLogger(service: string): Logger {
  if (process.env[TEST_LOGS] === undefined) return createLogger({ service, level: 'silent' });
  return createLogger({ service, level: 'trace', destination: { write: (line) => keepLog(`${service}-${process.pid}`, line) } });
}

/** Adds what a process under test has written to the run's logs; one `name` for each process, so that no line is torn. */
export function keepLog(name: string, text: string | Uint8Array): void {
  const folder = process.env[TEST_LOGS];
  if (folder !== undefined) appendFileSync(join(folder, `${name}.log`), text);
}
