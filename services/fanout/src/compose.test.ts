import { testAddresses } from '@loa/testing/addresses';
import { embeddedLog } from '@loa/adapters/embedded';
import {
  type Database,
  deadLettersTable,
  fanoutTable,
  migrate,
  openPglite,
  reachTable,
  registryTable,
  supplyDeskTable,
} from '@loa/adapters/postgres';
import { hazardGroup } from '@loa/domain/bulletin';
import { allTopics, warnings } from '@loa/domain/topics';
import { createLifecycle, createMetrics, noHooks, systemClock } from '@loa/runtime';
import { aSubscriber, aWarning, aWarningEntry } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import { testLogger } from '@loa/testing/logs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compose } from './compose.ts';
import { fanoutSettings } from './config.ts';

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

describe('fan-out, from the topic of warnings to the topics of dispatch', () => {
  let db: Database;
  beforeAll(async () => {
    db = await openPglite({ dataDir: 'memory' });
    await migrate(db);
    await registryTable(db, testAddresses).insertMany([aSubscriber({ id: 1 }), aSubscriber({ id: 2, units: ['00004'] })]);
  });
  afterAll(() => db.close());

  it('publishes a batch per channel, marked, for the people of the warning', async () => {
    const log = testLogger('fanout');
    const lifecycle = createLifecycle({ log });
    const eventLog = embeddedLog(db, { topics: allTopics });
    const warning = aWarning({ status: 'Actual', entries: [aWarningEntry({ onset: inHours(10), expiresAt: inHours(20) })] });
    await db.query(
      `insert into warnings (id, status, number, bulletin_id, series_id, event_id, hazard_group, issuer, msg_type, action, content, issued_at, onset, expires_at)
       values ($1, 'Actual', 1, $2, $3, $4, $5, 'nchmf', 'Alert', 'issue', $6::jsonb, now(), $7, $8)`,
      [
        warning.id,
        warning.bulletinId,
        warning.seriesId,
        warning.eventId,
        hazardGroup(warning.hazard),
        JSON.stringify(warning),
        warning.onset,
        warning.expiresAt,
      ],
    );
    const ports = {
      eventLog,
      fanout: fanoutTable(db),
      supply: supplyDeskTable(db),
      reach: reachTable(db),
      deadLetters: deadLettersTable(db),
      metrics: createMetrics({ service: 'fanout' }),
      clock: systemClock,
    };
    await lifecycle.start(() => compose(fanoutSettings.parse({ idleMs: 60_000 }), { ...ports, lifecycle, log, hooks: noHooks }).start());
    const value = Buffer.from(JSON.stringify(warning));
    await eventLog.append(warnings.name, [{ key: warning.eventId, id: warning.id, value }], { deadlineMs: 10_000 });
    const marked = await until('both batches are marked', 50_000, async () => {
      const rows = await db.query<{ channel: string; lane: string }>(
        'select channel, lane from batches where published_at is not null order by id',
      );
      return rows.length === 2 && rows;
    });
    await lifecycle.stop('over');
    expect(marked).toEqual([
      { channel: 'email', lane: 'urgent' },
      { channel: 'sms', lane: 'urgent' },
    ]);
    const records = await db.query<{ topic: string; envelope_id: string }>(
      `select topic, envelope_id from log_records where topic like 'dispatch%' order by topic`,
    );
    expect(records).toEqual([
      { topic: 'dispatch.email.urgent', envelope_id: 'batch:1' },
      { topic: 'dispatch.sms.urgent', envelope_id: 'batch:2' },
    ]);
    expect(await db.query('select distinct subscriber_id from deliveries')).toEqual([{ subscriber_id: 1 }]);
    await eventLog.close();
  });
});
