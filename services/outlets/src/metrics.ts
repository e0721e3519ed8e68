import { type PushResult, pushResults } from '@loa/domain/outlet';
import type { OutletLag, OutletLines, Websub } from '@loa/domain/ports';
import type { Clock, Metrics } from '@loa/runtime';

const STATES = ['flowing', 'failing'] as const;
const VERIFICATIONS = ['verified', 'refused', 'unreachable'] as const;

export interface OutletMetrics {
  webhook(result: PushResult | 'passed'): void;
  mail(result: PushResult | 'passed'): void;
  websub(result: PushResult): void;
  verification(result: (typeof VERIFICATIONS)[number]): void;
}

/** What outlets show of themselves; lag is read when it is scraped. */
export function outletMetrics(
  metrics: Metrics,
  { lines, websub, clock }: { lines: OutletLines; websub: Websub; clock: Clock },
): OutletMetrics {
  const now = (): string => clock.now().toISOString();
  const lag = (name: string, help: string, of: (one: OutletLag) => number): void =>
    metrics.measured({ name, help, labels: { state: STATES } }, async () =>
      (await lines.lag(now())).map((one) => [{ state: one.state }, of(one)]),
    );
  lag('loa_outlets', 'Approved outlets that are pushed to, by whether the last try failed', (one) => one.outlets);
  lag('loa_outlet_lag_items', 'Items that the outlet furthest behind has not got', (one) => one.items);
  lag('loa_outlet_lag_seconds', 'How long the item has waited that waits longest for an outlet', (one) => one.seconds);
  metrics.measured({ name: 'loa_websub_subscriptions', help: 'WebSub subscriptions in force', labels: {} }, async () => [
    [{}, await websub.count(now())],
  ]);
  const webhooks = metrics.counter({
    name: 'loa_webhooks_total',
    help: 'Items sent to outlets, by what came of it; passed: not asked for',
    labels: { result: [...pushResults, 'passed'] },
  });
  const mails = metrics.counter({
    name: 'loa_outlet_mails_total',
    help: 'Items sent to outlets by e-mail, by what came of it; passed: not asked for',
    labels: { result: [...pushResults, 'passed'] },
  });
  const pushes = metrics.counter({
    name: 'loa_websub_pushes_total',
    help: 'Feeds sent to WebSub subscribers',
    labels: { result: pushResults },
  });
  const verifications = metrics.counter({
    name: 'loa_websub_verifications_total',
    help: 'Verifications of intent',
    labels: { result: VERIFICATIONS },
  });
  return {
    webhook: (result) => webhooks.inc({ result }),
    mail: (result) => mails.inc({ result }),
    websub: (result) => pushes.inc({ result }),
    verification: (result) => verifications.inc({ result }),
  };
}
