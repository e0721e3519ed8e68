import { type PlaceRef, resolvePlace, type Unit } from '@loa/domain/place';
import type { Area, Circle, Point } from '../../alert.ts';
import { isFlat } from '../../check/ring.ts';
import { each } from '../../check/rule.ts';
import { quoted } from '../../check/quoted.ts';
import type { Finding } from '../../finding.ts';
import type { SourceMapping } from './source-mapping.ts';

/** The places of an area, or why one of them cannot be taken. */
export type AreaPlaces =
  { readonly ok: true; readonly places: readonly PlaceRef[] } | { readonly ok: false; readonly findings: readonly Finding[] };

/** Loa's own names of codes (`docs/cap.md`). */
const CODES: ReadonlyMap<string, (value: string) => PlaceRef> = new Map<string, (value: string) => PlaceRef>([
  ['VN-COMMUNE', (code) => ({ kind: 'commune', code })],
  ['VN-PROVINCE', (code) => ({ kind: 'province', code })],
  ['VN-FORMER-PROVINCE', (name) => ({ kind: 'former-province', name })],
  ['VN-SEA-AREA', (id) => ({ kind: 'sea-area', id })],
]);

/** Units that the codes of an area of Loa's own message name. Islands in a sea are areas of their own there. */
export const unitsOfArea = ({ geocode }: Area): Unit[] =>
  geocode.flatMap(({ valueName, value }) => {
    const place = CODES.get(valueName)?.(value);
    if (place?.kind === 'sea-area') return [value];
    const found = place === undefined ? null : resolvePlace(place);
    return found?.ok === true ? found.units : [];
  });

/** What a bulletin's polygon may hold. */
const MOST_POINTS = 500;
const WIDEST_KM = 1000;

/**
 * Places by the codes that Loa or the source's mapping knows, since a shape beside a code is its approximation; without such codes by
 * polygons and circles. A place that cannot be read is never left out and never replaced by a larger one: it refuses the area.
 */
export function placesOf(area: Area, path: string, mapping: SourceMapping): AreaPlaces {
  const coded = each(`${path}.geocode`, area.geocode).flatMap(([at, { valueName, value }]) => {
    const own = CODES.get(valueName)?.(value);
    const places = own === undefined ? mapping.places?.get(`${valueName}=${value}`) : [own];
    return (places ?? []).map((place) => ({ at, place }));
  });
  const unknown = coded.flatMap(({ at, place }) => unresolved(at, place));
  if (unknown.length > 0) return { ok: false, findings: unknown };
  if (coded.length > 0) return { ok: true, places: coded.map(({ place }) => place) };
  const shapes = [
    ...each(`${path}.polygon`, area.polygon).map(([at, ring]) => polygonPlace(ring, at)),
    ...each(`${path}.circle`, area.circle).map(([at, circle]) => circlePlace(circle, at)),
  ];
  const faults = shapes.filter((one) => 'rule' in one);
  if (faults.length > 0) return { ok: false, findings: faults };
  const places = shapes.filter((one) => 'kind' in one);
  if (places.length > 0) return { ok: true, places };
  const codes = area.geocode.map(({ valueName }) => valueName);
  const has = codes.length === 0 ? 'text' : `text and codes that are not known (${[...new Set(codes)].join(', ')})`;
  return {
    ok: false,
    findings: [finding(path, 'place-unreadable', `expected a known geocode, a polygon or a circle; "${area.areaDesc}" has only ${has}`)],
  };
}

const finding = (element: string, rule: string, says: string): Finding => ({ element, rule, says: quotedAll(says) });
const quotedAll = (says: string): string => says.replace(/"([^"]*)"/g, (_, text: string) => `"${quoted(text)}"`);

function unresolved(element: string, place: PlaceRef): Finding[] {
  const resolved = resolvePlace(place);
  if (resolved.ok) return [];
  const nearest = resolved.nearest.length === 0 ? '' : `; nearest: ${resolved.nearest.join(', ')}`;
  return [finding(element, 'place-unknown', `expected a known ${place.kind}; "${resolved.given}" is ${resolved.reason}${nearest}`)];
}

function polygonPlace(points: readonly Point[], at: string): PlaceRef | Finding {
  if (points.some(({ lat, lon }) => Math.abs(lat) > 90 || Math.abs(lon) > 180))
    return finding(at, 'out-of-range', 'expected latitudes to 90 and longitudes to 180 degrees');
  const ring = points.filter((point, index) => !same(point, points[index + 1] ?? points[0]));
  if (ring.length < 3 || isFlat(ring))
    return finding(at, 'polygon-flat', `expected a shape with an inside; there are ${ring.length} points`);
  if (ring.length > MOST_POINTS) return finding(at, 'polygon-too-long', `expected at most ${MOST_POINTS} points; there are ${ring.length}`);
  return { kind: 'polygon', ring: ring.map(({ lat, lon }) => [lon, lat]) };
}

function circlePlace({ centre: { lat, lon }, radiusKm }: Circle, at: string): PlaceRef | Finding {
  if (!(Math.abs(lat) <= 90 && Math.abs(lon) <= 180))
    return finding(at, 'out-of-range', 'expected latitudes to 90 and longitudes to 180 degrees');
  if (!(radiusKm > 0 && radiusKm <= WIDEST_KM))
    return finding(
      at,
      'circle-radius',
      `expected a radius above 0 and to ${WIDEST_KM} km; it is ${radiusKm}: a point is no place, and none is made of it`,
    );
  return { kind: 'circle', lon, lat, radiusKm };
}

const same = (one: Point, other: Point | undefined): boolean => one.lat === other?.lat && one.lon === other.lon;
