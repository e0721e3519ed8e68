import { Client } from 'undici';
import { instant } from '../clock.ts';
import { percentile } from '../figures.ts';

/** What a server did under load: requests per second, and milliseconds from a request to the last byte of its answer. */
export interface Load {
  readonly rate: number;
  readonly p50: number;
  readonly p99: number;
}

/** One request, made over and over. */
export interface Asked {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The only status that counts as an answer. */
  readonly status: number;
}

/** Asks for `forMs` over so many kept connections, on each the next request when the last is answered. Rejects on any other status. */
export async function load(url: string, connections: number, { path, headers = {}, status }: Asked, forMs: number): Promise<Load> {
  const clients = Array.from({ length: connections }, () => new Client(url));
  const took: number[] = [];
  const ask = async (client: Client): Promise<number> => {
    const began = instant();
    const answer = await client.request({ method: 'GET', path, headers });
    await answer.body.bytes();
    if (answer.statusCode !== status) throw new Error(`${path} answered ${answer.statusCode}, not ${status}`);
    return instant() - began;
  };
  try {
    // Connections are open, and what is made at the first request is made.
    await Promise.all(clients.map(ask));
    const began = instant();
    await Promise.all(
      clients.map(async (client) => {
        while (instant() - began < forMs) took.push(await ask(client));
      }),
    );
    return { rate: took.length / ((instant() - began) / 1_000), p50: percentile(took, 0.5), p99: percentile(took, 0.99) };
  } finally {
    await Promise.all(clients.map((client) => client.close()));
  }
}
