/** Lets waiting loops go on at once. A ring while nobody waits is kept for whoever waits next. */
export interface Bell {
  ring(): void;
  /** Resolves on the next ring, after `ms` milliseconds, or when `signal` aborts. Never rejects. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export function createBell(): Bell {
  const waiting = new Set<() => void>();
  let rung = false;
  return {
    ring() {
      rung = waiting.size === 0;
      for (const go of waiting) go();
    },
    async wait(ms, signal) {
      if (rung || signal.aborted) {
        rung = false;
        return;
      }
      await new Promise<void>((resolve) => {
        const go = (): void => {
          clearTimeout(timer);
          signal.removeEventListener('abort', go);
          waiting.delete(go);
          resolve();
        };
        const timer = setTimeout(go, ms);
        signal.addEventListener('abort', go);
        waiting.add(go);
      });
    },
  };
}
