import { smtpChannel } from '@loa/adapters/smtp';
import { type SmtpRule, startSmtpSink } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { now, NOW, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('mailbox-unknown');
const SOON = { timeout: 20_000 };
const unknown = { code: 550, text: '5.1.1 no such mailbox' };

/** Sends to so many people by a relay with these rules; when all are settled, how many failed. */
async function sendBy(rules: readonly SmtpRule[], people: number, groupOf?: number): Promise<number> {
  const sink = await startSmtpSink({ behave: rules });
  bed.lifecycle.push('sink', () => sink.stop());
  const channel = smtpChannel({ url: sink.url, from: 'loa@loa.example', now, connections: 2, groupOf });
  bed.lifecycle.push('relay', () => channel.close());
  await bed.dispatch(await bed.issue('Actual'), people);
  await bed.start([{ name: 'one', account: 'one', channel }]);
  await expect.poll(async () => (await bed.states())['queued'] ?? 0, SOON).toBe(0);
  return (await bed.states())['failed'] ?? 0;
}

/** What is in the log of receipts. */
async function receipts(): Promise<unknown[]> {
  const rows = await bed.db.query<{ value: Uint8Array }>("select value from log_records where topic = 'receipts'");
  return rows.flatMap(({ value }) => (JSON.parse(Buffer.from(value).toString('utf8')) as { receipts: unknown[] }).receipts);
}

test.each([
  ['one by one', undefined],
  ['in groups', 10],
])('%s: that a relay knows no such mailbox goes where bounces go, and no other refusal does', async (_, groupOf) => {
  const rules: SmtpRule[] = [
    { at: 'rcpt', to: 'p2@', answer: { code: 552, text: '5.2.2 full' } },
    { at: 'rcpt', to: 'p7@', answer: unknown },
  ];
  expect(await sendBy(rules, 20, groupOf)).toBe(2);
  const [{ id } = { id: 0 }] = await bed.db.query<{ id: number }>("select id from deliveries where state_reason = 'smtp-550-5.1.1'");
  await expect
    .poll(receipts, SOON)
    .toEqual([{ deliveryId: id, attempt: 1, state: 'failed', at: NOW, providerId: null, code: 'smtp-550-5.1.1' }]);
});

test('where a relay knows no mailbox at all the fault is taken for its own', async () => {
  expect(await sendBy([{ at: 'rcpt', answer: unknown }], 100)).toBe(100);
  expect((await receipts()).length).toBeLessThan(10);
});
