import type { Finding } from '@loa/cap';
import type { Bulletin } from '@loa/domain/bulletin';
import type { CapOriginals, SentBy } from '@loa/domain/ports';
import type { Clock, Logger } from '@loa/runtime';
import type { Taken, takeBulletin } from '../take-bulletin.ts';
import { namingElements } from './element-of.ts';
import { changed, type Message, type MessageQuestion, readMessage, type ReadPorts } from './read-message.ts';

export interface TakeMessagePorts extends ReadPorts {
  readonly originals: CapOriginals;
  readonly take: ReturnType<typeof takeBulletin>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What became of a message: its bulletin, taken as any other is, and what was noticed in it. */
export type TakenMessage = Taken & { readonly findings: readonly Finding[] };

/** Takes CAP messages in. Each function throws problems that name elements of the message and rules. */
export interface Messages {
  read(question: MessageQuestion): Promise<Message>;
  /** The checks that every bulletin passes. */
  check<T>(message: Message & { kind: 'bulletin' }, checks: (bulletin: Bulletin) => T | Promise<T>): Promise<T>;
  /** Keeps the message, takes its bulletin, and marks the message as taken: sent again after a crash it goes on where it stood. */
  take(message: Message & { kind: 'bulletin' }, by: SentBy): Promise<TakenMessage>;
}

export function createMessages(ports: TakeMessagePorts): Messages {
  const { originals, take, clock, log } = ports;
  return {
    read: (question) => readMessage(ports, question),
    check: ({ alert, bulletin }, checks) => namingElements(alert, bulletin, () => checks(bulletin)),
    async take({ bulletin, original, findings }, by) {
      if ((await originals.keep(original, clock.now().toISOString())) === 'different') throw changed(original.bulletinId);
      const taken = await take(bulletin, by);
      // A lost mark costs the next sending of the same message a second look.
      await originals
        .markTaken(original.issuer, original, clock.now().toISOString())
        .catch((err: unknown) => log.warn({ err }, 'message not marked as taken'));
      return { ...taken, findings };
    },
  };
}
