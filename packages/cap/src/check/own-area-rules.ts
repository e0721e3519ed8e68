import { outlinesOfUnits } from '@loa/domain/place';
import type { Area, Point } from '../alert.ts';
import { OWN_PROFILE } from './own-texts.ts';
import { each, type Rule } from './rule.ts';

/** Degrees by which a place may lie outside of all outlines. */
const MARGIN = 1;

/** What Loa asks of the areas that it sends. */
export const OWN_AREA_RULES: readonly Rule<Area>[] = [
  {
    rule: 'area-without-place',
    source: 'CAP 3.2.4',
    of: 'emitted',
    breaks: ({ polygon, circle, geocode }) =>
      polygon.length + circle.length + geocode.length > 0 ? [] : [{ at: '', says: 'expected a geocode or a shape; there is only text' }],
  },
  {
    rule: 'circle-without-extent',
    source: 'Google Public Alerts',
    of: 'emitted',
    breaks: ({ circle }) =>
      each('circle', circle).flatMap(([at, one]) => (one.radiusKm === 0 ? [{ at, says: 'expected a radius above 0 km; it is 0' }] : [])),
  },
  {
    rule: 'outside-region',
    source: OWN_PROFILE,
    of: 'emitted',
    breaks: ({ polygon, circle }) =>
      [
        ...each('polygon', polygon),
        ...each(
          'circle',
          circle.map((one) => [one.centre]),
        ),
      ].flatMap(([at, points]) => {
        const outside = points.find((point) => !inRegion(point));
        return outside === undefined ? [] : [{ at, says: `expected in Viet Nam or its seas; ${outside.lat},${outside.lon} is not` }];
      }),
  },
];

let region: { readonly south: number; readonly north: number; readonly west: number; readonly east: number } | undefined;

function inRegion({ lat, lon }: Point): boolean {
  region ??= drawn();
  return lat >= region.south && lat <= region.north && lon >= region.west && lon <= region.east;
}

function drawn(): NonNullable<typeof region> {
  const { land, sea } = outlinesOfUnits();
  const points = [...Object.values(land), ...Object.values(sea)].flat(3);
  const bounds = { south: 90, north: -90, west: 180, east: -180 };
  for (const [lon, lat] of points) {
    bounds.south = Math.min(bounds.south, lat - MARGIN);
    bounds.north = Math.max(bounds.north, lat + MARGIN);
    bounds.west = Math.min(bounds.west, lon - MARGIN);
    bounds.east = Math.max(bounds.east, lon + MARGIN);
  }
  return bounds;
}
