import type { Lane } from '@loa/domain/audience';

const ORDER: readonly Lane[] = ['flash', 'urgent', 'routine'];
/** Share of a channel's slots that a lane may fill: the rest belongs to the lanes above it. */
const SHARE: Readonly<Record<Lane, number>> = { flash: 1, urgent: 0.75, routine: 0.5 };

/** A lower lane starts nothing while a higher one of its channel has work in this process. */
export interface LaneTurns {
  /** Work of a lane begins; call the answer when it ends. */
  begin(lane: Lane): () => void;
  /** Resolves when no higher lane has work, or when `signal` aborts. */
  turn(lane: Lane, signal: AbortSignal): Promise<void>;
  slots(lane: Lane): number;
}

export function createLaneTurns(slots: number): LaneTurns {
  const working = new Map<Lane, number>();
  let waiting: (() => void)[] = [];
  const higherWorks = (lane: Lane): boolean => ORDER.slice(0, ORDER.indexOf(lane)).some((one) => (working.get(one) ?? 0) > 0);
  return {
    begin(lane) {
      working.set(lane, (working.get(lane) ?? 0) + 1);
      return () => {
        working.set(lane, (working.get(lane) ?? 1) - 1);
        const woken = waiting;
        waiting = [];
        for (const wake of woken) wake();
      };
    },
    async turn(lane, signal) {
      while (higherWorks(lane) && !signal.aborted)
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          signal.addEventListener('abort', () => resolve(), { once: true });
        });
    },
    slots: (lane) => Math.max(1, Math.floor(slots * SHARE[lane])),
  };
}
