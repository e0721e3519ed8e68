import type { Channel } from '@loa/domain/audience';
import type { ProviderDesk, ProviderState, SteeringOrder } from '@loa/domain/ports';

/** How often orders are read, and states of providers told. Milliseconds. */
const EXCHANGE_EVERY_MS = 1_000;

/** What operators have ordered of the providers of a channel. */
export interface SteeringRead {
  /** It is left alone, as long as another one takes messages. */
  avoided(provider: string): boolean;
  /** Messages a second at most; null: no order says so. */
  slowedTo(provider: string): number | null;
  stop(): Promise<void>;
}

export interface SteeringOptions {
  readonly desk: ProviderDesk;
  readonly channel: Channel;
  /** What this process is called. */
  readonly worker: string;
  readonly states: () => readonly ProviderState[];
  readonly now: () => Date;
  readonly onError: (error: unknown) => void;
}

/** Starts the exchange. Orders outlast a database that does not answer, each until its own end. */
export function startSteering({ desk, channel, worker, states, now, onError }: SteeringOptions): SteeringRead {
  let orders: readonly SteeringOrder[] = [];
  const ending = new AbortController();
  const inForce = (provider: string): SteeringOrder[] => {
    if (orders.length === 0) return [];
    const at = now().toISOString();
    return orders.filter((one) => one.provider === provider && one.until > at);
  };
  const running = (async () => {
    while (!ending.signal.aborted) {
      try {
        orders = await desk.exchange(channel, worker, states(), now().toISOString());
      } catch (error) {
        onError(error);
      }
      await rest(ending.signal);
    }
  })();
  return {
    avoided: (provider) => inForce(provider).some((one) => one.kind === 'avoid'),
    slowedTo(provider) {
      const limits = inForce(provider).flatMap(({ perSecond }) => perSecond ?? []);
      return limits.length === 0 ? null : Math.min(...limits);
    },
    async stop() {
      ending.abort();
      await running;
    },
  };
}

function rest(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, EXCHANGE_EVERY_MS);
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true });
  });
}
