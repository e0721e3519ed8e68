import { setTimeout as sleep } from 'node:timers/promises';
import type { SinkProcess } from '@loa/testing/servers';
import { until } from '@loa/testing/servers';
import { isOver, rateOf } from './rate.ts';
import { NONE, type Scenario } from './scenario.ts';
import type { TestBed } from './test-bed.ts';

type Rules = Parameters<SinkProcess['behave']>[0];
const of = 'messages' as const;
const blocked = { code: 554, text: '5.7.1 blocked by policy' };

/** How a provider of a channel can be ill. What a relay that lets nobody connect had connected before is cut. */
export const ILLS: Readonly<Record<Told, Readonly<Record<string, Rules>>>> = {
  email: {
    'answers 4xx': { smtp: [{ at: 'rcpt', answer: { code: 451, text: '4.3.0 local error' } }] },
    'answers 5xx': { smtp: [{ at: 'rcpt', answer: { code: 530, text: '5.7.0 authentication required' } }] },
    'answers 429': { smtp: [{ at: 'rcpt', answer: { code: 452, text: '4.3.1 too much at once' } }] },
    'refuses us at MAIL': { smtp: [{ at: 'mail', answer: blocked }] },
    'refuses us at RCPT': { smtp: [{ at: 'rcpt', answer: blocked }] },
    'hangs at connect': {
      smtp: [
        { at: 'connect', answer: 'hang' },
        { at: 'mail', answer: 'reset' },
      ],
    },
    'hangs at MAIL': { smtp: [{ at: 'mail', answer: 'hang' }] },
    'hangs at RCPT': { smtp: [{ at: 'rcpt', answer: 'hang' }] },
    'hangs at DATA': { smtp: [{ at: 'go-on', answer: 'hang' }] },
    hangs: { smtp: [{ at: 'data', answer: 'hang' }] },
    resets: { smtp: [{ at: 'data', answer: 'reset' }] },
    'accepts and dies': { smtp: [{ at: 'data', answer: 'accept-then-die' }] },
  },
  sms: {
    'answers 4xx': { twilio: [{ of, answer: { status: 401, code: 20_003, text: 'Authenticate' } }] },
    'answers 5xx': { twilio: [{ of, answer: { status: 500, code: 20_500, text: 'Internal error' } }] },
    'answers 429': { twilio: [{ of, answer: { status: 429, code: 20_429, text: 'Too many requests' } }] },
    hangs: { twilio: [{ of, answer: 'hang' }] },
    resets: { twilio: [{ of, answer: 'reset' }] },
    'accepts and dies': { twilio: [{ of, answer: 'accept-then-die' }] },
  },
};

const ILL_MS = 60_000;
const FAIL_OVER_MS = 10_000;
/** Until a fifth of the messages could be with it again: the last wait before it is asked, and the first two steps. */
const BACK_MS = 60_000;
const SHARE = 0.1;
/** The other channel's rate beside an ill provider, as a share of the one before and after: so much at least. */
const UNMOVED = 0.8;
/** What was refused again and again is due after minutes. */
const SETTLED_MS = 600_000;

/**
 * E-mails that stay in doubt with a relay that takes them and dies: ten until it is left, three each time that it is tried again (six times
 * in a minute), each time with seven more under way.
 */
const IN_DOUBT = 10 + 7 + 7 * (3 + 7);

/** Connections of a sender of e-mail: on each a message may be without an answer, or wait for its next try, when a storm is over. */
const CONNECTIONS = 8;
const UNANSWERED: ReadonlySet<string> = new Set(['hangs', 'resets']);

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
type Told = 'email' | 'sms';
const OTHER: Readonly<Record<Told, Told>> = { email: 'sms', sms: 'email' };
const NAMES: Readonly<Record<Told, string>> = { email: 'e-mail', sms: 'SMS' };

/** A wide storm of which a tenth of the channel's messages have arrived; what is to be waited for is begun then. */
async function underWay(bed: TestBed, channel: Told): Promise<string> {
  const event = bed.newEvent();
  const already = (await bed.arrivals(channel)) / bed.expected[channel];
  await bed.publish(event);
  await bed.shareArrived(already + SHARE, channel);
  return event;
}

