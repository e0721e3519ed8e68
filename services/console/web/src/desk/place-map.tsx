import { useEffect, useRef, useState } from 'react';
import { useTexts } from '../shell/language.ts';
import { LoaMap } from '../map/loa-map.tsx';
import { useMapHandle } from '../map/map-handle.ts';
import type { MapLibre } from '../map/open-map.ts';
import { Button } from '../ui/index.ts';
import { useField } from './form-state.tsx';
import { FORM_TEXTS } from './form-texts.ts';
import { isSame } from './model.ts';

type Ref = Readonly<Record<string, unknown>>;

/** Places of an area on the map, opened when it is wanted: a click adds or removes a province or a sea area. */
export function PlaceMap({ path }: { readonly path: string }) {
  const texts = useTexts(FORM_TEXTS);
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="stack">
      <Button kind="plain" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {texts.onMap}
      </Button>
      {isOpen && <OpenMap path={path} />}
    </div>
  );
}

function OpenMap({ path }: { readonly path: string }) {
  const texts = useTexts(FORM_TEXTS);
  const { value, set } = useField(path);
  const places: readonly Ref[] = Array.isArray(value) ? (value as Ref[]) : [];
  const latest = useRef({ places, set });
  const handle = useMapHandle();
  const { map, opened } = handle;
  useEffect(() => {
    latest.current = { places, set };
  });
  const chosen = JSON.stringify(places);
  useEffect(() => {
    if (map.current !== null) shade(map.current, JSON.parse(chosen) as Ref[]);
  }, [map, opened, chosen]);
  const toggle = (place: Ref): void => {
    const { places: held, set: put } = latest.current;
    const without = held.filter((one) => !isSame(one, place));
    put(without.length < held.length ? without : [...held, place]);
  };
  return (
    <LoaMap
      label={texts.mapLabel}
      handle={handle}
      onReady={(ready) => {
        // The one thing that is filled and chosen; it lies under the borders.
        ready.addLayer({ id: 'chosen-sea', type: 'fill', source: 'sea', paint: { 'fill-color': '#b45309', 'fill-opacity': 0.35 } }, 'land');
        ready.addLayer(
          { id: 'chosen-land', type: 'fill', source: 'land', paint: { 'fill-color': '#b45309', 'fill-opacity': 0.5 } },
          'borders',
        );
        ready.addLayer({ id: 'sea-area', type: 'fill', source: 'sea', paint: { 'fill-opacity': 0 } }, 'land');
        ready.on('click', ({ point }) => {
          const [land] = ready.queryRenderedFeatures(point, { layers: ['land'] });
          const [sea] = ready.queryRenderedFeatures(point, { layers: ['sea-area'] });
          if (land !== undefined) toggle({ kind: 'province', code: String(land.properties['province']) });
          else if (sea !== undefined) toggle({ kind: 'sea-area', id: String(sea.properties['id']) });
        });
      }}
    />
  );
}

function shade(map: MapLibre, places: readonly Ref[]): void {
  const of = (kind: string, name: string): string[] =>
    places.flatMap((one) => (one['kind'] === kind && typeof one[name] === 'string' ? [one[name]] : []));
  const former = of('former-province', 'name');
  map.setFilter('chosen-land', [
    'any',
    ['in', ['get', 'province'], ['literal', of('province', 'code')]],
    ['in', ['get', 'former'], ['literal', former]],
  ]);
  map.setFilter('chosen-sea', ['in', ['get', 'id'], ['literal', of('sea-area', 'id')]]);
}
