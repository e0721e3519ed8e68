import { type CaptureChannel, captureChannel } from '@loa/adapters/capture';
import { embeddedLog, embeddedRateLimiter } from '@loa/adapters/embedded';
import {
  type Database,
  deadLettersTable,
  eventStatesTable,
  fenceTable,
  ledgerTable,
  migrate,
  openPglite,
  optOutsTable,
  providerDeskTable,
} from '@loa/adapters/postgres';
import { allTopics } from '@loa/domain/topics';
import { createLifecycle, createMetrics, type Lifecycle, type Metrics, noHooks } from '@loa/runtime';
import { testAddresses } from '@loa/testing/addresses';
import { testLogger } from '@loa/testing/logs';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { compose, type Sender, type SenderPorts } from '../compose.ts';
import type { Provider, ProviderRules } from '../providers/index.ts';
import { dispatchBatch, issueWarning, statesOf } from '../test-bed.ts';

/** When every test of a sender takes place. */
export const NOW = '2025-11-06T10:00:00.000Z';
export const now = (): Date => new Date(NOW);

/** What a test may put something of its own over. */
type Tables = Pick<SenderPorts, 'ledger' | 'fence'>;

type Rest<F> = F extends (first: never, ...rest: infer R) => unknown ? R : never;

/** For the tests of one file: senders on an embedded database that each test finds empty, and that end with it. */
export function useSenderBed(name: string) {
  const log = testLogger(name);
  let db: Database;
  let lifecycle: Lifecycle;
  let eventLog: ReturnType<typeof embeddedLog>;
  beforeAll(async () => {
    db = await openPglite({ dataDir: 'memory' });
    await migrate(db);
  });
  afterAll(() => db.close());
  beforeEach(async () => {
    await db.script(
      'truncate events, warnings, batches, overtaken, deliveries, subscribers, pauses, log_records, log_heads, positions, dead_letters restart identity cascade',
    );
    lifecycle = createLifecycle({ log });
    eventLog = embeddedLog(db, { topics: allTopics });
  });
  afterEach(async () => {
    await lifecycle.stop('test');
    await eventLog.close();
  });
  return {
    get db() {
      return db;
    },
    get lifecycle() {
      return lifecycle;
    },
    get eventLog() {
      return eventLog;
    },
    /** Starts the sender of a channel. */
    async start(
      providers: readonly [Provider, ...Provider[]],
      options: { rules?: Partial<ProviderRules>; testChannel?: CaptureChannel; over?: Partial<Tables> } = {},
    ): Promise<Sender & { metrics: Metrics }> {
      const { rules, testChannel = captureChannel({ name: providers[0].channel.name, now }), over = {} } = options;
      const tables = {
        ledger: ledgerTable(db, testAddresses),
        events: eventStatesTable(db),
        fence: fenceTable(db),
        providerDesk: providerDeskTable(db),
        registry: optOutsTable(db),
        deadLetters: deadLettersTable(db),
        ...over,
      };
      const metrics = createMetrics({ service: 'test' });
      const working = { log, metrics, lifecycle, clock: { now }, hooks: noHooks };
      const rateLimiter = embeddedRateLimiter(db);
      const sender = compose({ rules }, { ...tables, eventLog, providers, testChannel, rateLimiter, ...working });
      await sender.start();
      return { ...sender, metrics };
    },
    issue: (...of: Rest<typeof issueWarning>) => issueWarning(db, ...of),
    dispatch: (...of: Rest<typeof dispatchBatch>) => dispatchBatch({ db, eventLog }, ...of),
    states: () => statesOf(db),
  };
}
