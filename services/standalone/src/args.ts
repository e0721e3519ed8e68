import { parseArgs } from 'node:util';

/** What the command line asks for. */
export interface Args {
  /** Bulletins as JSON lines; null: none. */
  readonly replay: string | null;
  /** End after the table. */
  readonly once: boolean;
  /** Folder for what would have reached people. */
  readonly out: string | null;
  /** Divides the real gaps between bulletins; null: the next follows when the previous one's deliveries are final. */
  readonly speed: number | null;
  /** Size of an invented registry, where the registry is empty. */
  readonly subscribers: number;
}

/** The command line is not usable; the message says why. */
export class ArgsError extends Error {
  override readonly name = 'ArgsError';
  readonly code = 'arguments-invalid';
}

/** The 2025 storm season, the default replay. */
export const SEASON = new URL('./season-2025.jsonl', import.meta.url).pathname;

/** Reads the command line. Throws {@link ArgsError}. */
export function readArgs(argv: readonly string[]): Args {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        replay: { type: 'string' },
        'no-replay': { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        out: { type: 'string' },
        speed: { type: 'string' },
        subscribers: { type: 'string', default: '20000' },
      },
    });
    return {
      replay: values['no-replay'] ? null : (values.replay ?? SEASON),
      once: values.once,
      out: values.out ?? null,
      speed: values.speed === undefined ? null : positive('speed', values.speed),
      subscribers: positive('subscribers', values.subscribers),
    };
  } catch (error) {
    throw new ArgsError(error instanceof Error ? error.message : String(error));
  }
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new ArgsError(`--${name}: expected a number above 0`);
  return value;
}
