import { randomUUID } from 'node:crypto';
import { type Lane, mobileOperators } from '@loa/domain/audience';
import { accountKey } from '@loa/domain/delivery';
import type { Channel, DeadLetters, EventStates, FenceReader, Ledger, ProviderDesk, RateLimiter, Registry } from '@loa/domain/ports';
import { dispatch } from '@loa/domain/topics';
import type { SmsRegistrations } from '@loa/domain/wording';
import { type Check, type Clock, type EventLog, type Hooks, type Lifecycle, type Logger, type Metrics, startWorker } from '@loa/runtime';
import { type ConfirmLink, contents, hasLink } from './content-of.ts';
import { startFence } from './fence.ts';
import { handleBatch } from './handle-batch.ts';
import { createProviders, type Provider, type ProviderRules } from './providers/index.ts';
import { providerMetrics } from './providers/metrics.ts';
import { rateTurn } from './rate.ts';
import { receiptsIntoLog } from './receipts-into-log.ts';
import { createSettleQueue } from './settle-queue.ts';
import { createSlots } from './slots.ts';
import { type SteeringRead, startSteering } from './steering.ts';

const LANES: readonly Lane[] = ['flash', 'urgent', 'routine'];
/** Batches in hand per lane: so many leases run out when the process is killed. */
const BATCHES_AT_ONCE = 2;

export interface SenderPorts {
  readonly eventLog: EventLog;
  readonly ledger: Ledger;
  readonly events: Pick<EventStates, 'inForce'>;
  readonly fence: FenceReader;
  readonly providerDesk: ProviderDesk;
  readonly registry: Pick<Registry, 'optOut'>;
  readonly deadLetters: DeadLetters;
  /** In the order in which they are to be used; at least one, all of one channel. */
  readonly providers: readonly [Provider, ...Provider[]];
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
  /** When a provider is turned away from; defaults suit every installation. */
  readonly rules?: Partial<ProviderRules> | undefined;
  /** Where a warning has its page and its CAP message, which e-mails link to; absent: they link to none. */
  readonly publicUrl?: string | undefined;
  /** Where the receiver of a delivery confirms it; absent: messages carry no such link. */
  readonly confirmLink?: ConfirmLink | undefined;
  /** How templates of SMS stand at mobile operators; absent: every text fits. */
  readonly registrations?: SmsRegistrations | undefined;
  /** Where recorded texts of calls are; absent: texts are spoken. */
  readonly recording?: string | undefined;
}

export interface Sender {
  readonly checks: Readonly<Record<string, Check>>;
  /** Consumes the channel's lanes, one consumer each; clean-ups go onto the lifecycle. */
  start(): Promise<void>;
}

