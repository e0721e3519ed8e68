import { useSyncExternalStore } from 'react';
import { createStore } from '../shell/store.ts';

/** Since when nothing has been heard of the server, milliseconds of the epoch; null: all is well. */
const lostSince = createStore<number | null>(null);
/** Streams that are down now; as long as one is, the connection counts as lost. */
const silent = new Set<string>();

/** The server was not reached. */
export function noteSilence(stream?: string): void {
  if (stream !== undefined) silent.add(stream);
  if (lostSince.get() === null) lostSince.set(Date.now());
}

/** The server was heard of. */
export function noteAnswer(stream?: string): void {
  if (stream !== undefined) silent.delete(stream);
  if (silent.size === 0) lostSince.set(null);
}

/** Since when the connection is lost, milliseconds of the epoch; null while it is there. */
export const useLostSince = (): number | null => useSyncExternalStore(lostSince.subscribe, lostSince.get);
