import type { Ring } from '@loa/domain/place';

export type Point = Ring[number];
/** West, south, east, north in degrees. */
export type Bounds = readonly [number, number, number, number];
/** A rectangle of the picture in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Places a point of the earth in the picture. */
export type Project = (at: Point) => Point;

/** All of Viet Nam with Hoàng Sa and Trường Sa. */
export const VIET_NAM: Bounds = [101.9, 6.9, 117.3, 23.6];

const mercator = (lat: number): number => (Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 180) / Math.PI;

/** Mercator's projection, which keeps shapes, with `bounds` in the middle of `box` and as large as fits. */
export function projection([west, south, east, north]: Bounds, box: Box): Project {
  const [low, high] = [mercator(south), mercator(north)];
  const scale = Math.min(box.width / (east - west), box.height / (high - low));
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  return ([lon, lat]) => [cx + (lon - (west + east) / 2) * scale, cy - (mercator(lat) - (low + high) / 2) * scale];
}

/** The least bounds around points; null around none. */
export function boundsAround(points: readonly Point[]): Bounds | null {
  if (points.length === 0) return null;
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) [west, south, east, north] = [Math.min(west, x), Math.min(south, y), Math.max(east, x), Math.max(north, y)];
  return [west, south, east, north];
}

/** Bounds with neighbours about them: a quarter more on each side, and never less than `least` degrees across. */
export function withNeighbours([west, south, east, north]: Bounds, least = 3.2): Bounds {
  const [w, h] = [Math.max(least, (east - west) * 1.3) / 2, Math.max(least, (north - south) * 1.3) / 2];
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  return [x - w, y - h, x + w, y + h];
}

/** Whether the first bounds hold the second. */
export const holds = (outer: Bounds, inner: Bounds): boolean =>
  outer[0] <= inner[0] && outer[1] <= inner[1] && outer[2] >= inner[2] && outer[3] >= inner[3];
