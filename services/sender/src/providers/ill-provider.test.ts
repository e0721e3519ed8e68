import { captureChannel } from '@loa/adapters/capture';
import { twilioChannel } from '@loa/adapters/twilio';
import { startTwilioStub, type TwilioRule, type TwilioStub, until } from '@loa/testing/servers';
import { beforeEach, expect, test } from 'vitest';
import { now, useSenderBed } from '../bed/test-bed.ts';
import type { Provider } from './provider-at-work.ts';

const WITHIN_MS = 20_000;
/** As in production, but for times and counts a tenth of theirs. */
const RULES = { errors: 20, errorsInARow: 5, slowMs: 300, giveUpMs: 600, firstWaitMs: 100, longestWaitMs: 400, stepMs: 300 };
const SLOTS = 8;

const bed = useSenderBed('ill-provider');
let first: TwilioStub;
let second: TwilioStub;
beforeEach(async () => {
  [first, second] = (await Promise.all(
    ['1', '2'].map((digit) => startTwilioStub({ callbacks: null, accountSid: `AC${digit.repeat(32)}` })),
  )) as [TwilioStub, TwilioStub];
  // The first that was pushed is the last to go: after the sender.
  for (const stub of [first, second]) bed.lifecycle.push('stub', () => stub.stop());
});

const account = (name: string, { accountSid, authToken, url: baseUrl }: TwilioStub): Provider => {
  const channel = twilioChannel({ accountSid, authToken, baseUrl, from: 'LOA', slots: SLOTS, now });
  bed.lifecycle.push(name, () => channel.close());
  return { name, account: accountSid, channel };
};

async function start(providers: readonly [Provider, ...Provider[]]) {
  const { metrics, checks } = await bed.start(providers, { rules: RULES });
  return { metrics, check: () => checks[`channel-${providers[0].channel.name}`]?.() };
}

/** What the sweeper does with what is due, without the wait: each such row in a batch of its own kind again. */
async function takeUpDue(warningId: string): Promise<number> {
  const due = await bed.db.query<{ id: number }>('select id from deliveries where due_at is not null');
  if (due.length === 0) return 0;
  const batchId = await bed.dispatch(warningId, 0, { channel: 'sms' });
  await bed.db.query('update deliveries set due_at = null, batch_id = $1 where due_at is not null', [batchId]);
  const message = { batchId, warningId, channel: 'sms', lane: 'flash', language: 'vi', attempt: 2 };
  await bed.eventLog.append(
    'dispatch.sms.flash',
    [{ key: `again-${batchId}`, id: `again:${batchId}`, value: Buffer.from(JSON.stringify(message)) }],
    {
      deadlineMs: 5_000,
    },
  );
  return due.length;
}

const refusal = (status: number, code: number): TwilioRule => ({ answer: { status, code, text: 'x' } });
const ILLS: readonly (readonly [string, TwilioRule])[] = [
  ['answers 4xx', refusal(401, 20_003)],
  ['answers 5xx', refusal(500, 20_500)],
  ['answers 5xx and takes the message all the same', { answer: { status: 500, code: 20_500, text: 'x', keep: true } }],
  ['answers 429', refusal(429, 20_429)],
  ['hangs', { answer: 'hang' }],
  ['resets', { answer: 'reset' }],
  ['accepts and dies', { answer: 'accept-then-die' }],
];

test.each(ILLS)(
  'a provider that %s in the middle of 300: the other one takes over, the first is used again once well, everybody is told once',
  async (_, rule) => {
    const warningId = await bed.issue('Actual');
    const send = (people: number) => bed.dispatch(warningId, people, { channel: 'sms' });
    first.behave([{ ...rule, after: 40 }]);
    await send(300);
    const { metrics, check } = await start([account('first', first), account('second', second)]);
    // Another channel beside it, whose provider is well.
    const email = captureChannel({ name: 'email', now });
    await start([{ name: 'relay', account: 'relay', channel: email }]);
    await until('the other provider has messages', WITHIN_MS, () => Promise.resolve(second.count() > 0));
    // Tried again and again meanwhile, so that for moments it counts as on its way back.
    await until('readiness names the ill one', WITHIN_MS, async () => /^first: /.test(String(await check())));
    const mailed = await bed.issue('Actual', 2);
    await bed.dispatch(mailed, 100);
    await until('the other channel is done', WITHIN_MS, () => Promise.resolve(email.count === 100));

    first.behave([]);
    const before = first.count();
    let extra = 0;
    await until('the first provider is used again', WITHIN_MS, async () => {
      await send(10);
      extra += 10;
      await until('they have gone', WITHIN_MS, async () => ((await bed.states())['queued'] ?? 0) === 0);
      return first.count() > before;
    });
    await until('nothing is due', WITHIN_MS, async () => {
      await until('nothing is queued', WITHIN_MS, async () => {
        const rows = await bed.db.query("select from deliveries where state in ('queued', 'due', 'unknown') and due_at is null limit 1");
        return rows.length === 0;
      });
      return (await takeUpDue(warningId)) === 0;
    });

    expect(await bed.states()).toEqual({ 'no-receipt-on-this-route': 300 + extra + 100 });
    const told = [...first.messages(), ...second.messages()].map(({ to, body }) => `${to} ${body}`);
    expect(told).toHaveLength(300 + extra);
    const remembered = await bed.db.query<{ provider: string; count: number }>(
      "select provider, count(*)::int as count from deliveries where channel = 'sms' group by provider order by provider",
    );
    expect(remembered).toEqual([first, second].map((stub) => ({ provider: stub.accountSid, count: stub.count() })));
    const { values } = (await metrics.registry.getSingleMetric('loa_provider_turns_total')?.get()) ?? { values: [] };
    const reasons = values.filter(({ value }) => value > 0).map(({ labels }) => `${labels['provider']} ${labels['reason']}`);
    expect(reasons).toEqual(expect.arrayContaining(['first first', 'second stand-in', 'first trial']));
  },
);

test('what is in doubt at a provider that cannot be asked stays in doubt: the other one is not given it', async () => {
  const warningId = await bed.issue('Actual');
  first.behave([{ answer: 'accept-then-die' }]);
  await bed.dispatch(warningId, 1, { channel: 'sms' });
  await start([account('first', first), account('second', second)]);
  await until('it is in doubt', WITHIN_MS, async () => (await bed.states())['unknown'] === 1);
  await first.stop();
  expect(await takeUpDue(warningId)).toBe(1);
  await until('it was asked about', WITHIN_MS, async () => {
    const [row] = await bed.db.query<{ state_reason: string }>('select state_reason from deliveries');
    return row?.state_reason === 'twilio-econnrefused';
  });
  expect([await bed.states(), second.count()]).toEqual([{ unknown: 1 }, 0]);
});

test('with every provider down rows stay queued, and the check says why', async () => {
  const warningId = await bed.issue('Actual');
  for (const stub of [first, second]) stub.behave([refusal(401, 20_003)]);
  await bed.dispatch(warningId, 30, { channel: 'sms' });
  const { check } = await start([account('first', first), account('second', second)]);
  await expect
    .poll(() => check()?.then(String, (error: unknown) => (error as { code?: string }).code), { timeout: WITHIN_MS })
    .toBe('twilio-20003');
  expect(await bed.states()).toEqual({ queued: 30 });
  second.behave([]);
  await until('all went by the second', WITHIN_MS, () => Promise.resolve(second.count() === 30));
});
