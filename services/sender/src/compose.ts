import { randomUUID } from 'node:crypto';
import type { Lane } from '@loa/domain/audience';
import type { Channel, DeadLetters, EventStates, FenceReader, Ledger, RateLimiter } from '@loa/domain/ports';
import { dispatch } from '@loa/domain/topics';
import { type Check, type Clock, type EventLog, type Hooks, type Lifecycle, type Logger, type Metrics, startWorker } from '@loa/runtime';
import { createCircuit } from './circuit.ts';
import { contents } from './content-of.ts';
import { startFence } from './fence.ts';
import { handleBatch } from './handle-batch.ts';
import { rateTurn, unlimited } from './rate.ts';
import { createSettleQueue } from './settle-queue.ts';
import { createSlots } from './slots.ts';

const LANES: readonly Lane[] = ['flash', 'urgent', 'routine'];
/** Batches in hand per lane: so many leases run out when the process is killed. */
const BATCHES_AT_ONCE = 2;
const KINDS = ['accepted', 'stopped', 'retryable', 'permanent', 'channel-down', 'unknown'] as const;

export interface SenderPorts {
  readonly eventLog: EventLog;
  readonly ledger: Ledger;
  readonly events: Pick<EventStates, 'inForce'>;
  readonly fence: FenceReader;
  readonly deadLetters: DeadLetters;
  readonly channel: Channel;
  /** Reaches nobody: carries status Test. */
  readonly testChannel: Channel;
  readonly rateLimiter: RateLimiter;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
  readonly lifecycle: Lifecycle;
}

export interface SenderSettings {
  /** Operations per second of the provider's account, over all workers; absent: no limit. */
  readonly perSecond?: number | undefined;
  /** Name of the provider's account, for the limit; default the channel's name. */
  readonly account?: string | undefined;
}

export interface Sender {
  readonly checks: Readonly<Record<string, Check>>;
  /** Consumes the channel's lanes, one consumer each; clean-ups go onto the lifecycle. */
  start(): Promise<void>;
}

/** Wires the sender of one channel. */
export function compose(settings: SenderSettings, ports: SenderPorts): Sender {
  const { channel, testChannel, ledger, lifecycle, hooks, clock } = ports;
  const log = ports.log.child({ channel: channel.name });
  const now = (): Date => clock.now();
  const monotonic = (): number => performance.now();
  const circuit = createCircuit({
    probe: () => channel.check(),
    onChange: (state, reason) => (state === 'open' ? log.error({ reason }, 'channel is down') : log.info({ reason }, 'channel is back')),
  });
  const attempts = ports.metrics.counter({
    name: 'loa_attempts_total',
    help: 'Attempts to send, by what came of them',
    labels: { channel: [channel.name], result: KINDS },
  });
  const { perSecond, account = channel.name } = settings;
  return {
    checks: { [`channel-${channel.name}`]: () => circuit.check() },
    async start() {
      lifecycle.push('circuit', () => circuit.stop());
      const settles = createSettleQueue({ ledger, signal: lifecycle.signal, onError: (err) => log.error({ err }, 'settle failed') });
      lifecycle.push('settles', () => settles.idle());
      const fence = startFence({ reader: ports.fence, now, monotonic, onError: (err) => log.warn({ err }, 'fence could not be read') });
      lifecycle.push('fence', () => fence.stop());
      const handler = handleBatch({
        ...{ ledger, circuit, channel, testChannel, fence, settles, hooks, now, monotonic },
        slots: createSlots(channel.slots),
        rate: perSecond === undefined ? unlimited : rateTurn(ports.rateLimiter, `send:${account}`, perSecond),
        contentOf: contents(channel.name),
        inForce: (status) => ports.events.inForce(status, now().toISOString()),
        owner: () => `sender-${channel.name}-${randomUUID()}`,
        random: Math.random,
        counted: (result) => attempts.inc({ channel: channel.name, result }),
      });
      const workers = LANES.map((lane) =>
        startWorker({
          ...ports,
          log,
          group: `sender-${channel.name}-${lane}`,
          topics: [dispatch(channel.name, lane)],
          handler,
          concurrency: BATCHES_AT_ONCE,
        }),
      );
      for (const worker of workers) lifecycle.push('lane', async () => (await worker).stop());
      await Promise.all(workers);
    },
  };
}
