import { useEffect, useRef, useState } from 'react';
import { defineTexts, useLanguage, useTexts } from '../shell/language.ts';
import { useIsDark } from '../shell/theme.ts';
import './map.css';
import type { MapHandle } from './map-handle.ts';
import type { MapLibre } from './open-map.ts';
import { DARK, LIGHT } from './style.ts';

const TEXTS = defineTexts({
  vi: { loading: 'Đang tải bản đồ…', none: 'Máy này không vẽ được bản đồ. Mọi thông tin cũng có trong danh sách.' },
  en: { loading: 'Loading the map…', none: 'This device cannot draw the map. Everything is in the list as well.' },
});

export interface LoaMapProps {
  /** What the map shows, for whoever does not see it. */
  readonly label: string;
  /** Called once the map stands, and again after another theme or language: add sources, layers and listeners here. */
  readonly onReady: (map: MapLibre) => void;
  /** Holds the map as long as it stands, for whoever draws on it later. */
  readonly handle: MapHandle;
}

/** The map, loaded when it is first shown. Whatever it tells has to be told beside it in words too. */
export function LoaMap({ label, onReady, handle: { hold } }: LoaMapProps) {
  const container = useRef<HTMLDivElement>(null);
  const ready = useRef(onReady);
  ready.current = onReady;
  const texts = useTexts(TEXTS);
  const language = useLanguage();
  const isDark = useIsDark();
  const [state, setState] = useState<'loading' | 'ready' | 'none'>('loading');
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    let map: MapLibre | null = null;
    let gone = false;
    const isGone = (): boolean => gone;
    const open = async (): Promise<void> => {
      const { openMap } = await import('./open-map.ts');
      if (isGone()) return;
      const opened = await openMap(element, { colours: isDark ? DARK : LIGHT, language });
      map = opened;
      if (isGone()) return opened.remove();
      const stands = (): void => {
        setState('ready');
        ready.current(opened);
        hold(opened);
      };
      if (opened.loaded()) stands();
      else opened.once('load', stands);
    };
    open().catch((error: unknown) => {
      console.error('the map does not open', error);
      setState('none');
    });
    return () => {
      gone = true;
      setState('loading');
      hold(null);
      map?.remove();
    };
  }, [isDark, language, hold]);
  return (
    <div className="map" role="region" aria-label={label} data-dark={isDark} data-state={state}>
      <div ref={container} className="map-canvas" />
      {state !== 'ready' && <p role="status">{state === 'none' ? texts.none : texts.loading}</p>}
    </div>
  );
}
