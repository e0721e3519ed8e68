import { setTimeout as sleep } from 'node:timers/promises';

/** Tries `attempt` every `everyMs` until it resolves to something else than false; rejects with the last fault after `withinMs`. */
export async function until<T>(what: string, withinMs: number, attempt: () => Promise<T | false>, everyMs = 50): Promise<T> {
  const end = Date.now() + withinMs;
  for (;;) {
    let fault: unknown;
    try {
      const result = await attempt();
      if (result !== false) return result;
    } catch (error) {
      fault = error;
    }
    if (Date.now() > end) throw new Error(`${what}: not within ${withinMs} ms`, { cause: fault });
    await sleep(everyMs);
  }
}
