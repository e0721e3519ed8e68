import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { seeded } from '../../faults/random.ts';
import { type Bench, sized } from '../bench.ts';
import { NOBODY, publicStorm } from '../feeds/public-storm.ts';
import { alternated, figureOf, percentile } from '../figures.ts';
import { open } from '../installation/open.ts';
import { memoryOf } from '../memory.ts';
import { follow } from './followers.ts';
import { rawStream } from './raw-stream.ts';

const CLIENTS = 1_000;
const WARNINGS = 50;
const WARM_UP = 10;
/** The next warning comes after a pause of up to so many milliseconds, so that it meets every timer at any point of its period. */
const LONGEST_PAUSE_MS = 250;
const SEED = 42;

const issued = z.object({ eventId: z.string(), issuedAt: z.iso.datetime() });

/** Milliseconds until each follower had each warning. */
interface Times {
  readonly issued: number[];
  readonly accepted: number[];
}

/** A warning issued, and intake's 202, to its arrival at each of a thousand who follow /api/stream, one warning after another. */
export const stream: Bench = async ({ engines, scale, profile }) => {
  const clients = sized(CLIENTS, scale, 10);
  const warnings = sized(WARNINGS, scale, 3);
  const installation = await open(engines, { register: NOBODY, profile, with: ['feeds'] });
  const random = seeded(SEED);
  let number = 0;
  let data = '';
  const raw = await rawStream();
  try {
    const followers = await follow(`${installation.url('feeds')}/api/stream`, clients);
    const idle = await follow(raw.url, clients);
    const ours = async (count: number): Promise<Times> => {
      const times: Times = { issued: [], accepted: [] };
      for (let nth = 0; nth < count; nth += 1) {
        await sleep(random() * LONGEST_PAUSE_MS);
        const event = `sse-${(number += 1)}`;
        const accepted = await installation.publish(publicStorm(event, number));
        const arrived = await followers.next();
        const { eventId, issuedAt } = issued.parse(JSON.parse(arrived.data));
        if (eventId !== event) throw new Error(`${eventId} arrived, not ${event}`);
        data = arrived.data;
        for (const at of arrived.at) {
          times.issued.push(at - Date.parse(issuedAt));
          times.accepted.push(at - accepted);
        }
      }
      return times;
    };
    const written = async (count: number): Promise<Times> => {
      const times: number[] = [];
      for (let nth = 0; nth < count; nth += 1) {
        await sleep(random() * LONGEST_PAUSE_MS);
        const began = raw.write(Buffer.from(`id: ${(number += 1)}\nevent: issued\ndata: ${data}\n\n`));
        const arrived = await idle.next();
        times.push(...arrived.at.map((at) => at - began));
      }
      return { issued: times, accepted: times };
    };
    const warmUp = sized(WARM_UP, scale, 1);
    await ours(warmUp);
    await written(warmUp);
    const rounds = await alternated(
      () => ours(warnings),
      () => written(warnings),
    );
    const figure = (from: keyof Times, name: string, share: number) =>
      figureOf(
        { bench: 'sse', metric: `${engines} ${from} to received ${name}`, unit: 'ms' },
        rounds.map((round) => ({ ours: percentile(round.ours[from], share), raw: percentile(round.raw[from], share) })),
      );
    await followers.stop();
    await idle.stop();
    return {
      figures: [
        figure('issued', 'p50', 0.5),
        figure('issued', 'p99', 0.99),
        figure('accepted', 'p50', 0.5),
        figure('accepted', 'p99', 0.99),
        memoryOf('sse', engines, installation),
      ],
      sizes:
        `${clients} clients in one process, ${warnings} warnings a round, of a province each, the last of ${Buffer.byteLength(data)} bytes; ` +
        `raw limit: one process writes the same bytes to ${clients} idle connections`,
      named: installation.named,
    };
  } finally {
    raw.close();
    await installation.stop();
  }
};