/** Wires the sender of one channel. */
export function compose({ rules, publicUrl, confirmLink, registrations, recording }: SenderSettings, ports: SenderPorts): Sender {
  const { testChannel, ledger, lifecycle, hooks, clock } = ports;
  const { name } = ports.providers[0].channel;
  const log = ports.log.child({ channel: name });
  const now = (): Date => clock.now();
  const monotonic = (): number => performance.now();
  const metrics = providerMetrics(ports.metrics, name, ports.providers);
  let steering: SteeringRead | null = null;
  const slowedTo = (provider: string): number => steering?.slowedTo(provider) ?? Infinity;
  const providers = createProviders({
    providers: ports.providers,
    rateOf: ({ name: provider, account, perSecond = Infinity }) =>
      rateTurn(ports.rateLimiter, accountKey(account), () => finite(Math.min(perSecond, slowedTo(provider)))),
    avoided: (provider) => steering?.avoided(provider) ?? false,
    ...(rules === undefined ? {} : { rules }),
    ...{ monotonic, random: Math.random },
    onTurn: metrics.turn,
    onChange(provider, health) {
      metrics.changed(provider, health);
      if (health.kind === 'open') log.error({ provider: provider.name, cause: health.cause, reason: health.reason }, 'provider is left');
      else log.info({ provider: provider.name }, health.kind === 'well' ? 'provider is back' : 'provider is tried again');
      if (health.kind === 'open' && providers.waitMs() > 0) log.error({ reason: health.reason }, 'channel is down');
    },
  });
  const texts = ports.metrics.counter({
    name: 'loa_texts_rendered_total',
    help: 'Texts rendered; one serves everybody who reads the same',
    labels: { channel: [name] },
  });
  const cut = ports.metrics.counter({
    name: 'loa_sms_by_emergency_template_total',
    help: 'SMS cut to the emergency template, since they fit none that is registered at the operator',
    labels: { operator: mobileOperators },
  });
  const intoLog = receiptsIntoLog(ports.eventLog);
  const testProviders = createProviders({
    providers: [{ name: 'capture', account: 'capture', channel: testChannel }],
    ...{ monotonic, random: Math.random },
  });
  return {
    checks: { [`channel-${name}`]: () => providers.check() },
    async start() {
      lifecycle.push('providers', () => providers.stop());
      const slots = createSlots(providers.slots);
      const worker = randomUUID();
      const owner = `sender-${name}-${worker}`;
      const settles = createSettleQueue({
        ...{ ledger, signal: lifecycle.signal },
        underWay: () => slots.inUse,
        onError: (err) => log.error({ err }, 'settle failed'),
      });
      lifecycle.push('settles', () => settles.idle());
      const fence = startFence({
        ...{ reader: ports.fence, now, monotonic },
        onRead: ({ inHand }) =>
          slots.elsewhere(inHand.flatMap((one) => (one.channel === name && !one.owner.startsWith(owner) ? [one.lane] : []))),
        onError: (err) => log.warn({ err }, 'fence could not be read'),
      });
      lifecycle.push('fence', () => fence.stop());
      const orders = startSteering({
        ...{ desk: ports.providerDesk, channel: name, worker, states: () => providers.states(), now },
        onError: (err) => log.warn({ err }, 'orders of operators could not be read'),
      });
      steering = orders;
      lifecycle.push('steering', () => orders.stop());
      const handler = handleBatch({
        ...{ ledger, providers, testProviders, fence, settles, slots, hooks, now, monotonic },
        contentOf: contents(name, {
          ...{ publicUrl, confirmLink, registrations, recording },
          rendered: () => texts.inc({ channel: name }),
          byEmergency: (operator) => cut.inc({ operator }),
        }),
        hasLink: confirmLink === undefined ? () => false : hasLink,
        earlierTold: (batchId) => ledger.earlierTold(batchId),
        silentPlaces: (warningId) => ledger.silentPlaces(warningId),
        unclaimed: (...of) => ledger.unclaimed(...of),
        inForce: (status) => ports.events.inForce(status, now().toISOString()),
        owner: () => `${owner}-${randomUUID()}`,
        random: Math.random,
        counted: metrics.attempt,
        async optedOut(subscriberId) {
          try {
            await ports.registry.optOut(subscriberId, { channel: name, how: 'provider', at: now().toISOString() });
          } catch (err) {
            log.error({ err, subscriberId }, 'an opt-out at the provider could not be kept');
          }
        },
        async mailboxUnknown(refusals) {
          try {
            await intoLog(refusals);
          } catch (err) {
            log.error({ err, refusals: refusals.length }, 'refusals of unknown mailboxes could not be kept');
          }
        },
        unlisted: (provider) => log.error({ provider }, 'a reason is not in the closed list'),
      });
      const workers = LANES.map((lane) =>
        startWorker({
          ...ports,
          log,
          group: `sender-${name}-${lane}`,
          topics: [dispatch(name, lane)],
          handler,
          concurrency: BATCHES_AT_ONCE,
        }),
      );
      for (const worker of workers) lifecycle.push('lane', async () => (await worker).stop());
      await Promise.all(workers);
    },
  };
}

const finite = (limit: number): number | null => (Number.isFinite(limit) ? limit : null);
