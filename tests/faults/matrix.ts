import { redisEmptied, stopped } from './engines.ts';
import { ILLS, illProvider, type Ill } from './ill-provider.ts';
import { killedAnyTime, killedAt, type Victim } from './kills.ts';
import { POINTS } from './points.ts';
import { recalledAt } from './recalled.ts';
import type { Scenario } from './scenario.ts';
import { killedAtShare, SHARED_WORKERS } from './shares.ts';
import { unchangedInFanOut, unchangedInSending } from './unchanged.ts';
import { type WorkerName, WORKERS } from './workers.ts';

const SHARES = [0.1, 0.5, 0.9];
const ENGINES = ['kafka', 'redis', 'postgres'] as const;
const pointsOf = (worker: WorkerName): Victim[] => POINTS[worker].map((point) => ({ worker, point }));

/** Nothing goes wrong: what the others are to be read beside. */
const undisturbed: Scenario = {
  name: 'undisturbed',
  allowed: { email: 0, sms: 0 },
  async run(bed) {
    const event = bed.newEvent();
    await bed.publish(event);
    return { events: { [event]: 1 }, note: '' };
  },
};

/** Every worker killed at each of its points, each on a bulletin of its own. */
const killedAtEach = (seed: number): Scenario[] =>
  WORKERS.flatMap((worker) => pointsOf(worker).map((victim) => killedAt(`${worker} killed ${victim.point}`, [[victim]], seed)));

/** The groups that are killed together where time is short, from the end of the way to its beginning. */
const TOGETHER: readonly (readonly WorkerName[])[] = [
  ['receipts', 'sweeper'],
  ['sender-email', 'sender-sms'],
  ['fanout'],
  ['deduplicator'],
  ['classifier'],
  ['intake'],
];

/** The same points, one of every worker at a time. */
function killedTogether(seed: number): Scenario[] {
  const rounds = Math.max(...WORKERS.map((worker) => POINTS[worker].length));
  return Array.from({ length: rounds }, (_, round) => {
    const groups = TOGETHER.map((workers) => workers.flatMap((worker) => pointsOf(worker).slice(round, round + 1)));
    return killedAt(
      `all killed at point ${round + 1} of each`,
      groups.filter((group) => group.length > 0),
      seed,
    );
  });
}

const emptiedAtEach: Scenario[] = WORKERS.map((worker) =>
  redisEmptied(`redis emptied at each point of ${worker}`, [[worker, POINTS[worker]]]),
);

/** Played in full only: each takes two minutes. In the tests the sender alone meets them, by rules a tenth as long. */
const illProviders: Scenario[] = (['email', 'sms'] as const).flatMap((channel) =>
  (Object.keys(ILLS) as Ill[]).map((ill) => illProvider(channel, ill)),
);

/** What is played, in this order. `all`: each fault by itself. `short`: the same points and moments, several faults on one bulletin. */
export function matrix(size: 'all' | 'short', seeds: readonly number[]): Readonly<Record<'points' | 'moments', readonly Scenario[]>> {
  const times = size === 'all' ? [1, 2, 3] : [1];
  const moments = seeds.flatMap((seed) => WORKERS.flatMap((worker) => times.map((nth) => killedAnyTime(worker, seed, nth))));
  const unchanged = [...SHARES.map(unchangedInFanOut), ...(size === 'all' ? SHARES : [0.5]).map(unchangedInSending)];
  const shares = seeds.flatMap((seed) =>
    size === 'all'
      ? SHARED_WORKERS.flatMap((worker) => SHARES.map((share) => killedAtShare([worker], share, seed)))
      : [killedAtShare(SHARED_WORKERS, 0.5, seed)],
  );
  const outages = ENGINES.map((engine) => stopped(engine, 0.3));
  const everywhere = redisEmptied(
    'redis emptied at each point of every worker',
    WORKERS.map((worker) => [worker, POINTS[worker]]),
  );
  return {
    points: [
      undisturbed,
      ...seeds.flatMap((seed) => (size === 'all' ? killedAtEach(seed) : killedTogether(seed))),
      ...(size === 'all' ? emptiedAtEach : [everywhere]),
    ],
    moments: [...unchanged, ...outages, ...shares, ...(size === 'all' ? [recalledAt(0.5), ...illProviders] : []), ...moments],
  };
}
