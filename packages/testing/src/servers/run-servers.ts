import { createServer } from 'node:http';
import { startServer } from './real-servers.ts';
import type { Engine, RealServer } from './server.ts';

/** The servers of one test run: each is started when the first test file asks for it, and shared by all. */
export interface RunServers {
  /** Where test files ask: `GET <url>/<engine>`. */
  readonly url: string;
  stop(): Promise<void>;
}

/** What {@link RunServers} answers. */
export type RunAnswer = { readonly address: string } | { readonly missing: string };

const ENGINES: readonly Engine[] = ['kafka', 'redis', 'postgres'];

/** Lives in the process that runs the test runner itself, so that test files in other processes share the servers. */
export async function openRunServers(): Promise<RunServers> {
  const started = new Map<Engine, Promise<RealServer>>();
  const server = createServer((request, response) => {
    const engine = ENGINES.find((name) => request.url === `/${name}`);
    const answer = engine === undefined ? Promise.resolve({ missing: 'no such engine' }) : ask(engine);
    void answer.then((body) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body)));
  });
  async function ask(engine: Engine): Promise<RunAnswer> {
    const start = started.get(engine) ?? startServer(engine, { durable: false });
    started.set(engine, start);
    try {
      return { address: (await start).address };
    } catch (error) {
      return { missing: error instanceof Error ? error.message : String(error) };
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.close();
      const all = await Promise.allSettled([...started.values()]);
      await Promise.all(all.flatMap((one) => (one.status === 'fulfilled' ? [one.value.stop()] : [])));
    },
  };
}
