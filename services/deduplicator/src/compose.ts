import { decideHold, type HoldRules, PASS_REASONS } from '@loa/domain/approval';
import type { DeadLetters, Issuing, Lapsing } from '@loa/domain/ports';
import { assessments } from '@loa/domain/topics';
import { decideIssue } from '@loa/domain/warning';
import { type Clock, type EventLog, type Hooks, type Lifecycle, type Logger, type Metrics, startWorker } from '@loa/runtime';
import type { DeduplicatorSettings } from './config.ts';
import { handleAssessment } from './handle-assessment.ts';
import { keepLapses } from './keep-lapses.ts';

export interface DeduplicatorPorts {
  readonly eventLog: EventLog;
  readonly issuing: Issuing;
  readonly lapsing: Lapsing;
  readonly deadLetters: DeadLetters;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

/** Consumer group of `assessments`. */
const DEDUPLICATOR_GROUP = 'deduplicator';

/** Wires the deduplicator; `rules` say whom a second person is asked about: one worker, and a look for what ran out. */
export function compose(settings: DeduplicatorSettings, rules: HoldRules, ports: DeduplicatorPorts): { start(): Promise<void> } {
  const decisions = ports.metrics.counter({
    name: 'loa_decisions_total',
    help: 'Assessed bulletins by decision',
    labels: { decision: ['issued', 'repeat', 'stale', 'sequence-conflict', 'nothing-to-say'] },
  });
  const decided = (decision: Parameters<typeof decisions.inc>[0]['decision']): void => decisions.inc({ decision });
  const holds = ports.metrics.counter({
    name: 'loa_holds_total',
    help: 'Warnings by whether citizens wait for a second person, and why not',
    labels: { decision: ['held', 'trusted', ...PASS_REASONS] },
  });
  const hold: typeof decideHold = (question) => {
    const decision = decideHold(question);
    holds.inc({ decision: decision.kind === 'passes' ? decision.reason : decision.kind });
    return decision;
  };
  const handler = handleAssessment({
    ...{ issuing: ports.issuing, decide: decideIssue, hold: { decide: hold, rules } },
    ...{ hooks: ports.hooks, decided },
  });
  return {
    async start() {
      const worker = await startWorker({
        ...ports,
        group: DEDUPLICATOR_GROUP,
        topics: [assessments],
        handler,
        concurrency: settings.concurrency,
      });
      ports.lifecycle.push('assessments', () => worker.stop());
      ports.lifecycle.push('lapses', keepLapses(ports, settings.lapseEveryMs));
    },
  };
}
