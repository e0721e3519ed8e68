import type { ExpressionSpecification } from 'maplibre-gl';
import { communes } from 'virtual:loa-geography';
import { useEffect, useRef } from 'react';
import { LoaMap } from '../map/loa-map.tsx';
import { useMapHandle } from '../map/map-handle.ts';
import type { Place } from './unreached.ts';

const SOURCE = 'communes';
/** Highest score: need 5, nobody reached. */
const MOST = 5;

const SCORE: ExpressionSpecification = ['coalesce', ['feature-state', 'score'], 0];

/** Communes as circles by their score. */
export function CoverageMap({ label, places }: { readonly label: string; readonly places: readonly Place[] }) {
  const handle = useMapHandle();
  const { map, opened } = handle;
  const shown = useRef<readonly string[]>([]);
  useEffect(() => {
    if (map.current === null) return;
    for (const code of shown.current) map.current.removeFeatureState({ source: SOURCE, id: code });
    const open = places.filter((one) => one.score > 0);
    for (const one of open) map.current.setFeatureState({ source: SOURCE, id: one.unit }, { score: one.score, none: one.reached === 0 });
    shown.current = open.map((one) => one.unit);
  }, [map, opened, places]);
  return (
    <LoaMap
      label={label}
      handle={handle}
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
      }}
    />
  );
}
