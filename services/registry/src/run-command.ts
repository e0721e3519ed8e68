import { ConfigError } from '@loa/runtime';

/** Something about what a person gave to a command; its message is for them. */
export class CommandRefused extends Error {
  override readonly name = 'CommandRefused';
  readonly code = 'command-refused';
}

/** Runs a command of the terminal: what a person can put right is said in a line, anything else is a fault with its stack. */
export async function runCommand(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CommandRefused || error instanceof ConfigError || isRefusal(error))) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}

const KNOWN = ['data-dir-locked', 'address-unreadable', 'list-taken', 'unavailable'];
const isRefusal = (error: unknown): error is Error =>
  error instanceof Error && 'code' in error && (KNOWN.includes(String(error.code)) || String(error.code).startsWith('ERR_PARSE_ARGS'));
