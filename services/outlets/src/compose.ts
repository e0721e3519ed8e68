import { randomUUID } from 'node:crypto';
import type {
  Airings,
  Callbacks,
  Channel,
  HeldAsk,
  LineLimits,
  OutletLine,
  OutletLines,
  Outlets,
  RateLimiter,
  Warnings,
  Websub,
  WebsubLine,
} from '@loa/domain/ports';
import type { PushedWay } from '@loa/domain/outlet';
import type { Caller, Clock, Lifecycle, Logger, Metrics } from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import type { OutletsSettings } from './config.ts';
import { outletMetrics } from './metrics.ts';
import { openapi } from './openapi.ts';
import { byMail, byWebhook, type Deliver } from './push/deliver.ts';
import { createItems } from './push/items.ts';
import { keepPushing } from './push/keep-pushing.ts';
import { pushOutlet, type PushOutletPorts } from './push/push-outlet.ts';
import { createSettles } from './push/settles.ts';
import { createSlots, type Share, type Slots } from './push/slots.ts';
import { airedRoutes } from './routes/aired.ts';
import { confirmRoutes } from './routes/confirm.ts';
import { keyRoutes } from './routes/keys.ts';
import { meRoutes } from './routes/me.ts';
import { operatorRoutes } from './routes/operators.ts';
import { registerRoute } from './routes/register.ts';
import { websubRoute } from './routes/websub.ts';
import { distribute } from './websub/distribute.ts';
import { type DocumentOf, sharedDocuments } from './websub/documents.ts';
import { keepLooking, lookAtTopics } from './websub/look-at-topics.ts';
import { verifyIntent } from './websub/verify-intent.ts';

export interface OutletsPorts {
  readonly warnings: Pick<Warnings, 'after' | 'get' | 'several'>;
  readonly outlets: Outlets;
  readonly airings: Airings;
  readonly lines: OutletLines;
  readonly websub: Websub;
  readonly callbacks: Callbacks;
  /** Sends e-mail to outlets; null: this installation sends none. */
  readonly mail: Channel | null;
  readonly documentOf: DocumentOf;
  readonly rateLimiter: RateLimiter;
  readonly findKey: (hash: string) => Promise<Caller | null>;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
}

export interface OutletsApp {
  /** Puts its addresses on a server of `createHttp` that does not listen yet. */
  addRoutes(http: FastifyInstance): void;
  /** Starts to push; clean-ups go onto the lifecycle. */
  start(): Promise<void>;
}

/** Calls under way are waited for when the process ends. */
const STOP_GRACE_MS = 5_000;

/** Wires outlets: their API, the pushes to them, and the WebSub hub. */
export function compose(settings: OutletsSettings, ports: OutletsPorts): OutletsApp {
  const { warnings, outlets, lines, websub, callbacks, mail, lifecycle, log, clock } = ports;
  const owner = `outlets-${randomUUID()}`;
  const monotonic = (): number => performance.now();
  const metrics = outletMetrics(ports.metrics, ports);
  const places = { sound: settings.soundSlots, suspect: settings.suspectSlots };
  const slots = createSlots(places);
  const base = { owner, settings, callbacks, clock, log, metrics };
  const pushing = { owner, leaseMs: settings.leaseMs, idleMs: settings.idleMs, clock, log };
  const shareOf = ({ failures }: { readonly failures: number }): Share => (failures > 0 ? 'suspect' : 'sound');
  const hubUrl = `${settings.publicUrl.replace(/\/$/, '')}/websub`;

  const items = createItems(warnings, settings.publicUrl, monotonic);

  const pushItems = (way: PushedWay, deliver: Deliver, count: PushOutletPorts['count'], leaseMs: number, into: Slots) => {
    const settles = createSettles({
      write: (results) => lines.settle(results, { now: clock.now().toISOString(), leaseMs }),
      signal: lifecycle.signal,
      onError: (err) => log.error({ err }, 'deliveries could not be settled'),
    });
    const push = pushOutlet({ ...base, outlets, settles, items, deliver, count });
    const take = (limits: LineLimits): Promise<OutletLine[]> => lines.take(way, limits);
    return keepPushing({ ...pushing, leaseMs, pulse: lines.heads, take, shareOf, push, slots: into, pollMs: settings.pollMs });
  };
  const pushWebhooks = (): (() => Promise<void>) =>
    pushItems('webhook', byWebhook(callbacks, settings, clock), metrics.webhook, settings.leaseMs, slots);
  const pushMails = (channel: Channel): (() => Promise<void>) => {
    const few = createSlots({ sound: settings.mailSlots, suspect: settings.mailSlots });
    return pushItems('email', byMail(channel, settings, clock), metrics.mail, settings.mailLeaseMs, few);
  };
  const verifyIntents = (): (() => Promise<void>) => {
    const take = (limits: LineLimits): Promise<HeldAsk[]> => websub.takeAsks(limits);
    const push = verifyIntent({ ...base, websub });
    return keepPushing({
      ...pushing,
      ...{ pulse: async () => 0, take, shareOf: () => 'sound', push, slots: createSlots(places), pollMs: settings.idleMs },
    });
  };
  const pushFeeds = (): (() => Promise<void>) => {
    const take = (limits: LineLimits): Promise<WebsubLine[]> => websub.take(limits);
    const push = distribute({ ...base, websub, documentOf: sharedDocuments(ports.documentOf, monotonic), hubUrl });
    return keepPushing({
      ...pushing,
      pulse: websub.versions,
      take,
      shareOf,
      push,
      slots: createSlots(places),
      pollMs: settings.websubPollMs,
    });
  };

  return {
    addRoutes(http) {
      const routePorts = { ...ports, slots, settings };
      registerRoute(http, routePorts);
      meRoutes(http, routePorts);
      keyRoutes(http, routePorts);
      confirmRoutes(http, routePorts);
      operatorRoutes(http, routePorts);
      airedRoutes(http, routePorts);
      websubRoute(http, routePorts);
      http.get('/api/outlets/openapi.json', () => openapi);
    },
    async start() {
      lifecycle.push('callbacks', () => callbacks.close());
      const patience = { timeoutMs: settings.timeoutMs + STOP_GRACE_MS };
      lifecycle.push('WebSub pushes', pushFeeds(), patience);
      lifecycle.push('WebSub intents', verifyIntents(), patience);
      lifecycle.push('feeds', keepLooking(lookAtTopics({ ...ports, heads: lines.heads }, settings.relookMs), settings.websubPollMs, log));
      lifecycle.push('webhooks', pushWebhooks(), patience);
      if (mail !== null) lifecycle.push('e-mails to outlets', pushMails(mail), patience);
    },
  };
}
