import { seeded } from '../../faults/random.ts';
import { type Bench, sized } from '../bench.ts';
import { NOBODY } from '../feeds/public-storm.ts';
import { alternated, type Figure, figureOf, median, percentile } from '../figures.ts';
import { open } from '../installation/open.ts';
import { memoryOf } from '../memory.ts';
import { alertmanager } from './alertmanager.ts';
import { bare } from './bare.ts';
import { loa } from './loa.ts';
import { burst, type Measured, type MeasureOptions, oneByOne } from './measure.ts';
import { alertmanagerHere } from './run-alertmanager.ts';
import { openSink } from './sink.ts';
import type { Way } from './way.ts';

const TARGETS = 1_000;
/** Events of a round, one after another, and at once. */
const ONE_BY_ONE = 30;
const AT_ONCE = 20;
const WARM_UP = 5;
const SEED = 42;

/** A round of Loa: as usual, and with three targets that are ill; or of what it stands beside: bare, and Alertmanager where it is. */
interface Round {
  readonly first: Measured;
  readonly second: Measured | null;
}

/** A warning issued to its delivery at each of a thousand webhook targets. */
export const webhooks: Bench = async ({ engines, scale, profile }) => {
  const targets = sized(TARGETS, scale, 10);
  const [single, together, warmUp] = [sized(ONE_BY_ONE, scale, 3), sized(AT_ONCE, scale, 3), sized(WARM_UP, scale, 1)];
  const installation = await open(engines, { register: NOBODY, profile, with: ['outlets'] });
  const sink = await openSink(targets);
  const stops: (() => Promise<void>)[] = [];
  let number = 0;
  const options: MeasureOptions = { sink, random: seeded(SEED), newEvent: () => `hook-${String((number += 1)).padStart(6, '0')}` };
  const measured = async (way: Way): Promise<Measured> => {
    const { times } = await oneByOne(way, single, options);
    return { times, rate: await burst(way, together, options) };
  };
  try {
    const ours = await loa(installation, sink.urls);
    const { last } = await oneByOne(ours, warmUp, options);
    const bodyOf = (event: string): string => last.body.replaceAll(last.event, event);
    const raw = bare(sink.urls, bodyOf);
    stops.push(() => raw.stop());
    await oneByOne(raw, warmUp, options);
    const here = alertmanagerHere();
    const beside = here === null ? null : await alertmanager(sink.urls, bodyOf);
    if (beside !== null) {
      stops.push(() => beside.stop());
      await oneByOne(beside, warmUp, options);
    }
    const ill = async (): Promise<Measured> => {
      await sink.fallIll(true);
      // Whoever failed counts as sound again at every event: so each meets all three.
      const { times } = await oneByOne(ours, single, options, () => ours.forgive());
      await ours.forgive();
      const rate = await burst(ours, together, options);
      await sink.fallIll(false);
      await ours.forgive();
      return { times, rate };
    };
    const rounds = await alternated<Round>(
      async () => ({ first: await measured(ours), second: await ill() }),
      async () => ({ first: await measured(raw), second: beside === null ? null : await measured(beside) }),
    );
    const figures = (what: string, of: (round: (typeof rounds)[number]) => Measured | null): Figure[] => {
      const pairs = rounds.flatMap((round) => {
        const found = of(round);
        return found === null ? [] : [{ ours: found, raw: round.raw.first }];
      });
      if (pairs.length === 0) return [];
      const named = (metric: string, unit: string) => ({ bench: 'webhooks', metric: `${engines} ${what} ${metric}`, unit });
      const time = (name: string, share: number) =>
        figureOf(
          named(name, 'ms'),
          pairs.map((pair) => ({ ours: percentile(pair.ours.times, share), raw: percentile(pair.raw.times, share) })),
        );
      const rates = pairs.map((pair) => ({ ours: pair.ours.rate, raw: pair.raw.rate }));
      return [time('p50', 0.5), time('p99', 0.99), figureOf(named('at once', 'webhooks/s'), rates)];
    };
    const p99 = (one: Measured | null): number => percentile(one?.times ?? [], 0.99);
    const moved = median(rounds.map(({ ours: one }) => p99(one.second) / p99(one.first)));
    return {
      figures: [
        ...figures('issued to delivered', (round) => round.ours.first),
        ...figures('issued to delivered beside three ill targets', (round) => round.ours.second),
        ...figures('Alertmanager posted to delivered', (round) => round.raw.second),
        memoryOf('webhooks', engines, installation),
      ],
      sizes:
        `${targets} targets in one process, each on a port of its own, ${single} warnings a round one by one and ${together} at once, of a province each, ` +
        `the last of ${Buffer.byteLength(last.body)} bytes; raw limit: a client with kept connections posts the same bytes; ` +
        `one target that hangs, one that answers 500 and one that resets: the others' p99 × ${moved.toFixed(2)}; ` +
        (here === null
          ? 'Alertmanager is not here: tests/bench/install.sh alertmanager brings it'
          : 'Alertmanager: the same item as an annotation of an alert, from the alert posted'),
      named: [...installation.named, ...(here === null ? [] : [`Alertmanager ${here}`])],
    };
  } finally {
    for (const stop of stops) await stop();
    await sink.stop();
    await installation.stop();
  }
};
