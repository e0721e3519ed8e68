import { peopleOf, type Register } from '../people.ts';

/** Communes with few people, so that a bulletin about one leaves no queue behind: between these numbers of messages. */
const LEAST = 4;
const MOST = 16;
const COMMUNE = /^\d{5}$/;

/** Codes of communes where between {@link LEAST} and {@link MOST} messages are due. Throws a RangeError where there is none. */
export function smallPlaces(register: Register): string[] {
  const messages = new Map<string, number>();
  for (const { units, email, phone } of peopleOf(register))
    for (const unit of units)
      if (COMMUNE.test(unit)) messages.set(unit, (messages.get(unit) ?? 0) + Number(email !== undefined) + Number(phone !== undefined));
  const small = [...messages].filter(([, count]) => count >= LEAST && count <= MOST).map(([code]) => code);
  if (small.length === 0) throw new RangeError(`no commune with ${LEAST} to ${MOST} messages among so few people`);
  return small.toSorted();
}
