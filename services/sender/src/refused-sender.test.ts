import { smtpChannel } from '@loa/adapters/smtp';
import { startSmtpSink } from '@loa/testing/servers';
import { expect, test } from 'vitest';
import { now, useSenderBed } from './bed/test-bed.ts';

const bed = useSenderBed('refused-sender');
const SOON = { timeout: 20_000 };

test.each(['rcpt', 'data'] as const)(
  'a relay that lets nothing of ours pass at %s for a while fails nobody: few are put off, the others wait, and the check says why',
  async (at) => {
    const sink = await startSmtpSink({ behave: [{ at, answer: { code: 554, text: '5.7.1 blocked by policy' } }] });
    bed.lifecycle.push('sink', () => sink.stop());
    const channel = smtpChannel({ url: sink.url, from: 'loa@loa.example', now, connections: 2 });
    bed.lifecycle.push('relay', () => channel.close());
    await bed.dispatch(await bed.issue('Actual'), 200);
    const { checks } = await bed.start([{ name: 'one', account: 'one', channel }]);
    const reason = () => checks['channel-email']?.().then(String, (error: unknown) => (error as { code?: string }).code);
    await expect.poll(reason, SOON).toBe('smtp-554-5.7.1');
    sink.behave([]);
    await expect.poll(async () => (await bed.states())['queued'] ?? 0, SOON).toBe(0);
    const states = await bed.states();
    expect(Object.keys(states).toSorted()).toEqual(['due', 'no-receipt-on-this-route']);
    expect(states['due']).toBeLessThan(100);
    expect(sink.count()).toBe(states['no-receipt-on-this-route']);
  },
);
