import type { ExpressionSpecification } from 'maplibre-gl';
import { communes } from 'virtual:loa-geography';
import { useEffect, useRef, useState } from 'react';
import { LoaMap } from '../map/loa-map.tsx';
import type { MapLibre } from '../map/open-map.ts';
import type { Place } from './unreached.ts';

const SOURCE = 'communes';
/** Highest score: need 5, nobody reached. */
const MOST = 5;

const SCORE: ExpressionSpecification = ['coalesce', ['feature-state', 'score'], 0];

/** Communes as circles by their score. */
export function CoverageMap({ label, places }: { readonly label: string; readonly places: readonly Place[] }) {
  // Beside the state: a theme may change in the same moment as the places, and the state still names the removed map then.
  const map = useRef<MapLibre | null>(null);
  const [opened, setOpened] = useState(0);
  const shown = useRef<readonly string[]>([]);
  useEffect(() => {
    if (map.current === null) return;
    for (const code of shown.current) map.current.removeFeatureState({ source: SOURCE, id: code });
    const open = places.filter((one) => one.score > 0);
    for (const one of open) map.current.setFeatureState({ source: SOURCE, id: one.unit }, { score: one.score, none: one.reached === 0 });
    shown.current = open.map((one) => one.unit);
  }, [opened, places]);
  return (
    <LoaMap
      label={label}
      onReady={(ready) => {
        ready.addSource(SOURCE, { type: 'geojson', data: communes, promoteId: 'code' });
        ready.addLayer({
          id: 'unreached',
          type: 'circle',
          source: SOURCE,
          paint: {
            'circle-radius': ['case', ['boolean', ['feature-state', 'none'], false], 9, ['interpolate', ['linear'], SCORE, 0, 0, MOST, 7]],
            'circle-color': ['case', ['boolean', ['feature-state', 'none'], false], '#c81e1e', '#ff9d3b'],
            'circle-opacity': ['interpolate', ['linear'], SCORE, 0, 0, 0.05, 0.35, MOST, 0.95],
            'circle-stroke-color': '#15191e',
            'circle-stroke-width': ['case', ['boolean', ['feature-state', 'none'], false], 1.5, 0],
          },
        });
        shown.current = [];
        map.current = ready;
        setOpened((times) => times + 1);
      }}
      onGone={() => {
        map.current = null;
      }}
    />
  );
}
