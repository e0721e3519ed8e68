import type { EventLog } from '@loa/runtime';
import { instant } from '../clock.ts';
import type { RawChannel } from './raw-channel.ts';

/** Appends a record and resolves with the instants at which the append was durable and the message had gone out by `channel`. */
export type RawHops = (id: string, channel: RawChannel) => Promise<{ readonly appended: number; readonly sent: number }>;

export interface RawHopsOptions {
  readonly log: EventLog;
  readonly topics: readonly string[];
  /** What is appended to each topic. */
  readonly records: readonly Uint8Array[];
}

const DEADLINE = { deadlineMs: 10_000 };

/** As many topics in a row as a bulletin passes: each record that is read is answered by one on the next topic, the last by a message. */
export async function rawHops({ log, topics, records }: RawHopsOptions): Promise<RawHops> {
  const waiting = new Map<string, { readonly channel: RawChannel; readonly end: PromiseWithResolvers<number> }>();
  const append = (at: number, id: string): Promise<void> =>
    log.append(topics[at] ?? '', [{ key: id, id, value: records[at] ?? new Uint8Array() }], DEADLINE);
  for (const [at, topic] of topics.entries())
    await log.consume({
      group: 'raw',
      topics: [topic],
      async handle({ id }) {
        if (id !== null && at + 1 < topics.length) await append(at + 1, id);
        else if (id !== null) {
          const { channel, end } = waiting.get(id) ?? {};
          await channel?.send(0).then(() => end?.resolve(instant()), end?.reject);
        }
        return { move: true };
      },
    });
  return async (id, channel) => {
    const end = Promise.withResolvers<number>();
    waiting.set(id, { channel, end });
    await append(0, id);
    const appended = instant();
    return { appended, sent: await end.promise };
  };
}
