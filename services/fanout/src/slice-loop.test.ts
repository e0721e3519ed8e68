import type { BatchMessage } from '@loa/domain/delivery';
import type { SliceResult } from '@loa/domain/ports';
import { createMetrics, type Hooks, noHooks } from '@loa/runtime';
import { testLogger } from '@loa/testing/logs';
import { describe, expect, it } from 'vitest';
import { createBell } from './bell.ts';
import { fanoutSettings } from './config.ts';
import { fanoutMetrics } from './metrics.ts';
import { runSlices } from './slice-loop.ts';

const batch: BatchMessage = { batchId: 1, warningId: 'actual-1', channel: 'email', lane: 'urgent', language: 'vi', attempt: 1 };
const written: SliceResult = {
  kind: 'written',
  jobId: 1,
  warningId: 'actual-1',
  people: 2,
  rows: 2,
  superseded: 1,
  untold: {},
  jobDone: false,
  batches: [batch],
};

/** Runs the loop over a script of slices, and stops it when the script has ended. */
async function run(
  script: (SliceResult | Error)[],
  publishFaults = 0,
  hooks: Hooks = noHooks,
): Promise<{ happened: string[]; text: string }> {
  const happened: string[] = [];
  const stop = new AbortController();
  const metrics = createMetrics({ service: 'fanout' });
  let faults = publishFaults;
  await runSlices(
    {
      fanout: {
        async slice(options) {
          const next = script.shift();
          if (next === undefined) {
            stop.abort();
            return { kind: 'idle' };
          }
          options.beforeCommit?.();
          happened.push(next instanceof Error ? 'slice failed' : next.kind);
          if (next instanceof Error) throw next;
          return next;
        },
      },
      async publish(batches) {
        happened.push(`publish ${batches.map((one) => one.batchId).join(',')}`);
        if (faults-- > 0) throw new Error('log is gone');
      },
      settings: fanoutSettings.parse({ idleMs: 1, longestBackOffMs: 1 }),
      bell: createBell(),
      clock: { now: () => new Date(0) },
      hooks,
      log: testLogger('fanout'),
      metrics: fanoutMetrics(metrics),
    },
    stop.signal,
  );
  return { happened, text: await metrics.registry.metrics() };
}

describe('the slice loop', () => {
  it('publishes what a slice made before it takes the next', async () => {
    const { happened } = await run([written, written]);
    expect(happened).toEqual(['written', 'publish 1', 'written', 'publish 1']);
  });

  it('runs no slice ahead of a log that takes nothing', async () => {
    const { happened } = await run([written, written], 3);
    expect(happened).toEqual(['written', 'publish 1', 'publish 1', 'publish 1', 'publish 1', 'written', 'publish 1']);
  });

  it('goes on after a slice that failed, and after having nothing to do', async () => {
    const { happened, text } = await run([new Error('deadlock'), { kind: 'busy' }, { kind: 'idle' }, written]);
    expect(happened).toEqual(['slice failed', 'busy', 'idle', 'written', 'publish 1']);
    expect(text).toMatch(/loa_fanout_slices_total\{[^}]*result="failed"[^}]*\} 1/);
    expect(text).toMatch(/loa_fanout_rows_total\{[^}]*what="superseded"[^}]*\} 1/);
  });

  it('passes the crash points of a commit in order', async () => {
    const points: string[] = [];
    await run([written], 0, { reached: (point) => void points.push(point) });
    expect(points).toEqual(['before-commit', 'after-commit']);
  });

  it('counts why jobs were closed', async () => {
    const { text } = await run([{ kind: 'closed', warningId: 'actual-1', reason: 'recalled' }]);
    expect(text).toMatch(/loa_fanout_slices_total\{[^}]*result="recalled"[^}]*\} 1/);
  });
});

describe('the bell', () => {
  it('wakes whoever waits, and keeps a ring that nobody waited for', async () => {
    const bell = createBell();
    const never = new AbortController().signal;
    const waits = Promise.all([bell.wait(600_000, never), bell.wait(600_000, never)]);
    bell.ring();
    await waits;
    bell.ring();
    await bell.wait(600_000, never);
  });

  it('lets go when it is over', async () => {
    const stop = new AbortController();
    const wait = createBell().wait(600_000, stop.signal);
    stop.abort();
    await wait;
    await createBell().wait(600_000, stop.signal);
  });
});
