import { upperEnd } from '@loa/domain/bulletin';
import { type PlaceRef, pointOnIsland, regionPhrase, resolvePlace, type Unit } from '@loa/domain/place';
import type { CorpusRecord, Fields } from './record.ts';
import { windForceIn } from './spans.ts';
import { instantOf } from './window.ts';

/** A point, WGS 84 degrees. */
export type Point = { readonly lat: number; readonly lon: number };
/** Where a storm's centre is or will be, as far as the text says: a point, or a place that holds it. */
export type Position = {
  readonly at: string;
  /** Highest force near the centre, Beaufort; undefined where not told. */
  readonly force: number | undefined;
  readonly point: Point | undefined;
  /** Units of the place in words; empty where it could not be read. */
  readonly units: ReadonlySet<Unit>;
};

/** The centre now and at every forecast step, in order of time. */
export function positionsOf(record: CorpusRecord): Position[] {
  const now = positionOf(record.parameters, record.issued_at, record);
  const steps = record.forecast_steps.filter((step) => step.at !== undefined).map((step) => positionOf(step, step.at ?? '', record));
  return [now, ...steps.toSorted((one, other) => (one.at < other.at ? -1 : 1))];
}

function positionOf(fields: Fields, at: string, record: CorpusRecord): Position {
  const force = windForceIn(fields);
  const place = typeof fields['place'] === 'string' ? fields['place'] : '';
  const point = pointIn(fields) ?? pointBeside(place, instantOf(record.issued_at));
  return {
    at: instantOf(at),
    force: force === undefined ? undefined : upperEnd(force),
    point,
    units: point === undefined ? unitsOf(place, record) : new Set(),
  };
}

function pointIn({ lat, lon }: Fields): Point | undefined {
  return typeof lat === 'number' && typeof lon === 'number' ? { lat, lon } : undefined;
}

const POINTS =
  'Bắc,Bắc Đông Bắc,Đông Bắc,Đông Đông Bắc,Đông,Đông Đông Nam,Đông Nam,Nam Đông Nam,Nam,Nam Tây Nam,Tây Nam,Tây Tây Nam,Tây,Tây Tây Bắc,Tây Bắc,Bắc Tây Bắc'
    .toLowerCase()
    .split(',');
const BESIDE = /cách\s+(.+?)\s+(?:khoảng\s+)?(\d+)\s*km\s+về phía\s+([\p{L} ]+)/iu;
const KM_PER_DEGREE = 111.2;

/** "cách đặc khu Hoàng Sa khoảng 480 km về phía Đông Đông Bắc": from an island, since of other names only areas are known. */
function pointBeside(place: string, issued: string): Point | undefined {
  const [, from = '', km = '', side = ''] = BESIDE.exec(place.normalize('NFC')) ?? [];
  const turn = POINTS.indexOf(side.trim().toLowerCase());
  const origin = from === '' || turn < 0 ? undefined : islandNamed(from, issued);
  if (origin === undefined) return undefined;
  const angle = (turn / POINTS.length) * 2 * Math.PI;
  const lat = origin.lat + (Number(km) / KM_PER_DEGREE) * Math.cos(angle);
  const lon = origin.lon + ((Number(km) / KM_PER_DEGREE) * Math.sin(angle)) / Math.cos((origin.lat * Math.PI) / 180);
  return { lat, lon };
}

function islandNamed(name: string, issued: string): Point | undefined {
  const read = regionPhrase(name, { at: new Date(issued) });
  if (!read.ok || read.places.length !== 1) return undefined;
  return read.places.flatMap(unitsIn).flatMap((unit) => pointOnIsland(unit) ?? [])[0];
}

function unitsOf(place: string, record: CorpusRecord): Set<Unit> {
  const read = place === '' ? undefined : regionPhrase(place, { at: new Date(instantOf(record.issued_at)) });
  return new Set(read?.ok === true ? read.places.flatMap(unitsIn) : []);
}

/** Units of a place that is known; none for one that is not. */
export function unitsIn(place: PlaceRef): readonly Unit[] {
  const resolved = resolvePlace(place);
  return resolved.ok ? resolved.units : [];
}
