import { get, type IncomingMessage } from 'node:http';
import { z } from 'zod';
import { instant } from '../clock.ts';

/*
 * Those who follow an event stream, all in this process. Over IPC it is told {url, count} and answers {open} when all are connected; then,
 * for each event that every one of them has got, {number, data, at}: the instants at which its last byte was there.
 */
const order = z.object({ url: z.string(), count: z.int().positive() });
const EVENT = /^id: (\d+)\nevent: \w+\ndata: (.*)$/;

const arrivals = new Map<number, number[]>();

function got(count: number, block: string, at: number): void {
  const [, id, data] = EVENT.exec(block) ?? [];
  // The others are the wish to retry and heartbeats.
  if (id === undefined) return;
  const number = Number(id);
  const all = arrivals.get(number) ?? [];
  arrivals.set(number, all);
  all.push(at);
  if (all.length === count) process.send?.({ number, data, at: all });
}

function read(response: IncomingMessage, count: number): void {
  let text = '';
  response.setEncoding('utf8');
  response.on('data', (part: string) => {
    const at = instant();
    const blocks = (text + part).split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) got(count, block, at);
  });
  response.on('close', () => {
    throw new Error('a stream has ended');
  });
}

async function followAll(message: unknown): Promise<void> {
  const { url, count } = order.parse(message);
  const follow = () =>
    new Promise<void>((resolve, reject) => {
      get(url, { agent: false }, (response) => {
        read(response, count);
        resolve();
      }).on('error', reject);
    });
  for (let nth = 0; nth < count; nth += 1) await follow();
  process.send?.({ open: count });
}

process.once('message', (message) => void followAll(message));
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0));
