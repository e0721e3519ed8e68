import { captureChannel } from '@loa/adapters/capture';
import { smtpChannel } from '@loa/adapters/smtp';
import type { Channel } from '@loa/domain/ports';
import { type SmtpSink, startSmtpSink } from '@loa/testing/servers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { now, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('send-group');
const until = (expected: Record<string, number>) => expect.poll(bed.states, { timeout: 20_000 }).toEqual(expected);
const start = (channel: Channel) => bed.start([{ name: 'one', account: 'one', channel }]);

let sink: SmtpSink;
beforeEach(async () => void (sink = await startSmtpSink()));
afterEach(() => sink.stop());

test('of a group those go again of whom nothing was written, and those whom the provider has taken do not', async () => {
  const operations: number[][] = [];
  const send: NonNullable<Channel['groups']>['send'] = ({ recipients }) => {
    const isFirst = operations.push(recipients.map(({ deliveryId }) => deliveryId)) === 1;
    // In the middle of the answers of the gate the fence grew too old.
    return Promise.resolve(
      recipients.map((_, at) => (isFirst && at >= 3 ? { kind: 'stopped', reason: 'fence-stale' } : { kind: 'accepted', providerId: null })),
    );
  };
  await bed.dispatch(await bed.issue('Actual'), 5);
  await start({ ...captureChannel({ name: 'email', now, slots: 1 }), groups: { most: 10, send } });
  await until({ 'no-receipt-on-this-route': 5 });
  expect(operations.map((ids) => ids.length)).toEqual([5, 2]);
  expect(operations[1]).toEqual(operations[0]?.slice(3));
});

test.each([
  ['one by one', undefined],
  ['in groups', 10],
])('%s: a recipient to whom a relay wants us to log in is put off, and everybody else is told once', async (_, groupOf) => {
  sink.behave([{ at: 'rcpt', answer: { code: 530, text: '5.7.0 authentication required' }, to: 'p3@' }]);
  const channel = smtpChannel({ url: sink.url, from: 'loa@loa.example', now, connections: 2, groupOf });
  bed.lifecycle.push('relay', () => channel.close());
  await bed.dispatch(await bed.issue('Actual'), 20);
  await start(channel);
  await until({ 'no-receipt-on-this-route': 19, due: 1 });
  expect(await bed.db.query("select state_reason from deliveries where state = 'due'")).toEqual([{ state_reason: 'smtp-530-5.7.0' }]);
  const told = sink.messages().flatMap(({ to }) => to);
  expect([told.length, new Set(told).size]).toEqual([19, 19]);
});
