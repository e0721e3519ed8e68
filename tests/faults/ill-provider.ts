import { setTimeout as sleep } from 'node:timers/promises';
import type { SinkProcess } from '@loa/testing/servers';
import { until } from '@loa/testing/servers';
import type { Scenario } from './scenario.ts';

type Rules = Parameters<SinkProcess['behave']>[0];

/** How a provider can be ill, for both channels. */
export const ILLS = {
  'answers 4xx': {
    smtp: [{ at: 'rcpt', answer: { code: 451, text: '4.3.0 local error' } }],
    twilio: [{ answer: { status: 401, code: 20_003, text: 'Authenticate' } }],
  },
  'answers 5xx': {
    smtp: [{ at: 'rcpt', answer: { code: 530, text: '5.7.0 authentication required' } }],
    twilio: [{ answer: { status: 500, code: 20_500, text: 'Internal error' } }],
  },
  'answers 429': {
    smtp: [{ at: 'rcpt', answer: { code: 452, text: '4.3.1 too much at once' } }],
    twilio: [{ answer: { status: 429, code: 20_429, text: 'Too many requests' } }],
  },
  hangs: { smtp: [{ at: 'data', answer: 'hang' }], twilio: [{ answer: 'hang' }] },
  resets: { smtp: [{ at: 'data', answer: 'reset' }], twilio: [{ answer: 'reset' }] },
  'accepts and dies': { smtp: [{ at: 'data', answer: 'accept-then-die' }], twilio: [{ answer: 'accept-then-die' }] },
} as const satisfies Readonly<Record<string, Rules>>;
export type Ill = keyof typeof ILLS;

const ILL_MS = 60_000;
const FAIL_OVER_MS = 10_000;
/** Until a fifth of the messages could be with it again: the last wait before it is asked, and the first two steps. */
const BACK_MS = 60_000;
const SHARE = 0.1;
/** An e-mail that was refused three times is due again after up to four minutes. */
const SETTLED_MS = 600_000;

/**
 * E-mails that stay in doubt with a relay that takes them and dies: ten until it is left, three each time that it is tried again (six times
 * in a minute), each time with seven more under way.
 */
const IN_DOUBT = 10 + 7 + 7 * (3 + 7);

/** The first provider of a channel ill for a minute, from when a tenth of its messages have arrived; then well again. */
export function illProvider(channel: 'email' | 'sms', ill: Ill): Scenario {
  const key = channel === 'email' ? 'smtp' : 'twilio';
  const other = channel === 'email' ? 'twilio' : 'smtp';
  return {
    name: `${channel === 'email' ? 'relay' : 'SMS account'} ${ill} for ${ILL_MS / 1_000} s`,
    allowed: { email: channel === 'email' && ill === 'accepts and dies' ? IN_DOUBT : 0, sms: 0 },
    settledMs: SETTLED_MS,
    async run(bed) {
      const [event, next] = [bed.newEvent(), bed.newEvent()];
      const expected = bed.expected[channel];
      const [firstOf, secondOf] = [bed.sink, bed.secondSink].map((sink) => async () => (await sink.count())[key]) as [
        () => Promise<number>,
        () => Promise<number>,
      ];
      await bed.publish(event);
      await until('a share has arrived', 60_000, async () => (await firstOf()) >= SHARE * expected, 5);
      const besideBefore = (await bed.sink.count())[other];
      const began = performance.now();
      await bed.sink.behave({ [key]: ILLS[ill][key] });
      try {
        await until('the other provider has messages', FAIL_OVER_MS, async () => (await secondOf()) > 0, 20);
        const failedOver = performance.now() - began;
        await sleep(Math.max(0, ILL_MS - failedOver));
        const beside = (await bed.sink.count())[other] - besideBefore;
        await bed.sink.behave({ [key]: key === 'smtp' ? bed.usual : [] });
        const well = performance.now();
        const before = await firstOf();
        // There may be nothing left of the first event to try it with.
        await bed.publish(next);
        await until('the first provider is used again', BACK_MS, async () => (await firstOf()) > before, 20);
        const back = performance.now() - well;
        const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
        return {
          events: { [event]: 1, [next]: 1 },
          note: `other provider after ${seconds(failedOver)}, back after ${seconds(back)}; beside it ${beside} on the other channel meanwhile`,
        };
      } finally {
        await bed.sink.behave({ [key]: key === 'smtp' ? bed.usual : [] });
      }
    },
  };
}
