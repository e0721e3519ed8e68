import { createHash } from 'node:crypto';
import type { CapPolls, Fetches, HeldSource } from '@loa/domain/ports';
import { bearerAuth, type Caller, type Clock, type Lifecycle, type Logger, type Metrics } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import { keepPushing } from '../push/keep-pushing.ts';
import { createSlots } from '../push/slots.ts';
import { polledAmong, type PollSettings } from './config.ts';
import { pollMetrics } from './metrics.ts';
import { pollSource } from './poll-source.ts';
import type { Submit } from './submitted-of.ts';

export interface PollPorts {
  readonly polls: CapPolls;
  readonly fetches: Fetches;
  readonly submit: Submit;
  readonly findKey: (hash: string) => Promise<Caller | null>;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

export interface Polling {
  /** Puts GET /api/sources on a server of `createHttp` that does not listen yet. */
  addRoutes(http: FastifyInstance): void;
  /** Starts to poll; clean-ups go onto the lifecycle. */
  start(): Promise<void>;
}

/** A round that is in hand is given so much longer than its calls when the process ends. */
const STOP_GRACE_MS = 5_000;

/** Wires the poller of CAP sources. */
export function composePolling(settings: PollSettings, ports: PollPorts): Polling {
  const { polls, fetches, lifecycle, log, clock, findKey } = ports;
  const sources = polledAmong(settings.sources);
  const ids = sources.map(({ id }) => id);
  const metrics = pollMetrics(ports.metrics, ids, ports);
  const places = { sound: settings.slots, suspect: settings.slots };
  return {
    addRoutes(http) {
      http.get('/api/sources', { preHandler: bearerAuth({ findKey, roles: ['operator'] }) }, async () => {
        const configured = new Map(sources.map((one) => [one.id, one]));
        const states = (await polls.states(ids)).map((state) => {
          const { issuer, country, poll } = configured.get(state.id) ?? {};
          return { ...state, issuer, country, kind: poll?.kind, everySeconds: poll?.everySeconds, trusted: poll?.trusted };
        });
        return { at: clock.now().toISOString(), sources: states };
      });
    },
    async start() {
      lifecycle.push('documents of sources', () => fetches.close());
      const configured = sources.map((one) => ({ id: one.id, url: one.poll.url, fingerprint: fingerprintOf(one) }));
      await polls.configure(configured, clock.now().toISOString());
      if (sources.length === 0) return;
      const stop = keepPushing<HeldSource>({
        ...{ pulse: async () => 0, take: (limits) => polls.take({ ...limits, ids }) },
        shareOf: ({ failures }) => (failures > 0 ? 'suspect' : 'sound'),
        push: pollSource({ ...ports, settings, metrics }, Math.random),
        slots: createSlots(places),
        ...{ owner: 'sources', leaseMs: settings.leaseMs, pollMs: settings.idleMs, idleMs: settings.idleMs, clock, log },
      });
      lifecycle.push('sources', stop, { timeoutMs: settings.timeoutMs + STOP_GRACE_MS });
    },
  };
}

/** Changes with anything that is configured of a source. */
const fingerprintOf = (source: PollSettings['sources'][number]): string =>
  createHash('sha256').update(JSON.stringify(source)).digest('hex');
