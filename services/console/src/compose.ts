import { channel, lane, writtenChannel } from '@loa/domain/audience';
import type {
  Approvals,
  Asked,
  Audit,
  Coverage,
  DeadLetterShelf,
  Deeds,
  DutyBook,
  Expiries,
  Handovers,
  Issuers,
  LedgerExport,
  LevelReasons,
  Live,
  Lookup,
  Queue,
  Recall,
  Registry,
  Reports,
  Steering,
  Unreached,
} from '@loa/domain/ports';
import { COLOURS } from '@loa/domain/supply';
import {
  acceptSessions,
  type BuiltFiles,
  type Caller,
  type Check,
  type Clock,
  type EventLog,
  type Lifecycle,
  type Logger,
  type Metrics,
} from '@loa/runtime';
import type { FastifyInstance } from 'fastify';
import type { AccountTables } from './accounts/account-ports.ts';
import { createPasswords } from './accounts/passwords.ts';
import type { Alarm } from './alarm.ts';
import { dutyCall, type DutyWays } from './duty-call.ts';
import { approvalWatch } from './approval-watch.ts';
import type { ConsoleSettings } from './config.ts';
import { expiryWatch } from './expiry-watch.ts';
import { keepWatch } from './keep-watch.ts';
import type { OidcSettings } from './oidc/config.ts';
import { openapi } from './openapi.ts';
import { approvalRoutes } from './routes/approvals.ts';
import { accountRoutes } from './routes/accounts.ts';
import { callListRoutes } from './routes/call-list.ts';
import { auditRoutes } from './routes/audit.ts';
import { coverageRoutes } from './routes/coverage.ts';
import { deadLetterRoutes } from './routes/dead-letters.ts';
import { handoverRoutes } from './routes/handovers.ts';
import { ledgerRoutes } from './routes/ledger.ts';
import { liveRoutes } from './routes/live.ts';
import { lookupRoutes } from './routes/lookup.ts';
import { oidcRoutes } from './routes/oidc.ts';
import { ownAccountRoutes } from './routes/own-account.ts';
import { queueRoutes } from './routes/queue.ts';
import { screenRoutes } from './routes/screens.ts';
import { secondFactorRoutes } from './routes/second-factor.ts';
import { sessionRoutes } from './routes/session.ts';
import { steeringRoutes } from './routes/steering.ts';
import { reportRoutes } from './routes/reports.ts';
import { type SupplyRoutePorts, supplyRoutes } from './routes/supply.ts';
import { unreachedRoutes } from './routes/unreached.ts';
import { warningRoutes } from './routes/warnings.ts';
import { supplyWatch } from './supply-clock.ts';
import { lookAtUnconfirmed } from './unconfirmed.ts';
import { createWatchdog, type Watchdog } from './watchdog.ts';

export interface ConsolePorts extends AccountTables, Pick<SupplyRoutePorts, 'supplyBodies' | 'supplyRecords'> {
  readonly audit: Audit;
  readonly deeds: Deeds;
  readonly issuers: Pick<Issuers, 'list'>;
  readonly steering: Steering;
  readonly handovers: Handovers;
  readonly levelReasons: LevelReasons;
  readonly live: Live;
  readonly lookup: Lookup;
  readonly unreached: Unreached;
  readonly queue: Queue;
  readonly recall: Recall;
  readonly approvals: Approvals;
  readonly asked: Asked;
  readonly coverage: Coverage;
  readonly ledgerExport: LedgerExport;
  readonly reports: Reports;
  readonly deadLetters: DeadLetterShelf;
  readonly expiries: Expiries;
  readonly registry: Pick<Registry, 'get' | 'insertMany'>;
  readonly eventLog: Pick<EventLog, 'append'>;
  readonly findKey: (hash: string) => Promise<Caller | null>;
  readonly dutyBook: DutyBook;
  readonly alarm: Alarm | null;
  /** By what approvers are called at their duty addresses. */
  readonly dutyWays: DutyWays;
  /** Where people log in besides; absent: nowhere. */
  readonly oidc?: OidcSettings | null;
  readonly lifecycle: Lifecycle;
  readonly log: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly wait?: (ms: number) => Promise<void>;
  /** The screens as built; null: none are served. */
  readonly screens?: BuiltFiles | null;
}

