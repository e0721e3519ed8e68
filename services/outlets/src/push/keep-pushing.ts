import type { LineLimits } from '@loa/domain/ports';
import type { Clock, Logger } from '@loa/runtime';
import type { Share, Slot, Slots } from './slots.ts';

/** Works on one line that is under our lease. `more`: it was let go with work left. Does not reject. */
export type Push<L> = (line: L, slot: Slot, stopping: AbortSignal) => Promise<'more' | 'done'>;

export interface Pushing<L> {
  /** Changes when there may be something to take; cheap. */
  readonly pulse: () => Promise<number>;
  readonly take: (limits: LineLimits) => Promise<readonly L[]>;
  readonly shareOf: (line: L) => Share;
  readonly push: Push<L>;
  readonly slots: Slots;
  readonly owner: string;
  readonly leaseMs: number;
  /** How often the pulse is felt. */
  readonly pollMs: number;
  /** Something is taken at the latest after so long: what is due again does not show in the pulse. */
  readonly idleMs: number;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Lines whose calls end together are replaced together. */
const GATHER_MS = 5;

/**
 * Takes lines that are due and works on each in a place of its own, until it is stopped; then those in hand come to their end. No
 * fault ends it. Returns what stops it.
 */
export function keepPushing<L>(pushing: Pushing<L>): () => Promise<void> {
  const { slots, owner, leaseMs, pollMs, idleMs, clock, log } = pushing;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let isHungry = false;
  let isMore = true;
  let felt = -1;
  let tookAt = -Infinity;
  let wake = (): void => undefined;

  const begin = (line: L): void => {
    const slot = slots.enter(pushing.shareOf(line));
    const work = pushing.push(line, slot, stopping.signal).then(
      (end) => {
        slot.leave();
        if (end === 'done' && !isHungry) return;
        isMore = true;
        wake();
      },
      (err: unknown) => {
        slot.leave();
        log.error({ err }, 'push failed');
      },
    );
    running.add(work);
    void work.finally(() => running.delete(work));
  };

  const round = async (): Promise<void> => {
    const pulse = await pushing.pulse();
    if (!isMore && pulse === felt && performance.now() - tookAt < idleMs) return;
    const free = slots.free();
    isHungry = free.sound === 0 || free.suspect === 0;
    if (free.sound + free.suspect === 0) return;
    isMore = false;
    tookAt = performance.now();
    const lines = await pushing.take({ owner, now: clock.now().toISOString(), leaseMs, ...free });
    const sound = lines.filter((line) => pushing.shareOf(line) === 'sound').length;
    isHungry ||= sound === free.sound || lines.length - sound === free.suspect;
    felt = pulse;
    for (const line of lines) begin(line);
  };

  const rest = async (): Promise<void> => {
    if (stopping.signal.aborted) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, pollMs);
      wake = () => {
        clearTimeout(timer);
        setTimeout(resolve, Math.min(GATHER_MS, pollMs));
      };
      stopping.signal.addEventListener('abort', wake, { once: true });
    });
    stopping.signal.removeEventListener('abort', wake);
    wake = () => undefined;
  };

  const looping = (async () => {
    while (!stopping.signal.aborted) {
      await round().catch((err: unknown) => log.warn({ err }, 'nothing could be taken to push'));
      await rest();
    }
  })();

  return async () => {
    stopping.abort();
    await looping;
    await Promise.all(running);
  };
}
