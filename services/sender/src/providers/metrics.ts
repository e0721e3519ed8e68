import type { AttemptResult, Channel } from '@loa/domain/ports';
import type { Metrics } from '@loa/runtime';
import { CHOICE_REASONS, type ChoiceReason } from './choose-provider.ts';
import type { Health } from './health.ts';
import type { Provider } from './provider-at-work.ts';

const KINDS = ['accepted', 'stopped', 'retryable', 'permanent', 'channel-down', 'unknown'] as const;
const STATES = ['well', 'returning', 'open'] as const satisfies readonly Health['kind'][];
/** The provider of what was given to none, and of status Test. */
const NONE = 'none';

/** What is counted of the providers of a channel. */
export interface ProviderMetrics {
  attempt(kind: AttemptResult['kind'], provider: string | null, attempts: number): void;
  turn(provider: Provider, reason: ChoiceReason): void;
  changed(provider: Provider, health: Health): void;
}

export function providerMetrics(metrics: Metrics, channel: Channel['name'], providers: readonly Provider[]): ProviderMetrics {
  const names = providers.map(({ name }) => name);
  const attempts = metrics.counter({
    name: 'loa_attempts_total',
    help: 'Attempts to send, by what came of them',
    labels: { channel: [channel], provider: [NONE, ...names], result: KINDS },
  });
  const turns = metrics.counter({
    name: 'loa_provider_turns_total',
    help: 'Operations given to a provider, by why it was chosen',
    labels: { channel: [channel], provider: names, reason: CHOICE_REASONS },
  });
  const states = metrics.gauge({
    name: 'loa_provider_state',
    help: '1 for the state that a provider is in: well, returning, open',
    labels: { channel: [channel], provider: names, state: STATES },
  });
  const changed: ProviderMetrics['changed'] = ({ name }, health) => {
    for (const state of STATES) states.set({ channel, provider: name, state }, state === health.kind ? 1 : 0);
  };
  for (const provider of providers) changed(provider, { kind: 'well' });
  return {
    attempt: (result, provider, count) =>
      attempts.inc({ channel, provider: provider !== null && names.includes(provider) ? provider : NONE, result }, count),
    turn: ({ name }, reason) => turns.inc({ channel, provider: name, reason }),
    changed,
  };
}
