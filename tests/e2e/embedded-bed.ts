import { testAddresses } from '@loa/testing/addresses';
import { type CaptureChannel, captureChannel } from '@loa/adapters/capture';
import { embeddedClaims, embeddedLog, embeddedRateLimiter } from '@loa/adapters/embedded';
import { bulletinsTable, type Database, migrate, openPglite, registryTable, replayLedgerTable } from '@loa/adapters/postgres';
import type { BulletinWay, Channel, LedgerLine, OutgoingMessage, SubscriberInput } from '@loa/domain/ports';
import { allTopics } from '@loa/domain/topics';
import { type BuiltFiles, type Clock, createHttp, createLifecycle, createMetrics, type EventLog, noHooks, systemClock } from '@loa/runtime';
import { testLogger } from '@loa/testing/logs';
import { until } from '@loa/testing/servers';
import type { Alarm } from '../../services/console/src/alarm.ts';
import { publishingOf } from '../../services/feeds/src/publishing.ts';
import { capturedPage } from '../../services/standalone/src/captured-page.ts';
import { compose, type StandaloneSettings } from '../../services/standalone/src/compose.ts';
import { standaloneConfig } from '../../services/standalone/src/config.ts';
import { type Desk, deskAt, makeKeys } from './desk.ts';

/** What a capture channel took. */
export interface Captured {
  readonly channel: Channel['name'];
  readonly to: string;
  /** Empty of a message that is about no warning. */
  readonly warningId: string;
  readonly text: string;
}

/** Every service in this process on embedded engines, with capture channels at the far end. */
export interface EmbeddedBed extends Desk {
  readonly url: string;
  readonly db: Database;
  readonly eventLog: EventLog;
  /** Everything that has reached the far end, in order. */
  readonly farEnd: readonly Captured[];
  /** What may be asked for by GET, as routes are written: `/warnings/:id`. */
  readonly routes: readonly string[];
  /** Waits until the bulletin is decided. */
  decided(id: string): Promise<BulletinWay>;
  /** Waits until the bulletin is decided, and where it was issued, until every delivery is final. */
  settled(id: string): Promise<BulletinWay>;
  /** Waits until the bulletin is decided and fan-out has done all of its work for it. */
  fannedOut(id: string): Promise<BulletinWay>;
  /** Who was told of a bulletin's warning: addresses and numbers, in order of the alphabet. */
  toldOf(id: string): Promise<string[]>;
  /** Rows of the ledger of an event. */
  ledger(event: string): Promise<LedgerLine[]>;
  /** From now on what goes to `to` is taken and not answered, until the function returned is called. */
  hold(to: string): () => void;
  stop(): Promise<void>;
}

const WITHIN_MS = 30_000;

/** Starts {@link EmbeddedBed} with `people` in its registry; `slots`: messages under way at once on each channel; `reaches`: whom the channels say they reach. */
export async function embeddedBed(options: {
  people: readonly SubscriberInput[];
  slots?: number;
  reaches?: Channel['reaches'];
  /** A second relay beside the capture channel of e-mail. */
  secondEmail?: Channel;
  /** In place of capture channels. */
  sms?: Channel;
  voice?: Channel;
  settings?: Partial<StandaloneSettings>;
  clock?: Clock;
  screens?: BuiltFiles | null;
  trustedProxies?: readonly string[];
  /** Whom the console's watches call; absent: it keeps none. */
  alarm?: Alarm;
}): Promise<EmbeddedBed> {
  const { clock = systemClock } = options;
  const log = testLogger('loa');
  const lifecycle = createLifecycle({ log });
  const metrics = createMetrics({ service: 'loa' });
  const db = await openPglite({ dataDir: 'memory' });
  await migrate(db);
  await registryTable(db, testAddresses).insertMany(options.people);
  const keys = await makeKeys(db);
  const eventLog = embeddedLog(db, { topics: allTopics });
  const farEnd: Captured[] = [];
  const holds = new Map<string, Promise<undefined>>();
  const capture = (name: Channel['name']): CaptureChannel => {
    const onCaptured = ({ to, warningId, content }: OutgoingMessage): void =>
      void farEnd.push({ channel: name, to, warningId, text: content.text });
    const channel = captureChannel({ name, now: () => clock.now(), slots: options.slots ?? 64, onCaptured });
    return {
      ...channel,
      async send(message, gate) {
        const result = await channel.send(message, gate);
        await holds.get(message.to);
        return result;
      },
    };
  };
  const said = (channel: CaptureChannel): Channel => ({ ...channel, reaches: options.reaches ?? channel.reaches });
  const [email, sms] = [said(capture('email')), options.sms ?? said(capture('sms'))];
  const test = { testEmail: capture('email'), testSms: capture('sms'), testVoice: capture('voice') };
  const channels = {
    email,
    sms,
    secondEmail: options.secondEmail ?? null,
    voice: options.voice ?? capture('voice'),
    directEmail: email,
    directSms: sms,
    ...test,
  };
  const engines = { db, addresses: testAddresses, eventLog, claims: embeddedClaims(db), rateLimiter: embeddedRateLimiter(db), named: [] };
  const ports = {
    ...engines,
    channels,
    alarm: options.alarm ?? null,
    lifecycle,
    log,
    metrics,
    clock,
    hooks: noHooks,
    screens: options.screens ?? null,
  };
  const settings = { console: {}, publishing: publishingOf(standaloneConfig.parse({}), 'http://127.0.0.1'), ...options.settings };
  const loa = compose(settings, ports);
  const http = createHttp({ log, lifecycle, metrics, checks: loa.checks, trustedProxies: options.trustedProxies });
  const routes: string[] = [];
  http.addHook('onRoute', ({ method, url }) => void (method === 'GET' && routes.push(url)));
  loa.addRoutes(http);
  capturedPage(http, channels);
  const url = await http.listen({ port: 0, host: '127.0.0.1' });
  await lifecycle.start(() => loa.start());
  if (options.alarm !== undefined) await loa.console.start();
  const desk = deskAt({ intake: url, console: url }, keys);
  const bulletins = bulletinsTable(db);
  const progress = replayLedgerTable(db);

  const decided = (id: string): Promise<BulletinWay> =>
    until(`${id} is decided`, WITHIN_MS, async () => {
      const way = await bulletins.get(id);
      return way?.decidedAt == null ? false : way;
    });
  const onItsWay = async (id: string, how: (state: { jobsDone: boolean; open: number }) => boolean): Promise<BulletinWay> => {
    const way = await decided(id);
    const { warning } = way;
    if (warning !== null) await until(`${id} is on its way`, WITHIN_MS, async () => how(await progress.of(warning.id, [])));
    return (await bulletins.get(id)) ?? way;
  };

  return {
    ...desk,
    url,
    db,
    eventLog,
    farEnd,
    routes,
    decided,
    settled: (id) => onItsWay(id, ({ jobsDone, open }) => jobsDone && open === 0),
    fannedOut: (id) => onItsWay(id, ({ jobsDone }) => jobsDone),
    async toldOf(id) {
      const warning = (await bulletins.get(id))?.warning?.id;
      return farEnd.flatMap((one) => (one.warningId === warning ? [one.to] : [])).toSorted();
    },
    ledger: (event) => progress.ledger([event]),
    hold(to) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      holds.set(to, promise);
      return () => {
        holds.delete(to);
        resolve(undefined);
      };
    },
    async stop() {
      await http.close();
      await lifecycle.stop('test');
      await eventLog.close();
      await db.close();
    },
  };
}
