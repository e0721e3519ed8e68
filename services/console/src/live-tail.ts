import type { LiveParts } from './live-look.ts';

/** A look, and what resolves when there is another one. */
export interface Looked {
  readonly at: string;
  readonly parts: LiveParts;
  readonly next: Promise<null>;
}

/** One look for all who follow; nobody looks while nobody follows. */
export interface LiveTail {
  /** Returns what ends it. */
  follow(): () => void;
  /** The last look, or the first one where there is none yet. */
  latest(): Promise<Looked>;
}

export interface LiveTailOptions {
  readonly look: () => Promise<LiveParts>;
  readonly everyMs: number;
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** Looks once per period as long as somebody follows. A look that fails shows nothing new: who follows sees how old the last one is. */
export function liveTail({ look, everyMs, now, onError }: LiveTailOptions): LiveTail {
  let followers = 0;
  let running = false;
  let looked: Looked | null = null;
  let next = Promise.withResolvers<null>();

  const run = async (): Promise<void> => {
    running = true;
    while (followers > 0) {
      const began = performance.now();
      try {
        const parts = await look();
        const before = next;
        next = Promise.withResolvers<null>();
        looked = { at: now().toISOString(), parts, next: next.promise };
        before.resolve(null);
      } catch (error) {
        onError(error);
      }
      await new Promise((resolve) => setTimeout(resolve, Math.max(everyMs / 2, everyMs - (performance.now() - began))).unref());
    }
    // What is old by the time that somebody comes is not shown.
    looked = null;
    running = false;
  };

  return {
    follow() {
      followers += 1;
      if (!running) void run();
      return () => void (followers -= 1);
    },
    async latest() {
      while (looked === null) await next.promise;
      return looked;
    },
  };
}
