import type { Bulletins, DeadLetters, EventStates } from '@loa/domain/ports';
import { assess } from '@loa/domain/risk';
import { bulletins as topic } from '@loa/domain/topics';
import { type Clock, type EventLog, type Hooks, type Lifecycle, type Logger, type Metrics, startWorker } from '@loa/runtime';
import type { ClassifierSettings } from './config.ts';
import { handleBulletin } from './handle-bulletin.ts';

export interface ClassifierPorts {
  readonly eventLog: EventLog;
  readonly bulletins: Pick<Bulletins, 'find' | 'recordAssessment' | 'recordRefusal'>;
  readonly events: EventStates;
  readonly deadLetters: DeadLetters;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

/** Consumer group of `bulletins`. */
const CLASSIFIER_GROUP = 'classifier';

/** Wires the classifier: one worker. */
export function compose(settings: ClassifierSettings, ports: ClassifierPorts): { start(): Promise<void> } {
  const { provisional, concurrency } = settings;
  const handler = handleBulletin({
    bulletins: ports.bulletins,
    events: ports.events,
    assess: (bulletin, inForce) => assess(bulletin, { provisional, inForce }),
    hooks: ports.hooks,
  });
  return {
    async start() {
      const worker = await startWorker({ ...ports, group: CLASSIFIER_GROUP, topics: [topic], handler, concurrency });
      ports.lifecycle.push('bulletins', () => worker.stop());
    },
  };
}
