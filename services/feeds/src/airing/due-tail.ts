import type { SequenceItem } from '@loa/domain/ports';
import type { Tail } from '../stream/tail.ts';
import type { Agenda, Due } from './agenda.ts';
import { amid, at, idOf, inOrder, type Position, wasSent } from './position.ts';

/** Airings that were sent longer ago, and do not count any more, cannot count again. */
const REMEMBERED_MS = 72 * 3_600_000;

export interface DueStream {
  /** What becomes due, as one connection follows it; its numbers count what it was sent. */
  readonly tail: Tail;
  readonly frameOf: (item: SequenceItem) => string | null;
}

export interface DueStreamOptions {
  readonly agenda: Agenda;
  readonly from: Position;
  /** An airing as the data of its event; null where it says nothing to this connection. */
  readonly dataOf: (due: Due) => string | null;
}

/** Airings for one connection: each once, the newest of those that were missed, none of a warning that stands no more. */
export function dueStream({ agenda, from, dataOf }: DueStreamOptions): DueStream {
  const sent = new Map<string, number>();
  const frames = new WeakMap<SequenceItem, string>();
  let count = 0;
  let { before } = from;
  const tail: Tail = {
    head: () => count,
    async after() {
      const moment = await agenda.look();
      const counting = new Set(moment.dues.map(({ airing }) => airing.id));
      for (const [id, sentAt] of sent) if (!counting.has(id) && sentAt < moment.at - REMEMBERED_MS) sent.delete(id);
      const fresh = moment.dues.filter((due) => !sent.has(due.airing.id) && !wasSent(due, from)).toSorted(inOrder);
      for (const { airing } of fresh) sent.set(airing.id, moment.at);
      const said = fresh.flatMap((due) => {
        const data = dataOf(due);
        return data === null ? [] : [{ due, data }];
      });
      const items = said.map(({ due, data }, index): SequenceItem => {
        const position = index === said.length - 1 ? at(moment) : amid(before, moment, due);
        const item: SequenceItem = { number: (count += 1), kind: due.airing.kind === 'lapsed' ? 'lapsed' : 'issued', issued: due.issued };
        frames.set(item, `id: ${idOf(position)}\nevent: due-on-air\ndata: ${data}\n\n`);
        return item;
      });
      before = { at: moment.at, head: moment.head };
      return items;
    },
    follow: (wake) => agenda.follow(wake),
  };
  return { tail, frameOf: (item) => frames.get(item) ?? null };
}