/** What the other channel comes to a second beside a provider that is well, with the storms that come when it is ill; at most as long. */
async function beside(bed: TestBed, channel: Told) {
  const event = await underWay(bed, channel);
  const [brief, from] = [bed.newEvent(), Date.now()];
  await bed.publish(brief, { extent: 'brief' });
  while (Date.now() < from + ILL_MS && !(await isOver(bed, ['email', 'sms']))) await sleep(bed.lookEveryMs);
  return { rate: await rateOf(bed, OTHER[channel], from), events: { [event]: 1, [brief]: 1 } };
}

/** Both channels for the same minute with nobody ill: what the rates beside an ill provider are to be read beside. */
export const nobodyIll: Scenario = {
  name: `nobody ill for ${ILL_MS / 1_000} s`,
  allowed: NONE,
  async run(bed) {
    const event = await underWay(bed, 'email');
    const from = Date.now();
    await sleep(ILL_MS);
    const rates = await Promise.all((['email', 'sms'] as const).map((one) => rateOf(bed, one, from)));
    return { events: { [event]: 1 }, note: `e-mail ${rates[0]}/s, SMS ${rates[1]}/s` };
  },
};

/**
 * The first provider of a channel ill for a minute, from when a tenth of its messages have arrived; then well again. A storm that is over
 * before the minute comes in the middle of it. The same two come before, and when all is well again: the first provider is tried with them, and
 * the other channel must not have been slower meanwhile.
 */
export function illProvider(channel: Told, ill: string, rules: Rules): Scenario {
  const key = channel === 'email' ? 'smtp' : 'twilio';
  const other = OTHER[channel];
  return {
    name: `${channel === 'email' ? 'relay' : 'SMS account'} ${ill} for ${ILL_MS / 1_000} s`,
    allowed: { ...NONE, email: channel === 'email' && ill === 'accepts and dies' ? IN_DOUBT : 0 },
    settledMs: SETTLED_MS,
    mayExpire: true,
    unanswered: channel === 'email' && UNANSWERED.has(ill) ? CONNECTIONS : 0,
    async run(bed) {
      const usual = key === 'smtp' ? bed.usual : [];
      const [firstOf, secondOf] = [bed.sink, bed.secondSink].map((sink) => async () => (await sink.count())[key]) as [
        () => Promise<number>,
        () => Promise<number>,
      ];
      const before = await beside(bed, channel);
      const hadBefore = await secondOf();
      const event = await underWay(bed, channel);
      const brief = bed.newEvent();
      const began = Date.now();
      await bed.sink.behave(rules);
      try {
        await bed.publish(brief, { extent: 'brief' });
        await until('the other provider has messages', FAIL_OVER_MS, async () => (await secondOf()) > hadBefore, 20);
        const failedOver = Date.now() - began;
        await sleep(began + ILL_MS - Date.now());
        await bed.sink.behave({ [key]: usual });
        const healed = Date.now();
        const rate = await rateOf(bed, other, began);
        const had = await firstOf();
        const isBack = until('the first provider is used again', BACK_MS, async () => (await firstOf()) > had, 20).then(
          () => Date.now() - healed,
        );
        const [back, after] = await Promise.all([isBack, beside(bed, channel)]);
        const well = (before.rate + after.rate) / 2;
        const said = `${NAMES[other]} meanwhile ${rate}/s, ${(rate / well).toFixed(2)} of ${before.rate}/s before and ${after.rate}/s after`;
        return {
          events: { ...before.events, [event]: 1, [brief]: 1, ...after.events },
          faults: rate >= UNMOVED * well ? [] : [`${said}: ${UNMOVED} expected`],
          note: `other provider after ${seconds(failedOver)}, back after ${seconds(back)}; ${said}`,
        };
      } finally {
        await bed.sink.behave({ [key]: usual });
      }
    },
  };
}
