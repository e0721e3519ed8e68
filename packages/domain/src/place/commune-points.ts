import { z } from 'zod';
import rows from './data/commune-points.json' with { type: 'json' };
import type { Point } from './outlines.ts';
import type { Unit } from './place-ref.ts';

let read: ReadonlyMap<Unit, Point> | undefined;

/** A point for each commune by its code, WGS 84: its middle, for a special zone one on its main island. Read at first use. */
export function communePoints(): ReadonlyMap<Unit, Point> {
  read ??= new Map(
    z
      .array(z.tuple([z.string(), z.number(), z.number()]))
      .parse(rows)
      .map(([code, lon, lat]) => [code, [lon, lat]]),
  );
  return read;
}

const EARTH_KM = 6371;
const rad = (degrees: number): number => (degrees * Math.PI) / 180;

/** Kilometres between two points along the sphere (haversine). */
export function kmBetween([lon1, lat1]: Point, [lon2, lat2]: Point): number {
  const [dLat, dLon] = [Math.sin(rad(lat2 - lat1) / 2), Math.sin(rad(lon2 - lon1) / 2)];
  return 2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(dLat * dLat + Math.cos(rad(lat1)) * Math.cos(rad(lat2)) * dLon * dLon)));
}

/** A commune and how far its point is. */
export interface NearCommune {
  readonly code: Unit;
  readonly km: number;
}

/**
 * The communes whose points are nearest, nearest first: for a person who gives a point, and chooses the commune once. The data hold no
 * outlines of communes, so the first is a guess to be shown, never a fact.
 */
export function communesNear(where: { readonly lon: number; readonly lat: number }, count: number): NearCommune[] {
  const at: Point = [where.lon, where.lat];
  const all = [...communePoints()].map(([code, point]) => ({ code, km: kmBetween(at, point) }));
  return all.sort((a, b) => a.km - b.km).slice(0, count);
}
