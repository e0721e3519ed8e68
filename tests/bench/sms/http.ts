import { twilioChannel } from '@loa/adapters/twilio';
import { startSinkProcess } from '@loa/testing/servers';
import { type Bench, sized } from '../bench.ts';
import { instant } from '../clock.ts';
import { alternated, figureOf } from '../figures.ts';
import { nthOf, type RawChannel, sendAll } from '../raw/raw-channel.ts';
import { rawTwilio } from '../raw/raw-twilio.ts';
import { messagesFor } from './messages.ts';
import { stockSdk } from './stock-sdk.ts';

const MESSAGES = 20_000;
/** Of each way, before the first round. */
const WARM_UP = 500;
const SAMPLE = 4_000;
const SLOTS = 20;
const ACCOUNT = { accountSid: `AC${'0'.repeat(32)}`, authToken: 'stub-token', from: 'LOA' };
const REPORTS = { publicUrl: 'http://127.0.0.1:9', receiptSecret: 'secret of a bench' };

/** A message at a time for each of twenty slots: the channel for SMS, a bare client with kept connections, and Twilio's SDK as it comes. */
export const smsHttp: Bench = async ({ scale }) => {
  const count = sized(MESSAGES, scale, 50);
  const sink = await startSinkProcess();
  await sink.behave({ callbacks: null });
  const messages = messagesFor(Math.min(SAMPLE, count), new Date());
  const to = { ...ACCOUNT, ...REPORTS, baseUrl: sink.twilioUrl };
  const channel = twilioChannel({ ...to, slots: SLOTS, now: () => new Date() });
  const ours: RawChannel = {
    slots: SLOTS,
    async send(nth) {
      const { kind } = await channel.send(nthOf(messages, nth), () => ({ go: true }));
      if (kind !== 'accepted') throw new Error(`a message was ${kind}`);
    },
    close: () => void channel.close(),
  };
  const bare = rawTwilio(to, messages);
  const sdk = stockSdk(to, messages, SLOTS);
  const rate = async (way: RawChannel, of = count): Promise<number> => {
    await sink.clear();
    const began = instant();
    await sendAll(way, of);
    const found = (of * 1_000) / (instant() - began);
    const { twilio } = await sink.count();
    if (twilio !== of) throw new Error(`${twilio} of ${of} messages at the far end`);
    return found;
  };
  try {
    for (const way of [ours, bare, sdk]) await rate(way, sized(WARM_UP, scale, 20));
    const rounds = await alternated(
      async () => ({ bare: await rate(ours), sdk: 0 }),
      async () => ({ bare: await rate(bare), sdk: await rate(sdk) }),
    );
    const figure = (metric: string, pairs: readonly { ours: number; raw: number }[]) =>
      figureOf({ bench: 'sms-http', metric: `embedded ${metric}`, unit: 'messages/s' }, pairs);
    return {
      figures: [
        figure(
          'channel beside a bare client',
          rounds.map(({ ours: one, raw }) => ({ ours: one.bare, raw: raw.bare })),
        ),
        figure(
          "channel beside Twilio's SDK",
          rounds.map(({ ours: one, raw }) => ({ ours: one.bare, raw: raw.sdk })),
        ),
      ],
      sizes: `${count} messages a round, ${SLOTS} requests at once; no ledger, no rate; raw limit: node:http over kept connections with forms made before`,
      named: ['Twilio stub in a process of its own'],
    };
  } finally {
    for (const way of [ours, bare, sdk]) way.close();
    await sink.stop();
  }
};
