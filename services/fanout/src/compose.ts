import type { DeadLetters, Fanout, Reach, SupplyDesk } from '@loa/domain/ports';
import { warnings } from '@loa/domain/topics';
import { batchOutbox, type Clock, type EventLog, type Hooks, type Lifecycle, type Logger, type Metrics, startWorker } from '@loa/runtime';
import { createBell } from './bell.ts';
import type { FanoutSettings } from './config.ts';
import { handleWarning } from './handle-warning.ts';
import { fanoutMetrics } from './metrics.ts';
import { runSlices } from './slice-loop.ts';

export interface FanoutPorts {
  readonly eventLog: EventLog;
  readonly fanout: Fanout;
  readonly supply: Pick<SupplyDesk, 'roster' | 'open'>;
  readonly reach: Pick<Reach, 'noListener'>;
  readonly deadLetters: DeadLetters;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

/** Consumer group of `warnings`. */
const FANOUT_GROUP = 'fanout';

/** Wires fan-out: a worker that writes jobs, and loops that work them off. */
export function compose(settings: FanoutSettings, ports: FanoutPorts): { start(): Promise<void> } {
  const { eventLog, fanout, supply, reach, lifecycle, log, clock, hooks } = ports;
  const bell = createBell();
  const publish = batchOutbox({ eventLog, marks: fanout, clock, hooks });
  const metrics = fanoutMetrics(ports.metrics);
  const loop = { fanout, publish, settings, bell, clock, hooks, log, metrics };
  return {
    async start() {
      const stop = new AbortController();
      const running = Array.from({ length: settings.loops }, () => runSlices(loop, stop.signal));
      lifecycle.push('slices', async () => {
        stop.abort();
        await Promise.all(running);
      });
      const handler = handleWarning({ fanout, supply, reach, wake: () => bell.ring(), noListener: (places) => metrics.noListener(places) });
      const worker = await startWorker({ ...ports, group: FANOUT_GROUP, topics: [warnings], handler });
      lifecycle.push('warnings', () => worker.stop());
    },
  };
}
