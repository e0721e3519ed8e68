import { withoutMarks } from '../folding.ts';
import { seaAreas } from '../gazetteer.ts';
import { boundsOf, deepInside, gridPoints, outlinesOfUnits, type Ring } from '../outlines.ts';
import type { PlaceRef } from '../place-ref.ts';

/** Degrees, WGS 84. */
export interface DangerBox {
  readonly south: number;
  readonly north: number;
  readonly west: number;
  readonly east: number;
}

/** Where the East Sea ends, for a side that the text leaves open: in the west at Cape Cà Mau, beyond which lies the Gulf of Thailand. */
const EAST_SEA: DangerBox = { south: 0, north: 23.5, west: 104.75, east: 121 };

const NUMBER = String.raw`(\d{1,3}(?:[.,]\d+)?)`;
const RANGE = new RegExp(String.raw`${NUMBER}\s*(?:do)?\s*[ne]?\s*(?:-|–|den)\s*(?:vi tuyen|kinh tuyen)?\s*${NUMBER}`, 'u');
const ONE_SIDE = new RegExp(String.raw`phia (bac|nam|dong|tay)\D*?${NUMBER}`, 'u');
const OF_LATITUDE = /vi tuyen|vi bac|\d\s*n\b/u;
const OF_LONGITUDE = /kinh tuyen|kinh dong|\d\s*e\b/u;

/**
 * The danger box of a tropical cyclone bulletin ("12,0-16,5 độ Vĩ Bắc; phía Tây 113,5 độ Kinh Đông"); null where the text
 * does not bound both latitude and longitude.
 */
export function dangerBox(text: string): DangerBox | null {
  const parts = withoutMarks(text).toLowerCase().split(';');
  const latitude = parts
    .map((part) => (OF_LATITUDE.test(part) ? ends(part, { name: 'bac', to: EAST_SEA.north }, { name: 'nam', to: EAST_SEA.south }) : null))
    .find((one) => one !== null);
  const longitude = parts
    .map((part) => (OF_LONGITUDE.test(part) ? ends(part, { name: 'dong', to: EAST_SEA.east }, { name: 'tay', to: EAST_SEA.west }) : null))
    .find((one) => one !== null);
  if (latitude === undefined || longitude === undefined) return null;
  return { south: latitude[0], north: latitude[1], west: longitude[0], east: longitude[1] };
}

type Side = { readonly name: string; readonly to: number };

function ends(part: string, above: Side, below: Side): [number, number] | null {
  const [, from, to] = RANGE.exec(part) ?? [];
  if (from !== undefined && to !== undefined) return [degrees(from), degrees(to)];
  const [, side, bound] = ONE_SIDE.exec(part) ?? [];
  if (bound === undefined) return null;
  if (side === above.name) return [degrees(bound), above.to];
  return side === below.name ? [below.to, degrees(bound)] : null;
}

const degrees = (text: string): number => Number(text.replace(',', '.'));

/** Nearer to a border than this a point is not counted: outlines of the sea areas are approximate. */
const BORDER_KM = 3.5;
const STEP_DEGREES = 0.1;

/** Sea areas that the box meets: a part of an area cannot be told, so they are wider than the box. */
export function seasInBox(box: DangerBox): PlaceRef[] {
  const known = new Set(seaAreas().map((one) => one.id));
  return Object.entries(outlinesOfUnits().sea)
    .filter(([id, pieces]) => known.has(id) && pieces.some((piece) => meets(box, piece)))
    .map(([id]) => ({ kind: 'sea-area', id }));
}

function meets(box: DangerBox, piece: readonly Ring[]): boolean {
  const outer = piece[0] ?? [];
  const [west, south, east, north] = boundsOf(outer);
  const [left, right] = [Math.max(west, box.west), Math.min(east, box.east)];
  const [low, high] = [Math.max(south, box.south), Math.min(north, box.north)];
  if (left >= right || low >= high) return false;
  const common: Ring = [
    [left, low],
    [right, low],
    [right, high],
    [left, high],
  ];
  const steps = (length: number) => Math.max(3, Math.ceil(length / STEP_DEGREES));
  return gridPoints(common, steps(right - left), steps(high - low), (at) => deepInside(at, piece, BORDER_KM)).length > 0;
}
