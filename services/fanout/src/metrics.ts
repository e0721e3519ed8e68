import { NOT_NAMED } from '@loa/domain/audience';
import type { SliceResult } from '@loa/domain/ports';
import type { Metrics } from '@loa/runtime';

/** What fan-out counts. */
export interface FanoutMetrics {
  slice(result: Extract<SliceResult, { kind: 'written' | 'closed' }>, ms: number): void;
  failed(): void;
  /** Places of a warning that nobody has asked for. */
  noListener(places: number): void;
}

export function fanoutMetrics(metrics: Metrics): FanoutMetrics {
  const slices = metrics.counter({
    name: 'loa_fanout_slices_total',
    help: 'Slices by what became of them',
    labels: { result: ['written', 'recalled', 'cancelled', 'expired', 'refused', 'overtaken', 'failed'] },
  });
  const rows = metrics.counter({ name: 'loa_fanout_rows_total', help: 'Delivery rows', labels: { what: ['inserted', 'superseded'] } });
  const people = metrics.counter({ name: 'loa_fanout_people_total', help: 'People decided about', labels: {} });
  const unnamed = metrics.counter({
    name: 'loa_fanout_unnamed_total',
    help: 'People whom an exercise was not for, and who got no rows therefore',
    labels: {},
  });
  const silent = metrics.counter({
    name: 'loa_fanout_no_listener_places_total',
    help: 'Warned places that nobody has asked for',
    labels: {},
  });
  const seconds = metrics.histogram({
    name: 'loa_fanout_slice_seconds',
    help: 'Time of one slice, commit included',
    labels: {},
    buckets: [0.005, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 3],
  });
  return {
    slice(result, ms) {
      seconds.observe({}, ms / 1_000);
      slices.inc({ result: result.kind === 'closed' ? result.reason : 'written' });
      if (result.kind === 'closed') return;
      people.inc({}, result.people);
      unnamed.inc({}, result.untold[NOT_NAMED] ?? 0);
      rows.inc({ what: 'inserted' }, result.rows);
      rows.inc({ what: 'superseded' }, result.superseded);
    },
    failed: () => slices.inc({ result: 'failed' }),
    noListener: (places) => silent.inc({}, places),
  };
}
