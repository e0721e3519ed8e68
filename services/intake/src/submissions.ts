import type { DeadLetters } from '@loa/domain/ports';
import { submissions as topic } from '@loa/domain/topics';
import { type EventLog, type Lifecycle, startWorker } from '@loa/runtime';
import { createSources } from './cap/sources.ts';
import { checkBulletin } from './check-bulletin.ts';
import type { IntakePorts } from './compose.ts';
import type { IntakeSettings } from './config.ts';
import { handleSubmission } from './handle-submission.ts';
import type { LogKeys } from './log-keys.ts';
import { takeBulletin, takenCounter } from './take-bulletin.ts';

/** Consumer group of `submissions`. */
const INTAKE_GROUP = 'intake';

export interface SubmissionPorts extends Pick<
  IntakePorts,
  'bulletins' | 'issuers' | 'documents' | 'claims' | 'log' | 'metrics' | 'clock' | 'hooks'
> {
  readonly eventLog: EventLog;
  readonly deadLetters: DeadLetters;
  readonly lifecycle: Lifecycle;
}

/** Wires intake from the log: one worker. Without keys it runs as well, so that what somebody writes there is kept with its reason. */
export function composeSubmissions(settings: IntakeSettings, keys: LogKeys, ports: SubmissionPorts): { start(): Promise<void> } {
  const results = takenCounter(ports.metrics);
  const handler = handleSubmission({
    ...{ keys, sources: createSources(settings.sources) },
    ...{ check: checkBulletin(ports), take: takeBulletin(settings, ports), taken: (result) => results.inc({ result }) },
  });
  return {
    async start() {
      const worker = await startWorker({ ...ports, group: INTAKE_GROUP, topics: [topic], handler });
      ports.lifecycle.push('submissions', () => worker.stop());
    },
  };
}
