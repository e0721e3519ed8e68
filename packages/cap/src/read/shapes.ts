import type { Circle, Point } from '../alert.ts';
import { quoted } from '../check/quoted.ts';
import type { Notes } from './notes.ts';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** A number as XML Schema writes decimals and doubles; undefined for anything else. */
export function numberOf(text: string): number | undefined {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** Pairs `lat,lon` between white space (CAP 3.2.4). Of a ring with one pair that cannot be read nothing is kept: the rest is another shape. */
export function ringOf(text: string, path: string, notes: Notes): readonly Point[] {
  const pairs = pairsOf(text, path, 'polygon', notes);
  const points = pairs.map(pointOf);
  const bad = points.indexOf(undefined);
  if (bad < 0) return points.filter((point) => point !== undefined);
  notes.add(
    path,
    'polygon-unreadable',
    `expected pairs "lat,lon"; pair ${bad + 1} of ${pairs.length} is ${quoted(pairs[bad] ?? '')} (CAP 3.2.4)`,
  );
  return [];
}

/** `lat,lon radius`, the radius in km (CAP 3.2.4). What cannot be read is not a number, so that the area keeps its count of shapes. */
export function circleOf(text: string, path: string, notes: Notes): Circle {
  const [pair = '', radius = '', ...more] = pairsOf(text, path, 'circle', notes);
  const centre = pointOf(pair);
  const radiusKm = numberOf(radius);
  if (centre !== undefined && radiusKm !== undefined && more.length === 0) return { centre, radiusKm };
  notes.add(path, 'circle-unreadable', `expected "lat,lon radius"; it is ${quoted(text)} (CAP 3.2.4)`);
  return { centre: { lat: Number.NaN, lon: Number.NaN }, radiusKm: Number.NaN };
}

function pairsOf(text: string, path: string, shape: 'polygon' | 'circle', notes: Notes): string[] {
  const words = text.trim().split(/\s+/).join(' ');
  const joined = words.replace(/ ?, ?/g, ',');
  if (joined !== words) notes.add(path, `${shape}-spaces`, 'expected no white space beside the comma of a pair (CAP 3.2.4)');
  return joined.split(' ');
}

function pointOf(pair: string): Point | undefined {
  const [first = '', second = '', ...more] = pair.split(',');
  const [lat, lon] = [numberOf(first), numberOf(second)];
  return lat === undefined || lon === undefined || more.length > 0 ? undefined : { lat, lon };
}
