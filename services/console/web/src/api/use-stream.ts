import { useEffect, useRef } from 'react';
import { noteAnswer, noteSilence } from './connection.ts';

/** A stream that the browser gave up is opened again after so long, doubled up to the longest. Milliseconds. */
const AGAIN_MS = 1_000;
const AGAIN_AT_MOST_MS = 15_000;

export interface StreamOptions {
  /** Named events that are listened to; default `['message']`. */
  readonly events?: readonly string[];
  /** The event after which nothing comes: the stream is closed, which is no lost connection. */
  readonly last?: string;
  /** An event's name and data, as text. Parse it with a schema. */
  readonly onEvent: (name: string, data: string) => void;
  /** Called whenever the stream stands again after it was lost: what was missed is to be asked for anew. */
  readonly onHealed?: () => void;
  /** Called where the server answers with a refusal instead of a stream. */
  readonly onRefused?: () => void;
}

/** Follows a stream of server-sent events at `path` (null: none) as long as the component is there; a lost one is shown and heals. */
export function useStream(path: string | null, { events = ['message'], last, onEvent, onHealed, onRefused }: StreamOptions): void {
  const latest = useRef({ onEvent, onHealed, onRefused });
  useEffect(() => {
    latest.current = { onEvent, onHealed, onRefused };
  });
  const names = events.join(' ');
  useEffect(() => {
    if (path === null) return undefined;
    let source: EventSource | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let wait = AGAIN_MS;
    let wasLost = false;
    const open = (): void => {
      const opened = new EventSource(path);
      source = opened;
      opened.onopen = () => {
        wait = AGAIN_MS;
        noteAnswer(path);
        if (wasLost) latest.current.onHealed?.();
        wasLost = false;
      };
      opened.onerror = () => {
        wasLost = true;
        noteSilence(path);
        // Otherwise the browser tries again by itself, with the last event's id.
        if (opened.readyState !== EventSource.CLOSED) return;
        latest.current.onRefused?.();
        timer = setTimeout(open, wait);
        wait = Math.min(wait * 2, AGAIN_AT_MOST_MS);
      };
      for (const name of names.split(' '))
        opened.addEventListener(name, (event: MessageEvent<string>) => {
          if (name === last) opened.close();
          latest.current.onEvent(name, event.data);
        });
    };
    open();
    return () => {
      clearTimeout(timer);
      source?.close();
      noteAnswer(path);
    };
  }, [path, names, last]);
}
