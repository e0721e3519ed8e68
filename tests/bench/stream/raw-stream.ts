import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { instant } from '../clock.ts';

/** A server of event streams with nothing of Loa in it. */
export interface RawStream {
  readonly url: string;
  /** Writes the bytes to everybody who is connected; the instant before the first write. */
  write(bytes: Uint8Array): number;
  close(): void;
}

/** Opens {@link RawStream} on loopback, in this process. */
export async function rawStream(): Promise<RawStream> {
  const connected = new Set<ServerResponse>();
  const server = createServer((_, response) => {
    connected.add(response);
    response.once('close', () => connected.delete(response));
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' });
    response.flushHeaders();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  return {
    url: `http://127.0.0.1:${port}/`,
    write(bytes) {
      const at = instant();
      for (const response of connected) response.write(bytes);
      return at;
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}
