import { randomUUID } from 'node:crypto';
import type { Lane } from '@loa/domain/audience';
import type { Channel, DeadLetters, Fence, Ledger, RateLimiter } from '@loa/domain/ports';
import { dispatch } from '@loa/domain/topics';
import type { Check, Clock, EventLog, Hooks, Lifecycle, Logger, Metrics } from '@loa/runtime';
import { startWorker } from '@loa/runtime';
import { createCircuit } from './circuit.ts';
import { startFenceReader } from './fence-reader.ts';
import { handleBatch } from './handle-batch.ts';
import { createLaneTurns } from './lane-turns.ts';
import { createSettleQueue } from './settle-queue.ts';

const LANES: readonly Lane[] = ['flash', 'urgent', 'routine'];
/** Batches in hand per lane: so many leases can run out together when the process is killed. */
const BATCHES_AT_ONCE = 2;

export interface SenderPorts {
  readonly eventLog: EventLog;
  readonly ledger: Ledger;
  readonly fence: Fence;
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

export interface SenderConfig {
  /** Operations per second of the provider's account over all workers; absent: no limit. */
  readonly perSecond?: number | undefined;
}

export interface Sender {
  readonly checks: Readonly<Record<string, Check>>;
  /** Consumes the channel's lanes, one consumer each; what it opens is pushed on the lifecycle. */
  start(): Promise<void>;
}

/** Wires the sender of one channel. */
export function compose(config: SenderConfig, ports: SenderPorts): Sender {
  const { channel, lifecycle } = ports;
  const log = ports.log.child({ channel: channel.name });
  const circuit = createCircuit();
  const now = (): Date => ports.clock.now();
  return {
    checks: { [`${channel.name}-circuit`]: () => circuit.check() },
    async start() {
      const fence = startFenceReader({ fence: ports.fence, now, onError: (err) => log.warn({ err }, 'fence could not be read') });
      lifecycle.push('fence', () => fence.stop());
      const settles = createSettleQueue({ ledger: ports.ledger, now, signal: lifecycle.signal, onError: (err) => log.warn({ err }, 'settle failed') });
      lifecycle.push('settles', () => settles.idle());
      const handler = handleBatch({
        ledger: ports.ledger,
        owner: `${channel.name}-${process.pid}-${randomUUID().slice(0, 8)}`,
        channel,
        testChannel: ports.testChannel,
        fence,
        settles,
        turns: createLaneTurns(channel.slots),
        rate: config.perSecond === undefined ? null : { limiter: ports.rateLimiter, key: `rate:${channel.name}`, perSecond: config.perSecond },
        hooks: ports.hooks,
        now,
        random: Math.random,
        circuit,
      });
      for (const lane of LANES) {
        const worker = await startWorker({ ...ports, log, group: `sender-${channel.name}-${lane}`, topics: [dispatch(channel.name, lane)], handler, concurrency: BATCHES_AT_ONCE });
        lifecycle.push(`worker ${lane}`, () => worker.stop());
      }
    },
  };
}
