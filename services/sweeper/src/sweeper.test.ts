import type { BatchMessage } from '@loa/domain/delivery';
import type { SupplyDesk, Sweeper, UnpublishedBulletin } from '@loa/domain/ports';
import { createLifecycle, createMetrics, type EventLog, noHooks } from '@loa/runtime';
import { aBulletin, aWarning } from '@loa/testing/builders';
import { manualClock } from '@loa/testing/clock';
import { testLogger } from '@loa/testing/logs';
import { describe, expect, it } from 'vitest';
import { compose } from './compose.ts';
import { sweeperSettings } from './config.ts';

const NOW = '2025-11-06T01:00:00.000Z';
const supply: SupplyDesk = {
  roster: async () => [],
  subscribersOf: async () => [],
  open: async () => 'opened',
  unopened: async () => [],
  waiting: async () => [],
  call: async () => false,
  callOperator: async () => false,
  close: async () => false,
};
const batch: BatchMessage = { batchId: 5, warningId: 'actual-1', channel: 'sms', lane: 'flash', language: 'vi', attempt: 2 };

function bench(
  overrides: Partial<Sweeper> = {},
  { found = [], everyMs = 1_000 }: { found?: UnpublishedBulletin[]; everyMs?: number } = {},
) {
  const happened: string[] = [];
  const clock = manualClock(NOW);
  const metrics = createMetrics({ service: 'sweeper' });
  const logger = testLogger('sweeper');
  const never = (): Promise<never> => Promise.reject(new Error('not asked for'));
  const sweeper: Sweeper = {
    rebatch: async () => [],
    unpublished: async () => [],
    stranded: async () => [],
    closeEmpty: async () => 0,
    unseenWarnings: async () => [],
    expire: async () => ({ expired: 0, unknown: 0 }),
    stop: async () => ({ recalled: 0, superseded: 0 }),
    welcome: async () => ({ people: 0, jobs: 0 }),
    owe: async () => null,
    fold: async () => 0,
    retire: async () => 0,
    markPublished: async (ids) => void happened.push(`marked batches ${ids.join(',')}`),
    ...overrides,
  };
  const append: EventLog['append'] = async (topic, records) => void happened.push(...records.map((one) => `${topic} ${one.key} ${one.id}`));
  const lifecycle = createLifecycle({ log: logger });
  const app = compose(sweeperSettings.parse({ everyMs }), {
    eventLog: { append, consume: never, lag: never, ping: never, close: never },
    sweeper,
    supply,
    bulletins: { unpublished: async () => found, markPublished: async (id) => void happened.push(`marked ${id}`) },
    lifecycle,
    log: logger,
    metrics,
    clock,
    hooks: noHooks,
  });
  return { app, happened, clock, metrics, lifecycle };
}

describe('a round', () => {
  it('publishes and marks retries, unmarked batches and stranded ones', async () => {
    const { app, happened } = bench({ rebatch: async () => [batch], stranded: async () => [{ ...batch, batchId: 6 }] });
    await app.round();
    expect(happened).toEqual(['dispatch.sms.flash 5 batch:5', 'marked batches 5', 'dispatch.sms.flash 6 batch:6', 'marked batches 6']);
  });

  it('asks for what is old enough and no more', async () => {
    const asked: unknown[] = [];
    const { app } = bench({
      unpublished: async (options) => (asked.push(options), []),
      stranded: async (options) => (asked.push(options), []),
    });
    await app.round();
    expect(asked).toEqual([
      { before: '2025-11-06T00:59:55.000Z', limit: 500 },
      { now: NOW, before: '2025-11-06T00:59:30.000Z', perLane: 12 },
    ]);
  });

  it('goes on with the other actions when one fails, and counts it', async () => {
    const { app, happened, metrics } = bench({
      expire: () => Promise.reject(new Error('database is gone')),
      unpublished: async () => [batch],
    });
    await app.round();
    expect(happened).toContain('marked batches 5');
    expect(await metrics.registry.metrics()).toMatch(/loa_sweep_failures_total\{[^}]*action="expire"[^}]*\} 1/);
  });

  it('repeats an action that found its limit, within bounds', async () => {
    let calls = 0;
    const { app } = bench({ expire: async ({ limit }) => ((calls += 1), { expired: limit, unknown: 0 }) });
    await app.round();
    expect(calls).toBe(sweeperSettings.parse({}).rounds);
  });

  it('looks through open batches and folds counts every ten seconds, and at once again where it found its limit', async () => {
    const asked: string[] = [];
    const { app, clock } = bench({
      closeEmpty: async ({ limit }) => (asked.push('close'), asked.length === 1 ? limit : 0),
      fold: async () => (asked.push('fold'), 0),
    });
    await app.round();
    expect(asked).toEqual(['close', 'close', 'fold']);
    clock.advance(9_999);
    await app.round();
    expect(asked.length).toBe(3);
    clock.advance(1);
    await app.round();
    expect(asked.slice(3)).toEqual(['close', 'fold']);
  });

  it('walks through people who are owed news from where it was', async () => {
    const asked: string[] = [];
    const next = { settledAt: '2025-11-06T00:30:00.000Z', deliveryId: 9 };
    const { app } = bench({ owe: async ({ after }) => (asked.push(after.settledAt), asked.length === 1 ? { jobs: 1, next } : null) });
    await app.round();
    await app.round();
    expect(asked).toEqual(['2025-11-05T01:00:00.000Z', next.settledAt, next.settledAt]);
  });

  it('puts a warning that fan-out never saw into the log again, but not every second', async () => {
    const warning = aWarning();
    const { app, happened, clock } = bench({ unseenWarnings: async () => [warning] });
    await app.round();
    clock.advance(1_000);
    await app.round();
    expect(happened).toEqual([`warnings ${warning.eventId} ${warning.id}`]);
    clock.advance(30_000);
    await app.round();
    expect(happened.length).toBe(2);
  });

  it('follows on the last until the process stops', async () => {
    let rounds = 0;
    let second: () => void = () => undefined;
    const twice = new Promise<void>((resolve) => (second = resolve));
    const expire: Sweeper['expire'] = async () => {
      rounds += 1;
      if (rounds === 2) second();
      return { expired: 0, unknown: 0 };
    };
    const { app, lifecycle } = bench({ expire }, { everyMs: 1 });
    await lifecycle.start(() => app.start());
    await twice;
    await lifecycle.stop('over');
    expect(lifecycle.state).toBe('stopped');
    const then = rounds;
    await app.round();
    expect(rounds).toBe(then + 1);
  });

  it('puts bulletins that stayed between insert and log into the log, keyed by event, and marks them', async () => {
    const bulletin = aBulletin();
    const { app, happened } = bench({}, { found: [{ id: 'an.id', bulletin }] });
    await app.round();
    expect(happened).toEqual([`bulletins ${bulletin.event.id} an.id`, 'marked an.id']);
  });
});
