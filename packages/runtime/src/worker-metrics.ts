import type { EventLog, Lag } from './event-log.ts';
import type { Metrics } from './metrics.ts';

/** What became of a record, as counted in `loa_messages_total`. */
const HANDLING_RESULTS = ['done', 'undecodable', 'refused', 'again', 'unexpected', 'halted'] as const;
export type HandlingResult = (typeof HANDLING_RESULTS)[number];

const BUCKETS_SECONDS = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Defines a worker's series; the function returned counts one handling of `ms` milliseconds. */
export function workerMetrics(metrics: Metrics, eventLog: EventLog, group: string, topics: readonly string[]) {
  const labels = { group: [group], topic: topics };
  const messages = metrics.counter({
    name: 'loa_messages_total',
    help: 'Records handled, by what became of them',
    labels: { ...labels, outcome: HANDLING_RESULTS },
  });
  const duration = metrics.histogram({
    name: 'loa_handler_duration_seconds',
    help: 'Time from taking a record to settling it',
    labels,
    buckets: BUCKETS_SECONDS,
  });
  // One question for both gauges of a scrape, which are read at once.
  let asked: Promise<Lag[]> | null = null;
  const lag = (): Promise<Lag[]> => (asked ??= eventLog.lag(group, topics).finally(() => (asked = null)));
  metrics.measured({ name: 'loa_lag_records', help: 'Records not yet passed by the group', labels }, async () =>
    (await lag()).map(({ topic, records }) => [{ group, topic }, records] as const),
  );
  metrics.measured({ name: 'loa_lag_age_seconds', help: 'Age of the oldest record not yet passed', labels }, async () =>
    (await lag()).map(({ topic, oldestAgeMs }) => [{ group, topic }, oldestAgeMs / 1000] as const),
  );
  return (topic: string, outcome: HandlingResult, ms: number): void => {
    messages.inc({ group, topic, outcome });
    duration.observe({ group, topic }, ms / 1000);
  };
}
