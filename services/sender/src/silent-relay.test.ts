import { smtpChannel } from '@loa/adapters/smtp';
import { startSmtpSink } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { now, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('silent-relay');
/** As in production, but for times a tenth of theirs. */
const RULES = { slowMs: 300, giveUpMs: 600, firstWaitMs: 60_000 };

test.each([
  ['one by one', undefined],
  ['in groups', 2],
])(
  '%s: what a relay was only told the envelope of goes to the other one once it is silent, and nothing is in doubt',
  async (_, groupOf) => {
    const sinks = [await startSmtpSink({ behave: [{ at: 'rcpt', answer: 'hang' }] }), await startSmtpSink()];
    const [first, second] = sinks.map(({ url, stop }, at) => {
      bed.lifecycle.push('sink', stop);
      const channel = smtpChannel({ url, from: 'loa@loa.example', now, connections: 4, groupOf });
      bed.lifecycle.push('relay', () => channel.close());
      return { name: `relay-${at}`, account: `relay-${at}`, channel };
    });
    if (first === undefined || second === undefined) throw new RangeError('two relays');
    await bed.dispatch(await bed.issue('Actual'), 30);
    await bed.start([first, second], { rules: RULES });
    await expect.poll(bed.states, { timeout: 20_000 }).toEqual({ 'no-receipt-on-this-route': 30 });
    expect(sinks.map((sink) => sink.count())).toEqual([0, 30]);
  },
);
