import type { Logger, Metrics } from '@loa/runtime';
import { type Action, ACTIONS, type ActionName } from './actions.ts';
import type { SweeperSettings } from './config.ts';

export interface SweepOptions {
  readonly actions: readonly Action[];
  readonly settings: Pick<SweeperSettings, 'rounds' | 'everyMs'>;
  readonly log: Logger;
  readonly metrics: Metrics;
}

/** One round: each action, again while it finds more, within bounds. An action that fails holds up no other. */
export function sweep({ actions, settings, log, metrics }: SweepOptions): (signal: AbortSignal) => Promise<void> {
  const swept = metrics.counter({ name: 'loa_swept_total', help: 'What the sweeper dealt with', labels: { action: ACTIONS } });
  const failures = metrics.counter({ name: 'loa_sweep_failures_total', help: 'Sweeps that failed', labels: { action: ACTIONS } });

  const run = async (action: Action): Promise<boolean> => {
    try {
      const { count, more } = await action.run();
      if (count > 0) tell(action.name, count);
      return more;
    } catch (err) {
      failures.inc({ action: action.name });
      log.warn({ err, action: action.name }, 'sweep failed');
      return false;
    }
  };
  const tell = (action: ActionName, count: number): void => {
    swept.inc({ action }, count);
    log.info({ action, count }, 'swept');
  };

  return async (signal) => {
    for (const action of actions) for (let round = 0; round < settings.rounds && !signal.aborted; round++) if (!(await run(action))) break;
  };
}

/** Rounds until `signal` aborts; the action under way is finished. */
export async function keepSweeping(round: (signal: AbortSignal) => Promise<void>, everyMs: number, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await round(signal);
    await new Promise<void>((resolve) => {
      const go = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', go);
        resolve();
      };
      const timer = setTimeout(go, everyMs);
      signal.addEventListener('abort', go);
      if (signal.aborted) go();
    });
  }
}
