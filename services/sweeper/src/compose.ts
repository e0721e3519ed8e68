import type { Bulletins, SupplyDesk, Sweeper } from '@loa/domain/ports';
import { batchOutbox, type Clock, type EventLog, type Hooks, type Lifecycle, type Logger, type Metrics } from '@loa/runtime';
import { actions } from './actions.ts';
import type { SweeperSettings } from './config.ts';
import { keepSweeping, sweep } from './sweep.ts';

export interface SweeperPorts {
  readonly eventLog: EventLog;
  readonly sweeper: Sweeper;
  readonly bulletins: Pick<Bulletins, 'unpublished' | 'markPublished'>;
  readonly supply: SupplyDesk;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

/** Wires the sweeper: one loop over its actions. `round` is one pass, for tests that own the clock. */
export function compose(settings: SweeperSettings, ports: SweeperPorts): { start(): Promise<void>; round(): Promise<void> } {
  const { eventLog, sweeper, lifecycle, log, metrics, clock, hooks } = ports;
  const publish = batchOutbox({ eventLog, marks: sweeper, clock, hooks });
  const round = sweep({ actions: actions(settings, { ...ports, publish }), settings, log, metrics });
  return {
    round: () => round(new AbortController().signal),
    async start() {
      const stop = new AbortController();
      const running = keepSweeping(round, settings.everyMs, stop.signal);
      lifecycle.push('sweeping', async () => {
        stop.abort();
        await running;
      });
    },
  };
}
