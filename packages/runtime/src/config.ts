import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { z } from 'zod';

/** A value that no log, error or dump shows. */
export class Secret {
  readonly #value: string;
  constructor(value: string) {
    this.#value = value;
  }
  /** The value itself: for the wire only. */
  reveal(): string {
    return this.#value;
  }
  toString(): string {
    return '[redacted]';
  }
  toJSON(): string {
    return '[redacted]';
  }
  [inspect.custom](): string {
    return '[redacted]';
  }
}

/** Zod type of a secret setting. */
export const secret = () => z.string().min(1).transform((value) => new Secret(value));

export interface ConfigProblem {
  readonly name: string;
  readonly expected: string;
}

/** Everything that is wrong with the settings, at once. Values are never shown. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';
  readonly problems: readonly ConfigProblem[];
  constructor(problems: readonly ConfigProblem[]) {
    super(`the configuration is not usable:\n${problems.map(({ name, expected }) => `  ${name}: ${expected}`).join('\n')}`);
    this.problems = problems;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** Settings that some process of Loa knows; another LOA_* name is a slip of the pen and refused. */
const KNOWN = new Set([
  'LOA_DATA_DIR', 'LOA_HOST', 'LOA_PORT', 'LOA_PUBLIC_URL', 'LOA_RECEIPT_SECRET', 'LOA_MAIL_FROM', 'LOA_SMTP_SINK', 'LOA_TWILIO_SINK',
  'LOA_LOG_LEVEL', 'LOA_CHANNEL', 'LOA_SMS_PER_SECOND', 'LOA_SLOTS', 'LOA_WATCHDOG_MINUTES', 'LOA_ALARM_WEBHOOK', 'LOA_ALARM_SMTP_URL',
  'LOA_ALARM_TO', 'LOA_TEST_ENGINES', 'LOA_CACHE_DIR',
]); // prettier-ignore

/**
 * Reads a process's settings from `env` by its zod object, whose keys are the names. `NAME_FILE` gives the path of a file
 * that holds the value. An empty value counts as not given.
 * Throws {@link ConfigError} with all problems together.
 */
export function readConfig<S extends z.ZodObject>(schema: S, env: Env): z.output<S> {
  const problems: ConfigProblem[] = [];
  const given: Record<string, string> = {};
  for (const name of Object.keys(schema.shape)) {
    const direct = env[name];
    const file = env[`${name}_FILE`];
    if (direct !== undefined && direct !== '') given[name] = direct;
    else if (file !== undefined && file !== '') {
      try {
        given[name] = readFileSync(file, 'utf8').trim();
      } catch {
        problems.push({ name: `${name}_FILE`, expected: 'a readable file' });
      }
    }
  }
  for (const name of Object.keys(env))
    if (name.startsWith('LOA_') && !KNOWN.has(name.replace(/_FILE$/, ''))) problems.push({ name, expected: 'no such setting; see docs/operations.md' });
  const parsed = schema.safeParse(given);
  if (parsed.success && problems.length === 0) return parsed.data;
  for (const issue of parsed.error?.issues ?? []) {
    const name = String(issue.path[0] ?? '');
    problems.push({ name, expected: given[name] === undefined ? 'missing' : issue.message });
  }
  throw new ConfigError(problems);
}
