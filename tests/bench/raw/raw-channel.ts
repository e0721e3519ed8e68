import { captureChannel } from '@loa/adapters/capture';
import type { OutgoingMessage } from '@loa/domain/ports';

/** The way to the far end with nothing of Loa on it: no ledger, no gate, no rate. The bytes of every message are made before the first goes. */
export interface RawChannel {
  /** Calls at once, at most: as many as Loa's channel has. */
  readonly slots: number;
  /** Resolves when the far end has taken the nth message, counted round and round. Rejects when it does not. */
  send(nth: number): Promise<void>;
  close(): void;
}

/** Sends `count` messages, as many at once as there are slots. */
export async function sendAll(channel: RawChannel, count: number): Promise<void> {
  let next = 0;
  const slot = async (): Promise<void> => {
    while (next < count) await channel.send((next += 1));
  };
  await Promise.all(Array.from({ length: channel.slots }, slot));
}

/** The one of a list at a place counted round and round. Throws a RangeError for an empty list. */
export function nthOf<T>(list: readonly T[], nth: number): T {
  const one = list[nth % list.length];
  if (one === undefined) throw new RangeError('nothing to send');
  return one;
}

/** The capture channel itself. */
export function rawCapture(name: 'email' | 'sms', messages: readonly OutgoingMessage[]): RawChannel {
  const channel = captureChannel({ name, now: () => new Date() });
  return {
    slots: channel.slots,
    send: async (nth) => void (await channel.send(nthOf(messages, nth), () => ({ go: true }))),
    close: () => undefined,
  };
}
