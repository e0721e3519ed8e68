import { redisEmptied, stopped } from './engines.ts';
import { ILLS, illProvider, nobodyIll } from './ill-provider.ts';
import { joinedAt } from './joining.ts';
import { killedAnyTime, killedAt, type Victim } from './kills.ts';
import { POINTS } from './points.ts';
import { recalledAt } from './recalled.ts';
import { NONE, type Scenario } from './scenario.ts';
import type { Size } from './report.ts';
import { killedAtShare, SENDERS, SHARED_WORKERS, type SharedWorker } from './shares.ts';
import { unchangedInFanOut, unchangedInSending } from './unchanged.ts';
import { type WorkerName, WORKERS } from './workers.ts';

const SHARES = [0.1, 0.5, 0.9];
const ENGINES = ['kafka', 'redis', 'postgres'] as const;
const pointsOf = (worker: WorkerName): Victim[] => POINTS[worker].map((point) => ({ worker, point }));

/** Nothing goes wrong: what the others are to be read beside. */
const undisturbed: Scenario = {
  name: 'undisturbed',
  allowed: NONE,
  async run(bed) {
    const event = bed.newEvent();
    await bed.publish(event);
    return { events: { [event]: 1 }, note: '' };
  },
};

/** Every worker killed at each of its points, each on a bulletin of its own. */
const killedAtEach = (seed: number): Scenario[] =>
  WORKERS.flatMap((worker) =>
    pointsOf(worker).map((victim) => ({
      ...killedAt(`${worker} killed ${victim.point}`, [[victim]], seed),
      part: `${worker} killed at each of its points`,
    })),
  );

/** The groups that are killed together where time is short, from the end of the way to its beginning. */
const TOGETHER: readonly (readonly WorkerName[])[] = [
  ['receipts', 'sweeper'],
  ['sender-email', 'sender-sms', 'sender-voice'],
  ['fanout'],
  ['deduplicator'],
  ['classifier'],
  ['intake'],
];

/** Every worker once: those that die on one bulletin where time is short. */
const IN_TURN: readonly (readonly WorkerName[])[] = [
  ['intake', 'fanout', 'sender-voice', 'receipts'],
  ['classifier', 'sender-email', 'sweeper'],
  ['deduplicator', 'sender-sms'],
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

const emptiedAtEach: Scenario[] = WORKERS.map((worker) => ({
  ...redisEmptied(`redis emptied at each point of ${worker}`, [[worker, POINTS[worker]]]),
  part: 'redis emptied at each point of each worker',
}));

const killedAtShares = (seed: number, groups: readonly (readonly SharedWorker[])[]): Scenario[] =>
  SHARES.flatMap((share) =>
    groups.map((workers) => ({
      ...killedAtShare(workers, share, seed),
      part: `fanout, senders and sweeper killed at 10, 50 and 90 % (seed ${seed})`,
    })),
  );
/** A bulletin for the senders of all channels, one for fan-out, one for the sweeper. */
const APART: readonly (readonly SharedWorker[])[] = [SENDERS, ['fanout'], ['sweeper']];

/** Played in full only: each takes two minutes. In the tests the sender alone meets them, by rules a tenth as long. */
const illProviders: Scenario[] = (['email', 'sms'] as const).flatMap((channel) =>
  Object.entries(ILLS[channel]).map(([ill, rules]) => illProvider(channel, ill, rules)),
);

/** Not in the tests, where no time is judged. */
const joining: Scenario[] = [joinedAt(1), joinedAt(0.1)];

/** What a run plays that is not of the two halves. */
const PARTS: Readonly<Record<'kills' | 'recall' | 'ill' | 'joining', (seeds: readonly number[]) => readonly Scenario[]>> = {
  // All of them on one bulletin: a large one takes minutes.
  kills: (seeds) => seeds.flatMap((seed) => killedAtShares(seed, [SHARED_WORKERS])),
  recall: () => [recalledAt(0.5)],
  ill: () => [nobodyIll, ...illProviders],
  joining: () => joining,
};

/** Everything that a run of this size plays, in this order. */
export function scenariosOf(size: Size, seeds: readonly number[]): readonly Scenario[] {
  if (size !== 'all' && size !== 'short') return PARTS[size](seeds);
  const { points, moments } = matrix(size, seeds);
  return [...points, ...moments];
}

/** The two halves, in this order. `all`: each fault by itself. `short`: the same points and moments, several faults on one bulletin. */
export function matrix(size: 'all' | 'short', seeds: readonly number[]): Readonly<Record<'points' | 'moments', readonly Scenario[]>> {
  const times = size === 'all' ? [1, 2, 3] : [1];
  const victims = size === 'all' ? WORKERS.map((worker) => [worker]) : IN_TURN;
  const moments = seeds.flatMap((seed) =>
    victims.flatMap((workers) =>
      times.map((nth) => ({ ...killedAnyTime(workers, seed, nth), part: `${workers.join(', ')} killed at random times` })),
    ),
  );
  const unchanged = [...SHARES.map(unchangedInFanOut), ...(size === 'all' ? SHARES : [0.5]).map(unchangedInSending)];
  const shares = seeds.flatMap((seed) => (size === 'all' ? killedAtShares(seed, APART) : [killedAtShare(SHARED_WORKERS, 0.5, seed)]));
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
    moments: [
      ...unchanged,
      ...outages,
      ...shares,
      ...(size === 'all' ? [recalledAt(0.5), ...joining, nobodyIll, ...illProviders] : []),
      ...moments,
    ],
  };
}
