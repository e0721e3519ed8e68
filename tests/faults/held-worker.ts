import { readSync, writeSync } from 'node:fs';
import { type CrashPoint, type ProcessContext, runProcess } from '@loa/runtime';
import { z } from 'zod';

/*
 * A service as its main.ts runs it, but for the hooks. Over IPC it is told the point at which to stop and the how-manieth time it comes
 * there. Being there it says so on descriptor 4 and does nothing at all, not even a heartbeat, until a byte comes back: whoever waits on the
 * other end may kill it there, or take an engine away. `g` is go on; `n` is go on and stop again the next time.
 */
const STARTS: Record<string, () => Promise<{ start(context: ProcessContext): Promise<void> }>> = {
  intake: () => import('@loa/intake/start'),
  classifier: () => import('@loa/classifier/start'),
  deduplicator: () => import('@loa/deduplicator/start'),
  fanout: () => import('@loa/fanout/start'),
  sender: () => import('@loa/sender/start'),
  sweeper: () => import('@loa/sweeper/start'),
  receipts: () => import('@loa/receipts/start'),
};
const PARENT = 4;
const order = z.object({ hold: z.string(), nth: z.int().positive() });

const holds = new Map<string, number>();
const seen = new Set<CrashPoint>();

function reached(point: CrashPoint): void {
  if (!seen.has(point)) {
    seen.add(point);
    writeSync(PARENT, `seen ${point}\n`);
  }
  const left = holds.get(point);
  if (left === undefined) return;
  holds.set(point, left - 1);
  if (left > 1) return;
  holds.delete(point);
  writeSync(PARENT, `at ${point}\n`);
  const word = Buffer.alloc(1);
  readSync(PARENT, word);
  if (word.toString() === 'n') holds.set(point, 1);
}

process.on('message', (message) => {
  const { hold, nth } = order.parse(message);
  holds.set(hold, nth);
  process.send?.(hold);
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit(1));

const [service = ''] = process.argv.slice(2);
const { start } = (await STARTS[service]?.()) ?? {};
if (start === undefined) throw new Error(`no such service: ${service}`);
await runProcess({ service, env: process.env, hooks: { reached }, start });
