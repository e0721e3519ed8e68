/** A receipt can be ahead of its message's answer, or of the settle that keeps its id, by so much; milliseconds. */
const AHEAD_MS = 30_000;
/** An operator may wait for hours before it brings a receipt again; an id that was forgotten by then would be sent back for ever. */
const REMEMBERED_MS = 24 * 3_600_000;
const MOST_IDS = 10_000;

/** Ids of receipts that nobody knows yet. */
export interface UnknownIds {
  /** False once the id has been unknown for so long that it will stay so, and for one that there is no room to remember. */
  mayBeKnownYet(id: string): boolean;
  known(id: string): void;
}

export function unknownIds(now: () => Date): UnknownIds {
  /** When each came first, the oldest first. */
  const since = new Map<string, number>();
  return {
    mayBeKnownYet(id) {
      const at = now().getTime();
      for (const [other, from] of since) {
        if (at - from < REMEMBERED_MS) break;
        since.delete(other);
      }
      const from = since.get(id) ?? at;
      if (since.size < MOST_IDS) since.set(id, from);
      const may = since.has(id) && at - from < AHEAD_MS;
      if (!may) since.delete(id);
      return may;
    },
    known: (id) => void since.delete(id),
  };
}
