/** A counting semaphore: at most `count` holders, first come first served. */
export interface Slots {
  take(): Promise<void>;
  give(): void;
}

/** See {@link Slots}. */
export function createSlots(count: number): Slots {
  let free = count;
  const queue: (() => void)[] = [];
  return {
    async take() {
      if (free > 0) {
        free -= 1;
        return;
      }
      await new Promise<void>((resolve) => queue.push(resolve));
    },
    give() {
      const next = queue.shift();
      if (next === undefined) free += 1;
      else next();
    },
  };
}
