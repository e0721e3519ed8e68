import type { Logger } from 'pino';

/** `starting → running → draining → stopped | failed`. `failed` may also follow on `running`, when a worker halts. */
export type LifecycleState = 'starting' | 'running' | 'draining' | 'stopped' | 'failed';

export type Cleanup = () => void | Promise<void>;

export interface Lifecycle {
  readonly state: LifecycleState;
  /** Why it is draining, stopped or failed; null before. */
  readonly reason: string | null;
  /** Aborts when the process begins to drain or fails. */
  readonly signal: AbortSignal;
  /**
   * Names a clean-up, at the moment its resource exists. They run last-in-first-out, each for `timeoutMs` (10,000) at most.
   * Pushed after the end has begun, it runs at once.
   */
  push(name: string, cleanup: Cleanup, options?: { readonly timeoutMs?: number }): void;
  /** Runs `work`, then is running. When `work` rejects: cleans up, is failed, and rejects with the same error. */
  start(work: () => Promise<void>): Promise<void>;
  /** Not ready any more, for a reason that only an operator can lift; the process stays up and says so. */
  fail(reason: string): void;
  /** Drains: runs the clean-ups once. Never rejects; a clean-up that fails or takes too long ends in `failed`. */
  stop(reason: string): Promise<void>;
}

interface Entry {
  readonly name: string;
  readonly cleanup: Cleanup;
  readonly timeoutMs: number;
}

const CLEANUP_TIMEOUT_MS = 10_000;

/** The life of a process, or of one service in a process that holds several. */
export function createLifecycle({ log }: { readonly log: Logger }): Lifecycle {
  let state: LifecycleState = 'starting';
  let reason: string | null = null;
  let ending: Promise<void> | null = null;
  let late: Promise<unknown> = Promise.resolve();
  const entries: Entry[] = [];
  const controller = new AbortController();

  function enter(next: LifecycleState, why: string | null): void {
    state = next;
    reason = why ?? reason;
    log.info({ state, reason }, 'lifecycle state');
    if (next !== 'running') controller.abort();
  }

  async function unwind(last: 'stopped' | 'failed'): Promise<void> {
    let clean = true;
    for (let entry = entries.pop(); entry !== undefined; entry = entries.pop()) clean = (await run(entry, log)) && clean;
    await late;
    enter(clean ? last : 'failed', clean ? null : 'clean-up-failed');
  }

  function end(first: 'draining' | 'failed', last: 'stopped' | 'failed', why: string): Promise<void> {
    if (ending !== null) return ending;
    enter(first, why);
    ending = unwind(last);
    return ending;
  }

  return {
    get state() {
      return state;
    },
    get reason() {
      return reason;
    },
    signal: controller.signal,
    push(name, cleanup, options) {
      const entry = { name, cleanup, timeoutMs: options?.timeoutMs ?? CLEANUP_TIMEOUT_MS };
      if (ending === null) entries.push(entry);
      else late = Promise.all([late, run(entry, log)]);
    },
    async start(work) {
      try {
        await work();
      } catch (error) {
        await end('failed', 'failed', 'start-failed');
        throw error;
      }
      if (state === 'starting') enter('running', null);
    },
    fail(why) {
      if (state === 'starting' || state === 'running') enter('failed', why);
    },
    stop: (why) => (state === 'failed' ? end('failed', 'failed', reason ?? why) : end('draining', 'stopped', why)),
  };
}

/** False when the clean-up rejected or took too long; the next ones run all the same. */
async function run({ name, cleanup, timeoutMs }: Entry, log: Logger): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const overdue = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('clean-up took too long')), timeoutMs);
  });
  try {
    await Promise.race([(async () => cleanup())(), overdue]);
    return true;
  } catch (err) {
    log.error({ cleanup: name, timeoutMs, err }, 'clean-up failed');
    return false;
  } finally {
    clearTimeout(timer);
  }
}
