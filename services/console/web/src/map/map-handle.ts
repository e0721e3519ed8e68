import { type RefObject, useCallback, useRef, useState } from 'react';
import type { MapLibre } from './open-map.ts';

/** A map for effects that draw on it. */
export interface MapHandle {
  /**
   * The map that stands now; null while there is none. Read inside the effect: a theme may change in the same moment as what is drawn, and
   * a state would still name the map that was removed.
   */
  readonly map: RefObject<MapLibre | null>;
  /** How many times a map has come to stand: effects that draw depend on it. */
  readonly opened: number;
  /** For the map itself: the map that stands now, or that there is none any more. */
  readonly hold: (map: MapLibre | null) => void;
}

/** A handle to be given to a LoaMap. */
export function useMapHandle(): MapHandle {
  const map = useRef<MapLibre | null>(null);
  const [opened, setOpened] = useState(0);
  const hold = useCallback((next: MapLibre | null): void => {
    map.current = next;
    if (next !== null) setOpened((times) => times + 1);
  }, []);
  return { map, opened, hold };
}
