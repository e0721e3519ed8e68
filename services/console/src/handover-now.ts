import type { Approvals, DeadLetterShelf, HandoverContent, Live, Queue, Steering, SupplyRecords } from '@loa/domain/ports';
import { clockRow } from './supply-clock.ts';
import type { UnconfirmedLook } from './unconfirmed.ts';

/** Where a hand-over is read from. */
export interface HandoverSources {
  readonly queue: Pick<Queue, 'pauses'>;
  readonly approvals: Pick<Approvals, 'open'>;
  readonly steering: Pick<Steering, 'inForce'>;
  readonly supplyRecords: Pick<SupplyRecords, 'open'>;
  readonly live: Pick<Live, 'marks' | 'heads'>;
  readonly deadLetters: Pick<DeadLetterShelf, 'count'>;
  readonly unconfirmed: UnconfirmedLook;
}

/** A page for the next shift, not a report: what is longer is read on its own screen. */
const MOST = 200;

/** What a shift would leave to the next now. Rejects as the tables do. */
export async function handoverNow(
  { queue, approvals, steering, supplyRecords, live, deadLetters, unconfirmed }: HandoverSources,
  now: string,
): Promise<HandoverContent> {
  const marks = await live.marks(now);
  const recalled = marks.filter((one) => one.recalledAt !== null);
  const heads = await live.heads(marks.filter((one) => one.recalledAt === null).map((one) => one.id));
  const open = (await supplyRecords.open(MOST)).map((record) => clockRow(record, now));
  const asked = (await Promise.all((['Actual', 'Exercise'] as const).map((status) => unconfirmed(status)))).flatMap((one) => one.warnings);
  return {
    pauses: (await queue.pauses(now)).map(({ channel, lane, reason, until }) => ({ channel, lane, reason, until })),
    steerings: (await steering.inForce(now)).map(({ provider, kind, reason, until }) => ({ provider, kind, reason, until })),
    held: (await approvals.open(now)).map(({ warning }) => ({ id: warning.id, since: warning.issuedAt })),
    unconfirmed: open.map(({ warningId, bodyId, name, clock }) => ({ warning: warningId, body: bodyId, name, colour: clock.colour })),
    unconfirmedReceivers: asked
      .filter((one) => one.unconfirmed > 0)
      .map(({ warning, provinces, ...one }) => ({
        ...{ warning, asked: one.asked, unconfirmed: one.unconfirmed },
        places: provinces.filter((place) => place.unconfirmed > 0).map((place) => ({ name: place.name, unconfirmed: place.unconfirmed })),
      })),
    nextDue: heads
      .map(({ id, seriesId, expiresAt }) => ({ warning: id, series: seriesId, at: expiresAt }))
      .toSorted((one, other) => (one.at < other.at ? -1 : 1))
      .slice(0, MOST),
    openRecalls: recalled.map(({ id, recalledAt, recallReason }) => ({ warning: id, at: recalledAt ?? now, reason: recallReason ?? '' })),
    deadLetters: await deadLetters.count(),
  };
}
