import { type CapPolls, type PollOutcome, pollOutcomes, type SourceItemOutcome } from '@loa/domain/ports';
import type { Clock, Metrics } from '@loa/runtime';

const ITEM_OUTCOMES = ['submitted', 'refused', 'checked'] as const satisfies readonly SourceItemOutcome[];

export interface PollMetrics {
  poll(source: string, outcome: PollOutcome): void;
  message(source: string, outcome: SourceItemOutcome): void;
}

/** What polling shows of itself; `sources`: ids as they are configured. */
export function pollMetrics(
  metrics: Metrics,
  sources: readonly string[],
  { polls, clock }: { readonly polls: Pick<CapPolls, 'states'>; readonly clock: Clock },
): PollMetrics {
  const rounds = metrics.counter({
    name: 'loa_cap_source_polls_total',
    help: 'Rounds of CAP sources, by what came of them',
    labels: { source: sources, outcome: pollOutcomes },
  });
  const messages = metrics.counter({
    name: 'loa_cap_source_messages_total',
    help: 'Messages that CAP sources showed, by what became of them',
    labels: { source: sources, outcome: ITEM_OUTCOMES },
  });
  metrics.measured(
    {
      name: 'loa_cap_source_success_age_seconds',
      help: 'How long ago a CAP source was last read to its end, or had not changed; where it never was, since it was configured',
      labels: { source: sources },
    },
    async () =>
      (await polls.states(sources)).map(({ id, succeededAt, configuredAt }) => [
        { source: id },
        Math.max(0, (clock.now().getTime() - Date.parse(succeededAt ?? configuredAt)) / 1_000),
      ]),
  );
  return { poll: (source, outcome) => rounds.inc({ source, outcome }), message: (source, outcome) => messages.inc({ source, outcome }) };
}
