import type { Lane } from '@loa/domain/audience';

const ORDER: readonly Lane[] = ['flash', 'urgent', 'routine'];
/** Share of a channel's slots that a lane may fill together with the lanes below it: the rest belongs to the lanes above. */
const SHARE: Readonly<Record<Lane, number>> = { flash: 1, urgent: 0.75, routine: 0.5 };

/**
 * A channel's operations in this process: never more than `total` at once, the higher lane first. A lane has work from `begin` until the
 * function returned is called, and as long as other processes have; while one has, lower lanes start nothing.
 */
export interface Slots {
  begin(lane: Lane): () => void;
  /** In which lanes other processes have work now. */
  elsewhere(lanes: readonly Lane[]): void;
  /** Resolves to a slot, or to null when `signal` aborts first. */
  take(lane: Lane, signal: AbortSignal): Promise<Slot | null>;
  readonly inUse: number;
}

export interface Slot {
  /** Whether one operation more of its lane may follow in it: no higher lane has work. */
  goesOn(): boolean;
  release(): void;
}

interface Waiter {
  readonly lane: Lane;
  readonly give: (slot: Slot | null) => void;
}

export function createSlots(total: number): Slots {
  const working: Record<Lane, number> = { flash: 0, urgent: 0, routine: 0 };
  const used: Record<Lane, number> = { flash: 0, urgent: 0, routine: 0 };
  let others: readonly Lane[] = [];
  let waiting: Waiter[] = [];
  const from = (lane: Lane): readonly Lane[] => ORDER.slice(ORDER.indexOf(lane));
  const above = (lane: Lane): readonly Lane[] => ORDER.slice(0, ORDER.indexOf(lane));
  const inUse = (lanes: readonly Lane[]): number => lanes.reduce((sum, one) => sum + used[one], 0);
  const limit = (lane: Lane): number => Math.max(1, Math.floor(total * SHARE[lane]));
  const isHighest = (lane: Lane): boolean => above(lane).every((one) => working[one] === 0 && !others.includes(one));
  const mayStart = (lane: Lane): boolean => isHighest(lane) && inUse(ORDER) < total && inUse(from(lane)) < limit(lane);

  const slotOf = (lane: Lane): Slot => ({
    goesOn: () => isHighest(lane),
    release() {
      used[lane] -= 1;
      serve();
    },
  });
  const serve = (): void => {
    for (const lane of ORDER)
      for (const waiter of waiting.filter((one) => one.lane === lane)) {
        if (!mayStart(lane)) break;
        waiting = waiting.filter((one) => one !== waiter);
        used[lane] += 1;
        waiter.give(slotOf(lane));
      }
  };

  return {
    get inUse() {
      return inUse(ORDER);
    },
    begin(lane) {
      working[lane] += 1;
      return () => {
        working[lane] -= 1;
        serve();
      };
    },
    elsewhere(lanes) {
      others = lanes;
      serve();
    },
    take: (lane, signal) =>
      new Promise((resolve) => {
        if (signal.aborted) return resolve(null);
        const abort = (): void => {
          waiting = waiting.filter((one) => one !== waiter);
          resolve(null);
        };
        const waiter: Waiter = {
          lane,
          give: (answer) => {
            signal.removeEventListener('abort', abort);
            resolve(answer);
          },
        };
        signal.addEventListener('abort', abort, { once: true });
        waiting.push(waiter);
        serve();
      }),
  };
}
