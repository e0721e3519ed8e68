import { createServer } from 'node:net';

const given = new Set<number>();

/** A TCP port of 127.0.0.1 that nobody listens on at this moment, and that this process has not been given before: whoever has it may not listen yet. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = await portAtRest();
    if (given.has(port)) continue;
    given.add(port);
    return port;
  }
}

async function portAtRest(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
