import { until } from '@loa/testing/servers';
import { type Bench, sized } from '../bench.ts';
import { instant } from '../clock.ts';
import { alternated, figureOf } from '../figures.ts';
import { isQuiet } from '../installation/is-quiet.ts';
import { open } from '../installation/open.ts';
import { memoryOf } from '../memory.ts';
import { sendAll } from '../raw/raw-channel.ts';
import { sampleOf } from '../raw/sample.ts';
import { everywhere, stormAt } from '../storm.ts';

const MESSAGES = 100_000;
/** Messages whose bytes the raw limit sends over and over. */
const SAMPLE = 4_000;
const WITHIN_MS = 1_800_000;
/** How often the far end and the ledger are asked, milliseconds. */
const LOOK_EVERY_MS = 50;

interface Rates {
  readonly arrived: number;
  /** As a rate the same as `arrived` where there is no ledger. */
  readonly settled: number;
}

/**
 * A storm over the whole country, of which everybody is told on one channel. Both rates are of the whole way: from intake's 202, with
 * fan-out on it, until the last message is at the far end, and until the last row is settled.
 */
export const sending =
  (channel: 'email' | 'sms'): Bench =>
  async ({ engines, scale, profile }) => {
    const count = sized(MESSAGES, scale, 100);
    const installation = await open(engines, { register: { count, by: channel }, profile });
    let number = 0;
    const ours = async (): Promise<Rates> => {
      const event = `${channel}-${(number += 1)}`;
      await installation.clear();
      const accepted = await installation.publish(stormAt(event, everywhere(), new Date()));
      const rate = (): number => (count * 1_000) / (instant() - accepted);
      await until(`${count} messages at the far end`, WITHIN_MS, async () => (await installation.arrived()) >= count, LOOK_EVERY_MS);
      const arrived = rate();
      await until(`${event} is settled`, WITHIN_MS, () => isQuiet(installation, event), LOOK_EVERY_MS);
      const settled = rate();
      const messages = await installation.arrived();
      if (messages !== count) throw new Error(`${messages} messages of ${count} people`);
      return { arrived, settled };
    };
    try {
      const rounds = await alternated(ours, async () => {
        const raw = await installation.rawChannel(channel, await sampleOf(installation, `${channel}-1`, channel, SAMPLE));
        await installation.clear();
        const began = instant();
        await sendAll(raw, count);
        const rate = (count * 1_000) / (instant() - began);
        raw.close();
        return { arrived: rate, settled: rate };
      });
      const figure = (metric: string, unit: string, of: keyof Rates) =>
        figureOf(
          { bench: channel, metric: `${engines} ${metric}`, unit },
          rounds.map((round) => ({ ours: round.ours[of], raw: round.raw[of] })),
        );
      return {
        figures: [
          figure('messages', 'messages/s', 'arrived'),
          figure('rows settled', 'rows/s', 'settled'),
          memoryOf(channel, engines, installation),
        ],
        sizes: `${count} deliveries a round to ${count} people, one storm over 34 provinces`,
        named: installation.named,
      };
    } finally {
      await installation.stop();
    }
  };
