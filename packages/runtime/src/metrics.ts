import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The process's metrics, with the ones every worker keeps. Label sets are closed. */
export interface Metrics {
  readonly registry: Registry;
  readonly messages: Counter<'group' | 'topic' | 'outcome'>;
  readonly handling: Histogram<'group'>;
  counter<L extends string>(name: string, help: string, labels: readonly L[]): Counter<L>;
  gauge<L extends string>(name: string, help: string, labels: readonly L[], collect?: (gauge: Gauge<L>) => void | Promise<void>): Gauge<L>;
  histogram<L extends string>(name: string, help: string, labels: readonly L[], buckets: number[]): Histogram<L>;
}

/** One registry a process. A metric asked for twice under one name is the same metric. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const once = <M>(name: string, make: () => M): M => (registry.getSingleMetric(name) as M | undefined) ?? make();
  const counter: Metrics['counter'] = (name, help, labels) => once(name, () => new Counter({ name, help, labelNames: labels, registers: [registry] }));
  const histogram: Metrics['histogram'] = (name, help, labels, buckets) =>
    once(name, () => new Histogram({ name, help, labelNames: labels, buckets, registers: [registry] }));
  return {
    registry,
    counter,
    histogram,
    gauge: (name, help, labels, collect) =>
      once(name, () => {
        const gauge = new Gauge({
          name,
          help,
          labelNames: labels,
          registers: [registry],
          ...(collect === undefined ? {} : { collect: () => collect(gauge) }),
        });
        return gauge;
      }),
    messages: counter('loa_messages_total', 'Messages handled, by outcome', ['group', 'topic', 'outcome']),
    handling: histogram('loa_handling_seconds', 'Time to handle one message', ['group'], [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10]),
  };
}
