import type { Confirmations, DeadLetters, Receipts, Registry } from '@loa/domain/ports';
import { receipts as topic } from '@loa/domain/topics';
import { type Check, type Clock, type EventLog, type Hooks, type Lifecycle, type Logger, type Metrics, startWorker } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { listenForBounces, type ListenOptions } from './bounces/listen.ts';
import { handleReceipts } from './handle-receipts.ts';
import { confirmPage } from './routes/confirm-page.ts';
import { twilioCall } from './routes/twilio-call.ts';
import { CALLBACK_REFUSALS, type CallbackRefusal, twilioCallback } from './routes/twilio-callback.ts';

/** Consumer group of `receipts`. */
const RECEIPTS_GROUP = 'receipts';

export interface ReceiptsPorts {
  readonly eventLog: EventLog;
  readonly receipts: Receipts;
  readonly confirmations: Confirmations;
  readonly registry: Pick<Registry, 'optOut'>;
  readonly deadLetters: DeadLetters;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly hooks: Hooks;
}

export interface ReceiptsSettings {
  /** Null where no provider calls back: then there is no such route. */
  readonly twilio: { readonly authTokens: readonly string[]; readonly receiptSecret: string; readonly publicUrl: string } | null;
  /** Signs the links by which receivers confirm; null: there is no such page. */
  readonly confirmSecret: string | null;
  /** Absent where bounces go elsewhere. */
  readonly bounces?: ListenOptions | undefined;
}

export interface ReceiptsApp {
  readonly checks: Readonly<Record<string, Check>>;
  /** Adds the routes that providers call. */
  addRoutes(http: FastifyInstance): void;
  start(): Promise<void>;
}

/** Wires receipts: a route and an SMTP server that put them into the log, and a worker that settles them. */
export function compose({ twilio, confirmSecret, bounces }: ReceiptsSettings, ports: ReceiptsPorts): ReceiptsApp {
  const { eventLog, receipts, registry, confirmations, hooks, lifecycle, clock, metrics } = ports;
  return {
    checks: {},
    addRoutes(http) {
      if (twilio !== null) {
        const refused = metrics.counter({
          name: 'loa_callbacks_refused_total',
          help: 'Callbacks that were refused: not signed by Twilio, or to an address that was not made here',
          labels: { reason: CALLBACK_REFUSALS },
        });
        const options = { ...twilio, eventLog, clock, hooks, onRefused: (reason: CallbackRefusal) => refused.inc({ reason }) };
        twilioCallback(http, options);
        twilioCall(http, { ...options, confirmations });
      }
      if (confirmSecret !== null) confirmPage(http, { secret: confirmSecret, confirmations, clock, metrics });
    },
    async start() {
      const worker = await startWorker({
        ...ports,
        group: RECEIPTS_GROUP,
        topics: [topic],
        handler: handleReceipts({ receipts, registry, hooks, random: Math.random }),
      });
      lifecycle.push('receipts', () => worker.stop());
      if (bounces === undefined) return;
      const listener = await listenForBounces(bounces, { ...ports, eventLog, clock, hooks });
      lifecycle.push('bounces', () => listener.stop());
    },
  };
}
