import type { Lapsing } from '@loa/domain/ports';
import { lapses } from '@loa/domain/warning';
import type { Clock, Logger } from '@loa/runtime';

/** Records what ran out, every `everyMs`. No fault ends it: what could not be recorded is recorded later. Returns what stops it. */
export function keepLapses({ lapsing, clock, log }: { lapsing: Lapsing; clock: Clock; log: Logger }, everyMs: number): () => Promise<void> {
  let working: Promise<void> | null = null;
  const look = async (): Promise<void> => {
    const now = clock.now().toISOString();
    for (const eventId of await lapsing.due(now)) {
      const count = await lapsing.record(eventId, { now, decide: lapses });
      if (count > 0) log.warn({ eventId, count }, 'warnings ran out without a successor');
    }
  };
  const timer = setInterval(() => {
    working ??= look()
      .catch((err: unknown) => log.error({ err }, 'lapses could not be recorded'))
      .finally(() => {
        working = null;
      });
  }, everyMs);
  return async () => {
    clearInterval(timer);
    await working;
  };
}
