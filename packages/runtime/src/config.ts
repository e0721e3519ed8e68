import { readFileSync } from 'node:fs';
import type { z } from 'zod';
import { addresses, LOA_NAMES } from './config-values.ts';
import { expectations } from './expectations.ts';

/** An env record: `process.env`, or what a test passes. */
export type Env = Readonly<Record<string, string | undefined>>;

export interface ConfigProblem {
  /** The env name. */
  readonly name: string;
  readonly expected: string;
}

/** Everything that is wrong with the configuration, at once. Never a value. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'config-invalid';
  readonly problems: readonly ConfigProblem[];
  /** Names of the addresses that are needed and absent. */
  readonly missingAddresses: readonly string[];

  constructor(problems: readonly ConfigProblem[], missing: readonly string[]) {
    super(wording(problems, missing));
    this.problems = problems;
    this.missingAddresses = missing;
  }
}

/**
 * Reads the names that `schema` knows from `env`. An empty value counts as absent; `NAME_FILE` names a file that holds the
 * value (its last line break is cut off). Throws {@link ConfigError} with all problems together: values that do not fit,
 * files that cannot be read, a name given both ways, and `LOA_*` names that no process of Loa knows.
 */
export function readConfig<S extends z.ZodObject>(schema: S, env: Env): z.output<S> {
  const problems: ConfigProblem[] = [];
  const names = Object.keys(schema.shape);
  const given: Record<string, string> = {};
  for (const name of names) {
    const value = valueOf(name, env, problems);
    if (value !== undefined) given[name] = value;
  }
  const unread = new Set(problems.map((problem) => problem.name));
  problems.push(...unknownNames(names, env));
  const parsed = schema.safeParse(given);
  if (parsed.success && problems.length === 0) return parsed.data;
  const refused = parsed.success ? [] : expectations(parsed.error);
  problems.push(...refused.map(({ path, expected }) => ({ name: path, expected })).filter((problem) => !unread.has(problem.name)));
  const missing = names.filter((name) => isAddress(schema, name) && given[name] === undefined && !unread.has(name));
  throw new ConfigError(problems, missing);
}

function valueOf(name: string, env: Env, problems: ConfigProblem[]): string | undefined {
  const direct = env[name] || undefined;
  const file = env[`${name}_FILE`] || undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) {
    problems.push({ name, expected: `either ${name} or ${name}_FILE, not both` });
    return undefined;
  }
  try {
    return readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    problems.push({ name, expected: `${name}_FILE to name a file that can be read` });
    return undefined;
  }
}

function unknownNames(names: readonly string[], env: Env): ConfigProblem[] {
  const allowed = new Set([...names, ...LOA_NAMES].flatMap((name) => [name, `${name}_FILE`]));
  return Object.keys(env)
    .filter((name) => name.startsWith('LOA_') && env[name] !== undefined && !allowed.has(name))
    .toSorted()
    .map((name) => ({ name, expected: 'no such name' }));
}

function isAddress(schema: z.ZodObject, name: string): boolean {
  const shape: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  const member = shape[name];
  return member !== undefined && addresses.has(member);
}

function wording(problems: readonly ConfigProblem[], missing: readonly string[]): string {
  const lines = problems.filter(({ name }) => !missing.includes(name)).map(({ name, expected }) => `${name}: expected ${expected}`);
  if (missing.length > 0) lines.unshift(`missing addresses: ${missing.join(', ')}`);
  return lines.join('\n');
}
