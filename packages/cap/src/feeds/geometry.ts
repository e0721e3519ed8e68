import type { Area, Circle, Point } from '../alert.ts';

/** Longitude first (RFC 7946, 3.1.1). */
type Position = readonly [lon: number, lat: number];
type Ring = readonly Position[];

export type Geometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

/** GeoJSON knows no circle: it is drawn with this many corners, one that is no larger than a commune with fewer. */
const CORNERS = 64;
const FEW_CORNERS = 16;
const SMALL_KM = 10;
const EARTH_RADIUS_KM = 6371.0088;

/** The shapes of an area, their union (CAP 1.2, 3.2.4); null where it has none. Rings go against the clock (RFC 7946, 3.1.6). */
export function geometryOf(area: Area): Geometry | null {
  const rings = [...area.polygon.map((ring) => ring.map(positionOf)), ...area.circle.map(cornersOf)].map(againstTheClock);
  const [first, ...more] = rings;
  if (first === undefined) return null;
  if (more.length === 0) return { type: 'Polygon', coordinates: [first] };
  return { type: 'MultiPolygon', coordinates: rings.map((ring) => [ring]) };
}

const positionOf = ({ lat, lon }: Point): Position => [lon, lat];

function againstTheClock(ring: Ring): Ring {
  const area = ring.reduce((sum, [lon, lat], at) => {
    const [nextLon, nextLat] = ring[(at + 1) % ring.length] ?? [lon, lat];
    return sum + lon * nextLat - nextLon * lat;
  }, 0);
  return area < 0 ? ring.toReversed() : ring;
}

/** Points at the radius from the centre on a sphere, closed, six decimals (0.1 m). */
function cornersOf({ centre, radiusKm }: Circle): Ring {
  const angle = radiusKm / EARTH_RADIUS_KM;
  const [lat, lon] = [radians(centre.lat), radians(centre.lon)];
  const count = radiusKm <= SMALL_KM ? FEW_CORNERS : CORNERS;
  const corners = Array.from({ length: count }, (_, at): Position => {
    const bearing = (2 * Math.PI * at) / count;
    const there = Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(bearing));
    const aside = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(lat), Math.cos(angle) - Math.sin(lat) * Math.sin(there));
    return [degrees(lon + aside), degrees(there)];
  });
  return [...corners, ...corners.slice(0, 1)];
}

const radians = (value: number): number => (value * Math.PI) / 180;
const degrees = (value: number): number => Number(((value * 180) / Math.PI).toFixed(6));
