import { Map as MapLibre, Marker, NavigationControl, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import 'maplibre-gl/dist/maplibre-gl.css';
import { labels } from 'virtual:loa-geography';
import { z } from 'zod';
import type { Language } from '../shell/language.ts';
import { ATTRIBUTION, type BaseColours, baseStyle } from './style.ts';

const label = z.object({
  kind: z.enum(['province', 'archipelago']),
  code: z.string(),
  name: z.string(),
  nameEn: z.string(),
  at: z.tuple([z.number(), z.number()]),
});

/** All of Viet Nam with its archipelagos: west, south, east, north. */
const VIET_NAM: [number, number, number, number] = [101.8, 6.8, 117.6, 23.7];
/** Names of provinces are shown from this zoom on, since they would lie over one another before. */
const NAMES_FROM_ZOOM = 6.2;

setWorkerUrl(workerUrl);

/** Opens the base map in `container`. Its names are HTML, so that no font has to be fetched. */
export async function openMap(
  container: HTMLElement,
  { colours, language }: { colours: BaseColours; language: Language },
): Promise<MapLibre> {
  const map = new MapLibre({
    container,
    style: baseStyle(colours),
    bounds: VIET_NAM,
    maxBounds: [90, -2, 130, 30],
    minZoom: 3,
    maxZoom: 12,
    renderWorldCopies: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: { compact: false, customAttribution: ATTRIBUTION[language] },
    // No fade: a map that is being read does not flicker.
    fadeDuration: 0,
  });
  map.touchZoomRotate.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  const names = z.array(label).parse(await (await fetch(labels)).json());
  for (const one of names) {
    const element = document.createElement('span');
    element.className = `map-label map-label-${one.kind}`;
    element.textContent = language === 'vi' ? one.name : one.nameEn;
    new Marker({ element, opacityWhenCovered: '1' }).setLngLat(one.at).addTo(map);
  }
  const showNames = (): void => void container.classList.toggle('map-far', map.getZoom() < NAMES_FROM_ZOOM);
  map.on('zoom', showNames);
  showNames();
  return map;
}

export type { MapLibre };
