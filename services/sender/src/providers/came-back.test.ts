import { receiptsTable } from '@loa/adapters/postgres';
import { twilioChannel } from '@loa/adapters/twilio';
import { startTwilioStub, type TwilioStub, until } from '@loa/testing/servers';
import { beforeEach, expect, test } from 'vitest';
import { NOW, now, useSenderBed } from '../bed/test-bed.ts';
import type { Provider } from './provider-at-work.ts';

const WITHIN_MS = 20_000;

const bed = useSenderBed('came-back');
let stubs: readonly [TwilioStub, TwilioStub];
let providers: readonly [Provider, Provider];
beforeEach(async () => {
  stubs = [await stub('1'), await stub('2')];
  providers = [account('first', stubs[0]), account('second', stubs[1])];
});

async function stub(digit: string): Promise<TwilioStub> {
  const one = await startTwilioStub({ callbacks: null, accountSid: `AC${digit.repeat(32)}` });
  bed.lifecycle.push('stub', () => one.stop());
  return one;
}

function account(name: string, { accountSid, authToken, url: baseUrl }: TwilioStub): Provider {
  const reports = { publicUrl: 'https://loa.example', receiptSecret: 's' };
  const channel = twilioChannel({ accountSid, authToken, baseUrl, from: 'LOA', now, ...reports });
  bed.lifecycle.push(name, () => channel.close());
  return { name, account: accountSid, channel };
}

/** A message that the first provider has taken and reports as not delivered: it waits in a batch of another try. */
async function cameBack(of: readonly [Provider, ...Provider[]] = providers): Promise<{ again: (leases: number) => Promise<void> }> {
  const warningId = await bed.issue('Actual');
  await bed.dispatch(warningId, 1, { channel: 'sms' });
  await bed.start(of);
  await until('it was taken', WITHIN_MS, async () => (await bed.states())['accepted'] === 1);
  const [message] = stubs[0].messages();
  if (message === undefined) throw new Error('the first has no message');
  message.status = 'undelivered';
  const providerId = message.sid;
  const receipt = { deliveryId: 1, attempt: 1, state: 'undelivered', at: NOW, providerId, code: 'twilio-30003' } as const;
  await receiptsTable(bed.db).settle([{ ...receipt, onceMoreAt: '2025-11-06T10:05:00.000Z' }]);
  expect(await bed.states()).toEqual({ due: 1 });
  return {
    async again(leases) {
      const [batch] = await bed.db.query<{ id: number }>(
        `insert into batches (warning_id, channel, lane, language, attempt, leases) values ($1, 'sms', 'flash', 'vi', 2, $2) returning id`,
        [warningId, leases],
      );
      const batchId = batch?.id ?? 0;
      await bed.db.query('update deliveries set due_at = null, batch_id = $1', [batchId]);
      const value = Buffer.from(JSON.stringify({ batchId, warningId, channel: 'sms', lane: 'flash', language: 'vi', attempt: 2 }));
      await bed.eventLog.append('dispatch.sms.flash', [{ key: 'again', id: 'again', value }], { deadlineMs: 5_000 });
    },
  };
}

test('what one provider took and could not deliver is given to the other one', async () => {
  const { again } = await cameBack();
  await again(0);
  await until('the other has it', WITHIN_MS, async () => (await bed.states())['accepted'] === 1);
  expect(stubs.map((one) => one.count())).toEqual([1, 1]);
  expect(await bed.db.query('select attempt, provider from deliveries')).toEqual([{ attempt: 2, provider: stubs[1].accountSid }]);
});

test('where there is no other one it is given to the same again', async () => {
  const { again } = await cameBack([providers[0]]);
  await again(0);
  await until('it has it', WITHIN_MS, async () => (await bed.states())['accepted'] === 1);
  expect(stubs.map((one) => one.count())).toEqual([2, 0]);
});

test('whose sender died in the other try is looked for at every provider', async () => {
  const { again } = await cameBack();
  const [sent] = stubs[0].messages();
  const { to = '', body = '' } = sent ?? {};
  const message = { deliveryId: 1, attempt: 2, to, warningId: 'actual-1', status: 'Actual', level: 4, language: 'vi' } as const;
  const times = { issuedAt: NOW, expiresAt: '2025-11-07T00:00:00.000Z' };
  await providers[1].channel.send({ ...message, content: { text: body }, ...times }, () => ({ go: true }));
  await again(1);
  await until('it was found', WITHIN_MS, async () => (await bed.states())['accepted'] === 1);
  expect(stubs.map((one) => one.count())).toEqual([1, 1]);
});
