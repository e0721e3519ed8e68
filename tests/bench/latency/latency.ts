import { setTimeout as sleep } from 'node:timers/promises';
import { until } from '@loa/testing/servers';
import { seeded } from '../../faults/random.ts';
import { type Bench, sized } from '../bench.ts';
import { alternated, figureOf, percentile, type Round } from '../figures.ts';
import type { Installation } from '../installation/installation.ts';
import { isQuiet } from '../installation/is-quiet.ts';
import { open } from '../installation/open.ts';
import { memoryOf } from '../memory.ts';
import { rawHops } from '../raw/hops.ts';
import { sampleOf } from '../raw/sample.ts';
import { stormAt } from '../storm.ts';
import { smallPlaces } from './small-places.ts';
import { stagesOf } from './stages.ts';

const BULLETINS = 200;
const PEOPLE = 20_000;
const WARM_UP = 30;
/** The next bulletin comes after a pause of up to so many milliseconds, so that it meets every timer at any point of its period. */
const LONGEST_PAUSE_MS = 250;
const SEED = 42;

/** Topics that a bulletin passes: bulletins, assessments, warnings, dispatch. */
const HOPS = ['raw.bulletins', 'raw.assessments', 'raw.warnings', 'raw.dispatch'] as const;

/** What travelled for an event. $1 event */
const RECORDS = `
  select b.content::text as bulletin, b.assessment::text as assessment, w.content::text as warning
  from bulletins b join warnings w on w.id = b.warning_id where b.event_id = $1`;

/** Bulletin accepted (intake's 202) to its first message at the far end, one bulletin after another. */
export const latency: Bench = async ({ engines, scale, profile }) => {
  const bulletins = sized(BULLETINS, scale, 3);
  const register = { count: sized(PEOPLE, scale, 2_000), by: 'as-invented' } as const;
  const places = smallPlaces(register);
  const installation = await open(engines, { register, profile });
  const random = seeded(SEED);
  const pause = (): Promise<void> => sleep(random() * LONGEST_PAUSE_MS);
  let number = 0;
  const one = async (): Promise<number> => {
    const event = `latency-${(number += 1)}`;
    await installation.clear();
    await pause();
    const code = places[number % places.length] ?? '';
    const accepted = await installation.publish(stormAt(event, [{ kind: 'commune', code }], new Date()));
    const first = await installation.firstArrival();
    await until(`${event} is quiet`, 60_000, () => isQuiet(installation, event), 20);
    return first - accepted;
  };
  const times = async (count: number, work: () => Promise<number>): Promise<number[]> => {
    const all: number[] = [];
    for (let at = 0; at < count; at += 1) all.push(await work());
    return all;
  };

  try {
    await times(sized(WARM_UP, scale, 1), one);
    const event = `latency-${number}`;
    const send = await rawOf(installation, event);
    const messages = await sampleOf(installation, event, 'email', 1);
    // Opened anew for each round: a mail server ends connections that stand idle meanwhile.
    const raw = async (count: number): Promise<number[]> => {
      const channel = await installation.rawChannel('email', messages);
      const all = await times(count, async () => {
        await pause();
        const { appended, sent } = await send(`raw-${(number += 1)}`, channel);
        return sent - appended;
      });
      channel.close();
      return all;
    };
    await raw(sized(WARM_UP, scale, 1));
    const rounds = await alternated(
      () => times(bulletins, one),
      () => raw(bulletins),
    );
    const at = (of: number): Round<number>[] =>
      rounds.map((round) => ({ ours: percentile(round.ours, of), raw: percentile(round.raw, of) }));
    const named = (metric: string) => ({ bench: 'latency', metric: `${engines} ${metric}`, unit: 'ms' });
    return {
      figures: [figureOf(named('p50'), at(0.5)), figureOf(named('p99'), at(0.99)), memoryOf('latency', engines, installation)],
      sizes: `${bulletins} bulletins a round, each of another event and about one commune; ${register.count} people\n${await stagesOf(installation)}`,
      named: installation.named,
    };
  } finally {
    await installation.stop();
  }
};

/** The raw limit with what travelled for the bulletin of `event`. */
async function rawOf(installation: Installation, event: string) {
  const [row] = await installation.query<{ bulletin: string; assessment: string; warning: string }>(RECORDS, [event]);
  if (row === undefined) throw new Error(`nothing travelled for ${event}`);
  const batch = JSON.stringify({ batchId: 1, warningId: 'exercise-1', channel: 'email', lane: 'flash', language: 'vi', attempt: 1 });
  const log = await installation.rawLog(HOPS.map((name) => ({ name, partitions: 6, maxMessageBytes: 4 * 1024 * 1024 })));
  return rawHops({
    log,
    topics: HOPS,
    records: [row.bulletin, row.assessment, row.warning, batch].map((text) => new TextEncoder().encode(text)),
  });
}
