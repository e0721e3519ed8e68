import { z } from 'zod';
import { startServer } from './real-servers.ts';
import { type Engine, ServerMissing } from './server.ts';

/** Name of the environment variable by which the run's servers are found; set by tests/setup/real-servers.ts. */
const RUN_SERVERS = 'TEST_RUN_SERVERS';

/** A server for a test file, or the reason why there is none. */
export interface Need {
  /** For `describe.skipIf`. */
  readonly missing: boolean;
  readonly reason: string | null;
  /** Throws {@link ServerMissing} when the server is missing. */
  readonly address: string;
}

const answer = z.union([z.object({ address: z.string() }), z.object({ missing: z.string() })]);
const own = new Map<Engine, Promise<{ address: string }>>();

/**
 * The run's shared server of an engine. Where it cannot be had, prints why, and the file skips its suites:
 * `const kafka = await need('kafka'); describe.skipIf(kafka.missing)(…)`. With `CI=true` that throws instead.
 * `LOA_TEST_ENGINES=embedded` does without real servers.
 */
export async function need(engine: Engine): Promise<Need> {
  const result = process.env['LOA_TEST_ENGINES'] === 'embedded' ? { missing: 'LOA_TEST_ENGINES=embedded' } : await ask(engine);
  if ('address' in result) return { missing: false, reason: null, address: result.address };
  const reason = `no ${engine}: ${result.missing}`;
  if (process.env['CI'] === 'true') throw new ServerMissing(reason);
  process.stderr.write(`skipped, ${reason}\n`);
  return {
    missing: true,
    reason,
    get address(): string {
      throw new ServerMissing(reason);
    },
  };
}

async function ask(engine: Engine): Promise<z.output<typeof answer>> {
  const url = process.env[RUN_SERVERS];
  if (url !== undefined) return answer.parse(await (await fetch(`${url}/${engine}`)).json());
  // Outside a run with the global set-up: a server of this process, which dies with it.
  const start = own.get(engine) ?? startServer(engine);
  own.set(engine, start);
  try {
    return { address: (await start).address };
  } catch (error) {
    return { missing: error instanceof Error ? error.message : String(error) };
  }
}
