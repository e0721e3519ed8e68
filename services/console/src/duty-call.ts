import type { Approval, AttemptResult, Channel, DutyBook, OutgoingMessage } from '@loa/domain/ports';
import { hashOfKey, type Logger } from '@loa/runtime';
import { dutyWords } from './duty-words.ts';

type Way = Channel['name'];

/** By what whoever is on duty is called; null: not that way. */
export type DutyWays = Readonly<Record<Way, Channel | null>>;

/** What became of each way: `accepted`, or why not. Empty: nobody could be called that way. */
export type DutyCalled = Readonly<Partial<Record<Way, string>>>;

/** Calls an account about a warning that waits, by every way that it has an address for. Does not reject. */
export type DutyCall = (accountId: string, of: Approval, now: Date) => Promise<DutyCalled>;

/** A call that comes later than the next approver's is of no use. Milliseconds. */
const COUNTS_MS = 300_000;

/** See {@link DutyCall}. These messages are in no ledger: the trail says what became of them. */
export function dutyCall({ ways, book, log }: { ways: DutyWays; book: DutyBook; log: Logger }): DutyCall {
  return async (accountId, of, now) => {
    try {
      const { phone, email } = await book.of(accountId);
      const to: Readonly<Record<Way, string | null>> = { email, sms: phone, voice: phone };
      const called = await Promise.all(
        (['voice', 'sms', 'email'] as const).map(async (way) => {
          const [channel, address] = [ways[way], to[way]];
          if (channel === null || address === null) return [];
          const result = await channel.send(messageOf(way, address, of, now), () => ({ go: true }));
          return [[way, outcomeOf(result)]];
        }),
      );
      return Object.fromEntries(called.flat()) as DutyCalled;
    } catch (err) {
      log.error({ err, account: accountId }, 'an approver could not be called');
      return {};
    }
  };
}

function messageOf(way: Way, to: string, { warning, heldSince, calls }: Approval, now: Date): OutgoingMessage {
  const content = dutyWords(warning, heldSince)[way];
  const expiresAt = new Date(now.getTime() + COUNTS_MS).toISOString();
  return {
    ...{ deliveryId: 0, messageId: `approver-${hashOfKey(`${warning.id} ${String(calls)} ${to}`).slice(0, 24)}`, attempt: 1, to, content },
    ...{ warningId: '', status: warning.status, level: null, language: 'vi', issuedAt: now.toISOString(), expiresAt },
  };
}

const outcomeOf = (result: AttemptResult): string => (result.kind === 'accepted' ? 'accepted' : `${result.kind}: ${result.reason}`);
