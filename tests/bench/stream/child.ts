import { fork } from 'node:child_process';
import { on, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';

const WITHIN_MS = 60_000;
const handed = z.tuple([z.unknown()]).rest(z.unknown());

/** A process of a bench that is talked to over IPC. */
export interface Child {
  send(message: object): void;
  /** The next thing that it says, which is `what`. Rejects after a minute, and when it has ended. */
  next(what: string): Promise<unknown>;
  /** SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it is gone. */
  stop(): Promise<void>;
}

/** Starts `main`, which ends when it is disconnected. */
export function startChild(main: string): Child {
  const child = fork(main, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const gone = once(child, 'exit');
  const messages = on(child, 'message', { close: ['exit'] });
  return {
    send: (message) => void child.send(message),
    async next(what) {
      const waiting = new AbortController();
      const late = sleep(WITHIN_MS, undefined, { signal: waiting.signal }).then(() => {
        throw new Error(`${what}: not within ${WITHIN_MS} ms`);
      });
      try {
        const { done, value } = await Promise.race([messages.next(), late]);
        if (done === true) throw new Error(`${what}: the process has ended`);
        return handed.parse(value)[0];
      } finally {
        waiting.abort();
        late.catch(() => undefined);
      }
    },
    async kill() {
      child.kill('SIGKILL');
      await gone;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}
