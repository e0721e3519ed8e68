import type { Bulletins, EndedCursor, SupplyDesk, Sweeper } from '@loa/domain/ports';
import { bulletins as bulletinsTopic, warnings as warningsTopic } from '@loa/domain/topics';
import type { BatchOutbox, Clock, EventLog, Hooks, Logger, Metrics } from '@loa/runtime';
import { callBodies } from './call-bodies.ts';
import type { SweeperSettings } from './config.ts';

/** One thing the sweeper does. Resolves to how many it dealt with, and whether it may have found only a part of them. */
export interface Action {
  readonly name: ActionName;
  run(): Promise<{ count: number; more: boolean }>;
}

export const ACTIONS = [
  'expire',
  'stop',
  'supply',
  'welcome',
  'owe',
  'rebatch',
  'unpublished',
  'stranded',
  'close-empty',
  'bulletins',
  'warnings',
  'fold',
  'retire',
] as const;
export type ActionName = (typeof ACTIONS)[number];

export interface ActionPorts {
  readonly sweeper: Sweeper;
  readonly bulletins: Pick<Bulletins, 'unpublished' | 'markPublished'>;
  readonly eventLog: EventLog;
  readonly publish: BatchOutbox;
  readonly supply: SupplyDesk;
  readonly clock: Clock;
  readonly hooks: Hooks;
  readonly log: Logger;
  readonly metrics: Metrics;
}

const DAY_MS = 86_400_000;
const APPEND = { deadlineMs: 5_000 };

/** In this order in each round: what must not be sent any more goes first, so that it is not batched again. */
export function actions(settings: SweeperSettings, { sweeper, publish, clock, hooks, ...ports }: ActionPorts): Action[] {
  const { limit } = settings;
  const now = (): string => clock.now().toISOString();
  const ago = (ms: number): string => new Date(clock.now().getTime() - ms).toISOString();
  const done = (count: number, of = limit): { count: number; more: boolean } => ({ count, more: count >= of });
  const within = settings.confirmWithinMinutes;
  const bodies = callBodies({
    ...{ desk: ports.supply, clock, log: ports.log, metrics: ports.metrics },
    ...{ limit: settings.supplyLimit, sinceMs: settings.supplySinceMs },
    within: within === undefined ? undefined : () => within,
  });
  const unseen = notAgainWithin(settings.unseenAfterMs, clock);
  const folding = atMostEvery(settings.foldEveryMs, clock);
  const closing = atMostEvery(settings.closeEmptyEveryMs, clock);
  let ended: EndedCursor = { settledAt: ago(settings.owedSinceMs), deliveryId: 0 };

  return [
    {
      name: 'expire',
      async run() {
        const { expired, unknown } = await sweeper.expire({ now: now(), limit });
        return done(expired + unknown);
      },
    },
    {
      name: 'stop',
      async run() {
        const { recalled, superseded } = await sweeper.stop({ now: now(), limit });
        return done(recalled + superseded);
      },
    },
    { name: 'supply', run: bodies },
    {
      name: 'welcome',
      run: async () => done((await sweeper.welcome({ now: now(), limit })).people),
    },
    {
      name: 'owe',
      async run() {
        const found = await sweeper.owe({ now: now(), after: ended, until: ago(settings.owedAfterMs), limit });
        if (found === null) return done(0);
        ended = found.next;
        return { count: found.jobs, more: true };
      },
    },
    {
      name: 'rebatch',
      async run() {
        const { batchRows } = settings;
        const batches = await sweeper.rebatch({ now: now(), limit, batchRows, beforeCommit: () => hooks.reached('before-commit') });
        if (batches.length > 0) hooks.reached('after-commit');
        await publish(batches);
        return done(batches.length, limit / batchRows);
      },
    },
    {
      name: 'unpublished',
      async run() {
        const batches = await sweeper.unpublished({ before: ago(settings.unpublishedAfterMs), limit: 500 });
        await publish(batches);
        return done(batches.length, 500);
      },
    },
    {
      name: 'stranded',
      async run() {
        const batches = await sweeper.stranded({ now: now(), before: ago(settings.strandedAfterMs), perLane: settings.strandedPerLane });
        await publish(batches);
        return { count: batches.length, more: false };
      },
    },
    {
      name: 'close-empty',
      run: () =>
        closing(async () => done(await sweeper.closeEmpty({ now: now(), before: ago(settings.strandedAfterMs), limit: 500 }), 500)),
    },
    {
      name: 'bulletins',
      async run() {
        const found = await ports.bulletins.unpublished(settings.unpublishedAfterMs, 100, now());
        for (const { id, bulletin } of found) {
          const value = Buffer.from(JSON.stringify(bulletin));
          await ports.eventLog.append(bulletinsTopic.name, [{ key: bulletin.event.id, id, value }], APPEND);
          await ports.bulletins.markPublished(id, now());
        }
        return done(found.length, 100);
      },
    },
    {
      name: 'warnings',
      async run() {
        const found = await sweeper.unseenWarnings({ now: now(), before: ago(settings.unseenAfterMs), limit: 100 });
        const lost = found.filter((warning) => unseen(warning.id));
        for (const warning of lost) {
          const value = Buffer.from(JSON.stringify(warning));
          await ports.eventLog.append(warningsTopic.name, [{ key: warning.eventId, id: warning.id, value }], APPEND);
        }
        return { count: lost.length, more: false };
      },
    },
    {
      name: 'fold',
      run: () => folding(async () => done(await sweeper.fold({ now: now(), rows: settings.foldRows }), settings.foldRows)),
    },
    {
      name: 'retire',
      async run() {
        if (settings.retentionDays === undefined) return done(0);
        return done(await sweeper.retire({ now: now(), before: ago(settings.retentionDays * DAY_MS), limit }), 1);
      },
    },
  ];
}

type Run = Action['run'];

/** Runs what is given, again at once while it finds more, and otherwise not before `ms` have passed. */
function atMostEvery(ms: number, clock: Clock): (run: Run) => ReturnType<Run> {
  let last = Number.NEGATIVE_INFINITY;
  return async (run) => {
    if (clock.now().getTime() - last < ms) return { count: 0, more: false };
    const found = await run();
    if (!found.more) last = clock.now().getTime();
    return found;
  };
}

/** True at most once per id and `ms`: a warning in the log that fan-out is slow to reach is not put there each second. */
function notAgainWithin(ms: number, clock: Clock): (id: string) => boolean {
  const last = new Map<string, number>();
  return (id) => {
    const at = clock.now().getTime();
    for (const [known, when] of last) if (at - when >= ms) last.delete(known);
    if (last.has(id)) return false;
    last.set(id, at);
    return true;
  };
}
