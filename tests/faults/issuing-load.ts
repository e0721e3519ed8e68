import { setTimeout as sleep } from 'node:timers/promises';
import { bulletinId } from '@loa/domain/bulletin';
import { type Assessment, assess } from '@loa/domain/risk';
import { assessments } from '@loa/domain/topics';
import { aBulletin, aStormArea } from '@loa/testing/builders';
import { until } from '@loa/testing/servers';
import type { IssuingBed } from './issuing-bed.ts';
import type { Worker } from './workers.ts';

const HOUR = 3_600_000;

/** So many bulletins of each of so many storms, in the order of their sequences: the level goes up and down, so that each is news. */
export function bulletinsOf(events: number, sequences: number, now: Date): Assessment[] {
  const after = (ms: number): string => new Date(now.getTime() + ms).toISOString();
  const window = { from: after(HOUR), to: after(36 * HOUR) };
  return Array.from({ length: events * sequences }, (_, nth) => {
    const sequence = 1 + Math.floor(nth / events);
    const result = assess(
      aBulletin({
        event: { id: `storm-${nth % events}` },
        sequence,
        finishedAt: after(sequence),
        status: 'Actual',
        areas: [aStormArea({ window, announcedLevel: sequence % 2 === 0 ? 3 : 4 })],
      }),
    );
    if (!result.ok) throw new Error(result.reason);
    return result.assessment;
  });
}

/** How far the log may be filled. */
export interface Pace {
  records: number;
}

/** Records that are appended together. */
const TOGETHER = 20;
/** The log is ahead of what is issued by no more than this, records: so bulletins come in while others are issued. */
const AHEAD = 120;
const WITHIN_MS = 120_000;

/** Puts the assessments into the log, keyed as the classifier does, while they are issued. */
export async function putAll(bed: IssuingBed, all: readonly Assessment[], pace: Pace): Promise<void> {
  const records = all.map((one) => ({
    key: one.bulletin.event.id,
    id: bulletinId(one.bulletin),
    value: new TextEncoder().encode(JSON.stringify(one)),
  }));
  for (let from = 0; from < records.length; from += TOGETHER) {
    await until('there is room in the log', WITHIN_MS, async () => from < pace.records && (await bed.issued()) + AHEAD > from, 5);
    await bed.log.append(assessments.name, records.slice(from, from + TOGETHER), { deadlineMs: 10_000 });
  }
}

/** Where the first of a pair dies: its number taken and not to be seen yet; to be seen, and the log not told. */
const POINTS = ['before-commit', 'before-publish'] as const;
/** It dies one of so many times that it comes there, and the other so soon after it, milliseconds. */
const PASSES = 30;
const APART_MS = 400;
/** Each comes back so soon after its death, milliseconds. */
const DEAD_MS = 500;
/** What comes in while a pair dies, records: enough for either to come to its point. */
const ROOM = 240;

/**
 * Kills both processes at a random moment for each of {@link POINTS}, the last one with a third of `total` still to come: first either of
 * them, at the point, then the other wherever it is. Resolves with how many were issued at each death.
 */
export async function killAtRandom(bed: IssuingBed, random: () => number, total: number, pace: Pace): Promise<number[]> {
  const deaths: number[] = [];
  const die = async (one: Worker): Promise<void> => {
    await one.kill();
    deaths.push(await bed.issued());
    await sleep(random() * DEAD_MS);
    one.start();
  };
  for (const [nth, point] of POINTS.entries()) {
    const moment = Math.floor(((nth + random()) / POINTS.length) * (total * 0.7));
    pace.records = moment;
    await until('the next moment', WITHIN_MS, async () => (await bed.issued()) >= moment, 5);
    await Promise.all(bed.deduplicators.map((one) => one.ready()));
    const [first, second] = random() < 0.5 ? bed.deduplicators : bed.deduplicators.toReversed();
    if (first === undefined || second === undefined) throw new Error('there are not two of them');
    const hold = await first.hold(point, 1 + Math.floor(random() * PASSES));
    pace.records = moment + ROOM;
    await hold.there;
    await Promise.all([die(first), sleep(random() * APART_MS).then(() => die(second))]);
  }
  pace.records = total;
  return deaths;
}
