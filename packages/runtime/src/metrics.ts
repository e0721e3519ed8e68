import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { instruments } from './metrics-instruments.ts';

/** Closed label sets: every label with all of its values. */
export type LabelSets = Readonly<Record<string, readonly string[]>>;
/** One value per label. */
export type Labels<L extends LabelSets> = { readonly [K in keyof L]: L[K][number] };

export interface Definition<L extends LabelSets = LabelSets> {
  /** Prometheus name: `loa_…`, base unit as suffix. */
  readonly name: string;
  readonly help: string;
  readonly labels: L;
}

/**
 * The metrics of a process. Each series exists from the definition on, at 0. A name may be defined again (two services in
 * one process) with the same labels: the sets add up. A label value outside its set throws a RangeError.
 */
export interface Metrics {
  readonly registry: Registry;
  counter<const L extends LabelSets>(definition: Definition<L>): { inc(labels: Labels<L>, by?: number): void };
  gauge<const L extends LabelSets>(definition: Definition<L>): { set(labels: Labels<L>, value: number): void };
  /** A gauge that is read when it is scraped. When `read` fails or takes over 2 s the values of the last time stand. */
  measured<const L extends LabelSets>(definition: Definition<L>, read: () => Promise<readonly (readonly [Labels<L>, number])[]>): void;
  /** `buckets` in the unit of the name, growing. */
  histogram<const L extends LabelSets>(
    definition: Definition<L> & { readonly buckets: readonly number[] },
  ): { observe(labels: Labels<L>, value: number): void };
}

const READ_TIMEOUT_MS = 2_000;

/** A registry of its own, with the process's default metrics and `service` on every series. */
export function createMetrics({ service }: { readonly service: string }): Metrics {
  const registry = new Registry();
  registry.setDefaultLabels({ service });
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const readers = new Map<string, (() => Promise<void>)[]>();
  const collect = (name: string) => async (): Promise<void> => {
    await Promise.all((readers.get(name) ?? []).map((read) => read()));
  };
  const counters = instruments(
    ({ name, help, labelNames }) => new Counter({ name, help, labelNames, registers }),
    (made, labels) => made.inc(labels, 0),
  );
  const gauges = instruments(
    ({ name, help, labelNames }) => new Gauge({ name, help, labelNames, registers, collect: collect(name) }),
    (made, labels) => made.set(labels, 0),
  );
  const histograms = instruments(
    ({ name, help, labelNames, buckets }) => new Histogram({ name, help, labelNames, buckets, registers }),
    (made, labels) => made.zero(labels),
  );

  return {
    registry,
    counter(definition) {
      const { instrument, check } = counters(definition);
      return { inc: (labels, by = 1) => instrument.inc(check(labels), by) };
    },
    gauge(definition) {
      const { instrument, check } = gauges(definition);
      return { set: (labels, value) => instrument.set(check(labels), value) };
    },
    measured(definition, read) {
      const { instrument, check } = gauges(definition);
      const reader = async (): Promise<void> => {
        for (const [labels, value] of (await bounded(read)) ?? []) instrument.set(check(labels), value);
      };
      readers.set(definition.name, [...(readers.get(definition.name) ?? []), reader]);
    },
    histogram(definition) {
      const { instrument, check } = histograms(definition, definition.buckets);
      return { observe: (labels, value) => instrument.observe(check(labels), value) };
    },
  };
}

/** The value, or null when it fails or takes too long: a scrape must not hang on a broken engine. */
async function bounded<T>(read: () => Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(() => resolve(null), READ_TIMEOUT_MS)));
  try {
    return await Promise.race([read(), late]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
  }
}
