import type { Expiries } from '@loa/domain/ports';
import { renderHeadline } from '@loa/domain/wording';
import type { Clock, Logger } from '@loa/runtime';
import type { Alarm } from './alarm.ts';

export interface ExpiryWatch {
  /** Calls somebody about every warning that is about to run out without a successor; about each once. */
  look(): Promise<void>;
}

/** Watches for warnings that run out within `aheadMs`. `look` rejects when nobody could be called, and is then tried again. */
export function expiryWatch(
  { aheadMs }: { aheadMs: number },
  { expiries, alarm, clock, log }: { expiries: Expiries; alarm: Alarm | null; clock: Clock; log: Logger },
): ExpiryWatch {
  return {
    async look() {
      const now = clock.now();
      const until = new Date(now.getTime() + aheadMs).toISOString();
      const found = await expiries.runningOut(now.toISOString(), until);
      if (found.length === 0) return;
      for (const { warning, seriesId, expiresAt } of found)
        log.error({ warningId: warning.id, seriesId, expiresAt }, 'a warning runs out without a successor');
      await alarm?.({
        subject: `Loa: warnings run out without a successor (${found.length})`,
        lanes: [],
        runningOut: found.map(({ warning, seriesId, expiresAt }) => ({
          ...{ warning: warning.id, series: seriesId, expiresAt },
          headline: renderHeadline(warning, { language: 'vi' }),
        })),
      });
      // After the call: an alarm given twice is better than none.
      for (const { warning } of found) await expiries.noteCall(warning.id, now.toISOString());
    },
  };
}
