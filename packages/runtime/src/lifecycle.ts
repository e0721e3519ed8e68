import type { Logger } from 'pino';

export type LifecycleState = 'starting' | 'running' | 'draining' | 'stopped' | 'failed';

/** How a process lives: what it opened is closed in reverse order, each step bounded in time. */
export interface Lifecycle {
  readonly state: LifecycleState;
  /** Why the process failed; null otherwise. */
  readonly failure: string | null;
  /** Registers a clean-up the moment its resource exists. */
  push(name: string, cleanUp: () => Promise<void> | void): void;
  running(): void;
  /** A worker met something that going on would make worse: not ready from now on, and the process ends. */
  fail(reason: string): void;
  stop(): Promise<void>;
  /** Resolves once stopped or failed. */
  readonly ended: Promise<LifecycleState>;
}

/** `stepMs` bounds one clean-up (default 10 s). */
export function createLifecycle(options: { log: Logger; stepMs?: number }): Lifecycle {
  const cleanUps: { name: string; cleanUp: () => Promise<void> | void }[] = [];
  let state: LifecycleState = 'starting';
  let failure: string | null = null;
  let stopping: Promise<void> | null = null;
  let end: (state: LifecycleState) => void = () => undefined;
  const ended = new Promise<LifecycleState>((resolve) => {
    end = resolve;
  });

  const bounded = async (name: string, cleanUp: () => Promise<void> | void): Promise<void> => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error('clean-up took too long')), options.stepMs ?? 10_000);
    });
    try {
      await Promise.race([Promise.resolve().then(cleanUp), late]);
    } catch (error) {
      options.log.error({ step: name, err: error }, 'clean-up failed');
    } finally {
      clearTimeout(timer);
    }
  };

  const drain = async (final: LifecycleState): Promise<void> => {
    state = 'draining';
    for (let step = cleanUps.pop(); step !== undefined; step = cleanUps.pop()) await bounded(step.name, step.cleanUp);
    state = final;
    end(final);
  };

  return {
    get state() {
      return state;
    },
    get failure() {
      return failure;
    },
    ended,
    push: (name, cleanUp) => void cleanUps.push({ name, cleanUp }),
    running() {
      if (state === 'starting') state = 'running';
    },
    fail(reason) {
      failure ??= reason;
      stopping ??= drain('failed');
    },
    stop: () => (stopping ??= drain('stopped')),
  };
}
