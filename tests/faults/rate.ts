import type { FarChannel } from './storm.ts';
import type { TestBed } from './test-bed.ts';

/**
 * Messages a second of a channel that arrived between two instants (epoch milliseconds), or until the last of them where all that was expected of one
 * wide storm had come before.
 */
export async function rateOf(bed: TestBed, channel: FarChannel, from: number, until: number): Promise<number> {
  const times: number[] = [];
  let before = 0;
  for (const sink of [bed.sink, bed.secondSink])
    for await (const { at } of sink.arrivals(channel)) {
      if (at < from) before += 1;
      else if (at < until) times.push(at);
    }
  const all = before + times.length >= bed.expected[channel];
  const end = all ? times.reduce((latest, at) => Math.max(latest, at), from) : until;
  return Math.round((times.length * 1_000) / Math.max(1, end - from));
}
