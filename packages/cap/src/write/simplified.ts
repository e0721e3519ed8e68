import { polygon } from '@turf/helpers';
import { kinks } from '@turf/kinks';
import { simplify } from '@turf/simplify';
import type { Point } from '../alert.ts';
import type { Outline } from './outlines.ts';
import { polygonText } from './to-xml.ts';

/** Tolerances in degrees (0.01° is about 1.1 km), finest first. The outlines themselves are off by 1.2 km in the median. */
export const DETAILS = [0.002, 0.005, 0.01, 0.02, 0.04, 0.08] as const;
/** One of {@link DETAILS}. */
export type Detail = (typeof DETAILS)[number];

/** Decimals of degrees to try: 100 m, finer than the outlines are exact; 1 km where the tolerance is more than that. */
const decimalsAt = (detail: Detail): readonly number[] => (detail >= 0.02 ? [2, 3] : [3]);
const TRIES = 8;
const TAGS = '<polygon></polygon>'.length;

type Position = [number, number];
const known = new Map<string, readonly Point[]>();

/** An outline within a tolerance, closed, without crossing edges. Where that needs more detail, it has more detail. */
export function ringAt(outline: Outline, detail: Detail): readonly Point[] {
  const key = `${outline.key}@${detail}`;
  const found = known.get(key) ?? simplified(outline, detail);
  known.set(key, found);
  return found;
}

/** The finest detail at which the outlines take no more than `bytes` of XML; null when even the coarsest takes more. */
export function detailFor(outlines: readonly Outline[], bytes: number): Detail | null {
  const sizeAt = (detail: Detail): number => outlines.reduce((sum, one) => sum + TAGS + polygonText(ringAt(one, detail)).length, 0);
  return DETAILS.find((detail) => sizeAt(detail) <= bytes) ?? null;
}

function simplified({ ring }: Outline, detail: Detail): readonly Point[] {
  const exact = ring.map(([lon, lat]): Position => [lon, lat]);
  for (let tolerance: number = detail; tolerance > detail / 2 ** TRIES; tolerance /= 2) {
    const [coarser = []] = simplify(polygon([exact]), { tolerance, highQuality: true }).geometry.coordinates;
    for (const decimals of decimalsAt(detail)) {
      const rounded = withoutRepeats(coarser.map(([lon = 0, lat = 0]): Position => [round(lon, decimals), round(lat, decimals)]));
      if (rounded.length >= 4 && kinks(polygon([rounded])).features.length === 0) return points(rounded);
    }
  }
  return points(exact);
}

const points = (ring: readonly Position[]): readonly Point[] => ring.map(([lon, lat]) => ({ lat, lon }));
const round = (degrees: number, decimals: number): number => Number(degrees.toFixed(decimals));

/** Points that rounding made equal to the one before. */
function withoutRepeats(ring: readonly Position[]): Position[] {
  return ring.filter(([lon, lat], at) => at === 0 || ring[at - 1]?.[0] !== lon || ring[at - 1]?.[1] !== lat);
}
