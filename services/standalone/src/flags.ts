import { parseArgs } from 'node:util';
import { z } from 'zod';

const SEASON = new URL('../fixtures/season-2025.jsonl', import.meta.url).pathname;

const flags = z.object({
  /** The bulletins to replay; null for none. */
  replay: z.string().nullable(),
  /** End after the table. */
  once: z.boolean(),
  /** Where to write what would have reached people. */
  out: z.string().nullable(),
  /** Invented subscribers of an empty registry. */
  subscribers: z.coerce.number('expected a whole number').int('expected a whole number').min(0).max(10_000_000),
  /** Divides the real gaps between bulletins; null: the next of an event follows when the last is final. */
  speed: z.coerce.number('expected a number above 0').positive('expected a number above 0').nullable(),
});
export type Flags = z.output<typeof flags>;

/** A command line that does not fit. */
export class FlagsRefused extends Error {
  override readonly name = 'FlagsRefused';
  readonly code = 'flags-invalid';
  constructor(problem: string, options?: { cause?: unknown }) {
    super(`${problem}\n${USAGE}`, options);
  }
}

const USAGE = 'npm start -- [--replay FILE | --no-replay] [--once] [--out DIR] [--subscribers N] [--speed N]';

/** Reads the command line. Throws {@link FlagsRefused} naming what does not fit. */
export function readFlags(argv: readonly string[]): Flags {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        replay: { type: 'string' },
        'no-replay': { type: 'boolean', default: false },
        once: { type: 'boolean', default: false },
        out: { type: 'string' },
        subscribers: { type: 'string', default: '20000' },
        speed: { type: 'string' },
      },
    });
    if (values['no-replay'] && values.replay !== undefined) throw new FlagsRefused('--replay and --no-replay exclude each other');
    return flags.parse({
      replay: values['no-replay'] ? null : (values.replay ?? SEASON),
      once: values.once,
      out: values.out ?? null,
      subscribers: values.subscribers,
      speed: values.speed ?? null,
    });
  } catch (error) {
    if (error instanceof z.ZodError)
      throw new FlagsRefused(error.issues.map((issue) => `--${issue.path.join('.')}: ${issue.message}`).join('\n'), { cause: error });
    throw error instanceof FlagsRefused
      ? error
      : new FlagsRefused(error instanceof Error ? error.message : String(error), { cause: error });
  }
}
