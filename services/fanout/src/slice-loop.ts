import { tellNamed, tellPerson } from '@loa/domain/audience';
import type { BatchMessage } from '@loa/domain/delivery';
import type { Fanout, SliceResult } from '@loa/domain/ports';
import type { BatchOutbox, Clock, Hooks, Logger } from '@loa/runtime';
import type { Bell } from './bell.ts';
import type { FanoutSettings } from './config.ts';
import type { FanoutMetrics } from './metrics.ts';

export interface SliceLoop {
  readonly fanout: Pick<Fanout, 'slice'>;
  readonly publish: BatchOutbox;
  readonly settings: FanoutSettings;
  readonly bell: Bell;
  readonly clock: Clock;
  readonly hooks: Hooks;
  readonly log: Logger;
  readonly metrics: FanoutMetrics;
}

const FIRST_BACK_OFF_MS = 100;

/**
 * Slice after slice until `signal` aborts; the one under way is finished. A slice's batches are published before the next
 * slice, so that what was decided first is sent first. No error ends the loop.
 */
export async function runSlices(loop: SliceLoop, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted)
    try {
      const result = await oneSlice(loop);
      failures = 0;
      if (result.kind === 'written') await publishAll(loop, result.batches, signal);
      if (result.kind === 'idle' || result.kind === 'busy') await loop.bell.wait(loop.settings.idleMs, signal);
    } catch (err) {
      failures += 1;
      loop.metrics.failed();
      loop.log.error({ err, failures }, 'slice failed and was rolled back');
      await backOff(loop, failures, signal);
    }
}

async function oneSlice(loop: SliceLoop): Promise<SliceResult> {
  const began = performance.now();
  const { slicePeople, batchRows, exercisesTo } = loop.settings;
  const result = await loop.fanout.slice({
    now: loop.clock.now().toISOString(),
    decide: exercisesTo === 'named' ? tellNamed : tellPerson,
    people: slicePeople,
    batchRows,
    beforeCommit: () => loop.hooks.reached('before-commit'),
  });
  if (result.kind === 'idle' || result.kind === 'busy') return result;
  loop.hooks.reached('after-commit');
  loop.metrics.slice(result, performance.now() - began);
  if (result.kind === 'closed') loop.log.info({ warningId: result.warningId, reason: result.reason }, 'fan-out stopped');
  else {
    const { warningId, jobId, people, rows, superseded, untold, jobDone } = result;
    loop.log.debug({ warningId, jobId, people, rows, superseded, untold, jobDone, batches: result.batches.length }, 'slice written');
  }
  return result;
}

/** Holds the next slice until the log has these: the database must not run ahead of a log that takes nothing. */
async function publishAll(loop: SliceLoop, batches: readonly BatchMessage[], signal: AbortSignal): Promise<void> {
  for (let failures = 0; ;)
    try {
      await loop.publish(batches);
      return;
    } catch (err) {
      failures += 1;
      loop.log.warn({ err, failures, batches: batches.length }, 'batches not published yet');
      if (signal.aborted) return;
      await backOff(loop, failures, signal);
    }
}

function backOff({ settings }: SliceLoop, failures: number, signal: AbortSignal): Promise<void> {
  const ms = Math.min(settings.longestBackOffMs, FIRST_BACK_OFF_MS * 2 ** Math.min(failures - 1, 10));
  return new Promise((resolve) => {
    const go = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', go);
      resolve();
    };
    const timer = setTimeout(go, ms);
    signal.addEventListener('abort', go);
    if (signal.aborted) go();
  });
}
