import { describe, expect, it } from 'vitest';
import { createMetrics } from './metrics.ts';

describe('metrics', () => {
  it('shows every series at 0 from its definition on, then counts', async () => {
    const metrics = createMetrics({ service: 'sender' });
    const sends = metrics.counter({ name: 'loa_sends_total', help: 'h', labels: { channel: ['email', 'sms'], result: ['ok', 'no'] } });
    sends.inc({ channel: 'sms', result: 'ok' }, 2);
    const text = await metrics.registry.metrics();
    expect(text).toContain('loa_sends_total{channel="sms",result="ok",service="sender"} 2');
    expect(text).toContain('loa_sends_total{channel="email",result="no",service="sender"} 0');
    expect(text.match(/^loa_sends_total\{/gm)).toHaveLength(4);
  });

  it('refuses a label value outside its closed set', () => {
    const metrics = createMetrics({ service: 's' });
    const names: string[] = ['a'];
    const gauge = metrics.gauge({ name: 'loa_g', help: 'h', labels: { name: names } });
    expect(() => gauge.set({ name: 'b' }, 1)).toThrow(RangeError);
  });

  it('adds up the sets of two definitions of one name, and keeps what was counted', async () => {
    const metrics = createMetrics({ service: 's' });
    metrics.counter({ name: 'loa_c_total', help: 'h', labels: { group: ['a'] } }).inc({ group: 'a' });
    metrics.counter({ name: 'loa_c_total', help: 'h', labels: { group: ['a', 'b'] } }).inc({ group: 'b' }, 3);
    const text = await metrics.registry.metrics();
    expect(text).toMatch(/loa_c_total\{group="a",.*\} 1/);
    expect(text).toMatch(/loa_c_total\{group="b",.*\} 3/);
    expect(() => metrics.counter({ name: 'loa_c_total', help: 'h', labels: { topic: ['a'] } })).toThrow('other labels');
  });

  it('reads measured gauges when scraped, and keeps the last values when reading fails', async () => {
    const metrics = createMetrics({ service: 's' });
    let value = 5;
    metrics.measured({ name: 'loa_lag', help: 'h', labels: { topic: ['t'] } }, async () => {
      if (value < 0) throw new Error('no engine');
      return [[{ topic: 't' }, value] as const];
    });
    expect(await metrics.registry.metrics()).toMatch(/loa_lag\{topic="t",.*\} 5/);
    value = -1;
    expect(await metrics.registry.metrics()).toMatch(/loa_lag\{topic="t",.*\} 5/);
  });
});
