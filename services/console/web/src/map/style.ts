import type { StyleSpecification } from 'maplibre-gl';
import { borders, land, sea } from 'virtual:loa-geography';

/** Credits of what the map is drawn from. */
export const ATTRIBUTION = {
  vi: 'Bản đồ: Natural Earth · Quyết định 19/2025/QĐ-TTg',
  en: 'Made with Natural Earth · Decision 19/2025/QĐ-TTg',
} as const;

/** The map without warnings: sea areas, land in its former provinces, borders of the present ones. Colours follow the theme. */
export function baseStyle(colours: BaseColours): StyleSpecification {
  return {
    version: 8,
    sources: {
      sea: { type: 'geojson', data: sea, promoteId: 'id' },
      land: { type: 'geojson', data: land, promoteId: 'former' },
      borders: { type: 'geojson', data: borders },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      { id: 'sea-edge', type: 'line', source: 'sea', paint: { 'line-color': colours.edge, 'line-width': 0.6, 'line-dasharray': [3, 3] } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land, 'fill-antialias': true } },
      { id: 'borders', type: 'line', source: 'borders', paint: { 'line-color': colours.edge, 'line-width': 0.9 } },
    ],
  };
}

export interface BaseColours {
  readonly water: string;
  readonly land: string;
  readonly edge: string;
}
export const LIGHT: BaseColours = { water: '#dbe9f2', land: '#fbfaf6', edge: '#6b7680' };
export const DARK: BaseColours = { water: '#0d1a24', land: '#262d34', edge: '#8a96a1' };
