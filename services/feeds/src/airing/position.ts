import { MEDIA } from '@loa/domain/airing';
import { z } from 'zod';
import type { Due, Moment } from './agenda.ts';

/** Everything that was due by a time of warnings up to a number. */
type Reach = Pick<Moment, 'at' | 'head'>;

/**
 * What a follower of the airings has been sent: all within `before`, and within `batch` what stands up to `last` in the order of a
 * batch. A time alone would not do: a warning becomes visible a moment after its first airing is due.
 */
export interface Position {
  readonly before: Reach;
  readonly batch: Reach;
  readonly last: { readonly number: number; readonly medium: number };
}

/** Everything within a reach has been sent, or is not asked for. */
export const at = (reach: Reach): Position => ({ before: reach, batch: reach, last: { number: 0, medium: 0 } });

const within = ({ issued, airing }: Due, reach: Reach): boolean =>
  issued.warning.number <= reach.head && Date.parse(airing.dueAt) <= reach.at;

const placeOf = ({ issued, airing }: Due): Position['last'] => ({ number: issued.warning.number, medium: MEDIA.indexOf(airing.medium) });

/** The order of a batch. */
export const inOrder = (a: Due, b: Due): number => compare(placeOf(a), placeOf(b));
const compare = (a: Position['last'], b: Position['last']): number => a.number - b.number || a.medium - b.medium;

/** Whether an airing has been sent to who stands at a position. */
export function wasSent(due: Due, { before, batch, last }: Position): boolean {
  return within(due, before) || (within(due, batch) && compare(placeOf(due), last) <= 0);
}

/** The position amid a batch, after one of its airings. */
export const amid = (before: Reach, batch: Reach, due: Due): Position => ({ before, batch, last: placeOf(due) });

/** A position as an event id: opaque to clients. */
export const idOf = ({ before, batch, last }: Position): string =>
  [before.at, before.head, batch.at, batch.head, last.number, last.medium].join('.');

/** Reads what {@link idOf} wrote. */
export const positionId = z
  .string()
  .regex(/^\d{1,15}(\.\d{1,15}){5}$/)
  .transform((text): Position => {
    const [t0 = 0, h0 = 0, t1 = 0, h1 = 0, number = 0, medium = 0] = text.split('.').map(Number);
    return { before: { at: t0, head: h0 }, batch: { at: t1, head: h1 }, last: { number, medium } };
  });