export interface Console {
  readonly checks: Readonly<Record<string, Check>>;
  readonly watchdog: Watchdog;
  addRoutes(http: FastifyInstance): void;
  /** Starts the watchdog. */
  start(): Promise<void>;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Wires the console: routes and watchdog. */
export function compose(settings: ConsoleSettings, ports: ConsolePorts): Console {
  const { lifecycle, log, metrics } = ports;
  const watchdog = createWatchdog({ periodMs: settings.watchdogPeriodMs }, ports);
  const supply = supplyWatch({ ...ports, records: ports.supplyRecords });
  const held = approvalWatch({ ...ports, dutyCall: dutyCall({ ways: ports.dutyWays, book: ports.dutyBook, log }) });
  const expiry = expiryWatch({ aheadMs: settings.runsOutMs }, ports);
  const looks = { unconfirmed: lookAtUnconfirmed(ports) };
  const routePorts = { ...ports, ...looks, settings, wait: ports.wait ?? sleep, passwords: createPasswords(settings.scrypt) };
  metrics.measured(
    {
      name: 'loa_watchdog_age_seconds',
      help: 'Since the watchdog was last accepted, per channel and lane',
      labels: { channel: writtenChannel.options, lane: lane.options },
    },
    async () => (await watchdog.ages()).map((one) => [{ channel: one.channel, lane: one.lane }, one.ageS] as const),
  );
  metrics.measured(
    {
      name: 'loa_oldest_unsettled_seconds',
      help: 'How long the oldest delivery that has not settled has waited, per channel and lane; 0 when there is none',
      labels: { channel: channel.options, lane: lane.options },
    },
    async () => {
      const lanes = await ports.queue.lanes(ports.clock.now().toISOString());
      return lanes.map((one) => [{ channel: one.channel, lane: one.lane }, one.oldestAgeS ?? 0] as const);
    },
  );
  metrics.measured(
    { name: 'loa_dead_letters', help: 'Records that no handler could take and nobody has replayed', labels: {} },
    async () => [[{}, await ports.deadLetters.count()]],
  );
  metrics.measured(
    {
      name: 'loa_supply_bodies',
      help: 'Bodies of the supply list that were called and are not done with, by the colour of their clock',
      labels: { colour: COLOURS },
    },
    async () => {
      const colours = await supply.colours();
      return COLOURS.map((colour) => [{ colour }, colours[colour]] as const);
    },
  );
  metrics.measured(
    { name: 'loa_held_oldest_seconds', help: 'How long citizens have waited for a second person; 0 when none wait', labels: {} },
    async () => [[{}, (await held.waiting()).oldestS] as const],
  );
  return {
    checks: { watchdog: () => watchdog.check() },
    watchdog,
    addRoutes(http) {
      acceptSessions(http, ports);
      sessionRoutes(http, routePorts);
      oidcRoutes(http, { ...routePorts, oidc: ports.oidc ?? null });
      secondFactorRoutes(http, routePorts);
      ownAccountRoutes(http, routePorts);
      accountRoutes(http, routePorts);
      queueRoutes(http, routePorts);
      warningRoutes(http, routePorts);
      approvalRoutes(http, routePorts);
      coverageRoutes(http, routePorts);
      ledgerRoutes(http, routePorts);
      reportRoutes(http, routePorts);
      deadLetterRoutes(http, routePorts);
      supplyRoutes(http, routePorts);
      callListRoutes(http, routePorts);
      auditRoutes(http, routePorts);
      steeringRoutes(http, routePorts);
      handoverRoutes(http, routePorts);
      lookupRoutes(http, routePorts);
      unreachedRoutes(http, routePorts);
      liveRoutes(http, routePorts);
      if (ports.screens) screenRoutes(http, ports.screens);
      http.get('/api/console/openapi.json', () => openapi);
    },
    async start() {
      lifecycle.push('watchdog', keepWatch({ watchdog, supply, approvals: held, expiry }, settings, log));
    },
  };
}
