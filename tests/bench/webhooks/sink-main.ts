import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { instant } from '../clock.ts';

/*
 * Webhook targets, all in this process, each on a port of its own. Over IPC it is told {targets} and answers {urls}; then {ill}: whether
 * the first three hang, answer 500 and reset, or do as the others. For each event that every other target has got it says {event, body, at}:
 * the instants of their first deliveries.
 */
const order = z.union([z.object({ targets: z.int().min(4) }), z.object({ ill: z.boolean() })]);
const EVENT = /"eventId":"([^"]+)"/;

type Answer = (response: ServerResponse) => void;
const well: Answer = (response) => void response.writeHead(204).end();
const ILL: readonly Answer[] = [
  () => undefined,
  (response) => void response.writeHead(500).end(),
  (response) => void response.socket?.resetAndDestroy(),
];

let count = 0;
let isIll = false;
const arrivals = new Map<string, Map<number, number>>();

function delivered(target: number, body: string, at: number): void {
  const [, event] = EVENT.exec(body) ?? [];
  if (event === undefined) throw new Error(`what was delivered names no event: ${body.slice(0, 200)}`);
  const known = arrivals.get(event) ?? new Map<number, number>();
  arrivals.set(event, known);
  if (target < ILL.length || known.has(target)) return;
  known.set(target, at);
  if (known.size === count - ILL.length) process.send?.({ event, body, at: [...known.values()] });
}

async function open(target: number): Promise<string> {
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const at = instant();
      const answer = isIll ? (ILL[target] ?? well) : well;
      answer(response);
      if (answer === well) delivered(target, Buffer.concat(chunks).toString('utf8'), at);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${z.object({ port: z.int() }).parse(server.address()).port}/hook`;
}

async function obey(message: unknown): Promise<void> {
  const told = order.parse(message);
  if ('ill' in told) {
    isIll = told.ill;
    process.send?.({ ill: isIll });
  } else {
    count = told.targets;
    process.send?.({ urls: await Promise.all(Array.from({ length: count }, (_, target) => open(target))) });
  }
}

process.on('message', (message) => void obey(message));
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0));
