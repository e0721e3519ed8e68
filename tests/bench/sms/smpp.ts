import { join } from 'node:path';
import { smppChannel } from '@loa/adapters/smpp';
import { until } from '@loa/testing/servers';
import { z } from 'zod';
import { type Bench, sized } from '../bench.ts';
import { instant } from '../clock.ts';
import { alternated, type Figure, figureOf } from '../figures.ts';
import { nthOf, type RawChannel, sendAll } from '../raw/raw-channel.ts';
import { startChild } from '../stream/child.ts';
import { kannel, kannelHere } from './kannel.ts';
import { messagesFor } from './messages.ts';
import { rawSmpp } from './raw-smpp.ts';

const MESSAGES = 20_000;
const WARM_UP = 500;
const SAMPLE = 4_000;
/** submit_sm unanswered at once, of each way. */
const WINDOW = 20;
const WITHIN_MS = 300_000;
/** One part. */
const TEXT = 'Bão số 13: Quy Nhơn. Hãy trú ẩn ngay, không ra ngoài.';

/** Short messages over SMPP to one stub: the channel, npm `smpp` alone, and Kannel, which is given them over HTTP. */
export const smsSmpp: Bench = async ({ scale }) => {
  const count = sized(MESSAGES, scale, 50);
  const stub = startChild(join(import.meta.dirname, 'smpp-stub-main.ts'));
  const { url } = z.object({ url: z.string() }).parse(await stub.next('the address of the stub'));
  const taken = async (): Promise<number> => {
    stub.send({ count: true });
    return z.object({ count: z.int() }).parse(await stub.next('a count')).count;
  };
  const messages = messagesFor(Math.min(SAMPLE, count), new Date(), TEXT);
  const ports = {
    now: () => new Date(),
    onReceipts: () => Promise.resolve(),
    findSent: () => Promise.resolve(null),
    partsDelivered: () => Promise.resolve([]),
    onUnknown: () => undefined,
  };
  const channel = smppChannel({ url, source: 'LOA', slots: WINDOW, ...ports });
  const ours: RawChannel = {
    slots: WINDOW,
    async send(nth) {
      const { kind } = await channel.send(nthOf(messages, nth), () => ({ go: true }));
      if (kind !== 'accepted') throw new Error(`a message was ${kind}`);
    },
    close: () => void channel.close(),
  };
  const raw = await rawSmpp(url, messages, WINDOW);
  const version = kannelHere();
  const beside = version === null ? null : await kannel(url, messages, WINDOW);
  const rate = async (way: RawChannel, of = count): Promise<number> => {
    const before = await taken();
    const began = instant();
    await sendAll(way, of);
    // Kannel answers before it has handed a message on.
    await until(`${of} messages at the far end`, WITHIN_MS, async () => (await taken()) >= before + of, 5);
    return (of * 1_000) / (instant() - began);
  };
  try {
    for (const way of [ours, raw, ...(beside === null ? [] : [beside])]) await rate(way, sized(WARM_UP, scale, 20));
    const rounds = await alternated(
      async () => ({ raw: await rate(ours), kannel: null as number | null }),
      async () => ({ raw: await rate(raw), kannel: beside === null ? null : await rate(beside) }),
    );
    const figure = (metric: string, pairs: readonly { ours: number; raw: number }[]): Figure =>
      figureOf({ bench: 'sms-smpp', metric: `embedded ${metric}`, unit: 'messages/s' }, pairs);
    const pairs = rounds.flatMap(({ ours: one, raw: other }) => (other.kannel === null ? [] : [{ ours: one.raw, raw: other.kannel }]));
    return {
      figures: [
        figure(
          'channel beside npm smpp alone',
          rounds.map(({ ours: one, raw: other }) => ({ ours: one.raw, raw: other.raw })),
        ),
        ...(pairs.length === 0 ? [] : [figure('channel beside Kannel', pairs)]),
      ],
      sizes:
        `${count} messages of one part a round, a window of ${WINDOW}; no ledger, no rate; ` +
        (version === null
          ? 'Kannel is not here: tests/bench/install.sh kannel brings it'
          : 'Kannel: by HTTP over as many kept connections, nothing stored'),
      named: ['SMPP stub in a process of its own', ...(version === null ? [] : [`Kannel ${version}`])],
    };
  } finally {
    for (const way of [ours, raw]) way.close();
    await beside?.stop();
    await stub.stop();
  }
};
