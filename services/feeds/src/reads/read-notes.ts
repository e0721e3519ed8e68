import type { Status } from '@loa/domain/bulletin';

/** An outlet has read a sequence: it has everything up to `number`; 0 says only that it read. */
export type NoteRead = (outletId: number, status: Status, number: number) => void;

export interface ReadNotesOptions {
  readonly write: (outletId: number, status: Status, number: number) => Promise<void>;
  /** At most one write per outlet and sequence in so long, milliseconds. */
  readonly everyMs: number;
  readonly onError: (error: unknown) => void;
}

/**
 * Writes what outlets have read: the first read at once, then the furthest of those that followed when the time is over, so that a
 * reader who pages quickly is seen where it ended. Never throws, and nobody waits for it; what a process had not written when it
 * ended is noted with the next read.
 */
export function createReadNotes({ write, everyMs, onError }: ReadNotesOptions): NoteRead {
  const waiting = new Map<string, number | null>();
  const put = (key: string, outletId: number, status: Status, number: number): void => {
    waiting.set(key, null);
    write(outletId, status, number).catch(onError);
    setTimeout(() => {
      const furthest = waiting.get(key) ?? null;
      if (furthest === null) waiting.delete(key);
      else put(key, outletId, status, furthest);
    }, everyMs).unref();
  };
  return (outletId, status, number) => {
    const key = `${outletId} ${status}`;
    const later = waiting.get(key);
    if (later === undefined) put(key, outletId, status, number);
    else waiting.set(key, Math.max(later ?? 0, number));
  };
}
