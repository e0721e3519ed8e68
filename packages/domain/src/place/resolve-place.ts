import { communesNear } from './commune-points.ts';
import { nearestNames } from './folding.ts';
import {
  describeCommune,
  type Found,
  findCommune,
  findFormerCommune,
  findFormerDistrict,
  findFormerProvince,
  findProvince,
  findRegion,
} from './find-place.ts';
import { communeOf, communes, type FormerProvince, provinces, type SeaArea, seaAreaById, seaAreas } from './gazetteer.ts';
import type { PlaceRef, Unit } from './place-ref.ts';
import { faultOf, type Shape } from './shape.ts';
import { unitsIn } from './shape-units.ts';

/** Why a place has no units. */
export type UnresolvedReason = 'unknown-place' | 'ambiguous-place' | 'self-crossing' | 'no-area' | 'meets-nothing';

/**
 * Units of a place; or which of its fields is at fault, what it held, and the nearest known places (for an ambiguous one
 * all that bear the name, for a ring the edges that cross), for the person who must put it right.
 */
export type ResolvedPlace =
  /** `judgedAs`: islands of a sea area by the area whose level is theirs, since the forecast speaks of the wind over it. */
  | { ok: true; units: readonly Unit[]; judgedAs?: ReadonlyMap<Unit, Unit> }
  | { ok: false; reason: UnresolvedReason; field: string; given: string; nearest: string[] };

const NEAREST = 3;
const byCommune = new Map<string, ResolvedPlace & { ok: true }>(communes().map((one) => [one.code, { ok: true, units: [one.code] }]));
const byProvince = resolvedBy((one) => one.province);
const byFormerProvince = resolvedBy((one) => one.formerProvince);
const bySeaArea = new Map(seaAreas().map((one) => [one.id, resolvedSeaArea(one)]));

/**
 * The units that a place stands for. An unknown or ambiguous place gives no units: it never falls back to a larger area.
 * A former district or commune stands for every present commune that holds land of it; a sea area for itself and its islands.
 */
export function resolvePlace(ref: PlaceRef): ResolvedPlace {
  switch (ref.kind) {
    case 'commune':
      return byCommune.get(ref.code) ?? failed('unknown-place', 'code', ref.code, nearestCommunes(ref.code));
    case 'province':
      return byProvince.get(ref.code) ?? failed('unknown-place', 'code', ref.code, nearestProvinces(ref.code));
    case 'sea-area':
      return bySeaArea.get(ref.id) ?? failed('unknown-place', 'id', ref.id, nearestSeaAreas(ref.id));
    default:
      return remembering(ref, search);
  }
}

type Searched = Exclude<PlaceRef, { kind: 'commune' | 'province' | 'sea-area' }>;

/** Places found before, by what was written, so that a bulletin of thousands of names is cheap; the bound keeps memory flat. */
const REMEMBERED = 20_000;
const remembered = new Map<string, ResolvedPlace>();

function remembering(ref: Searched, search: (ref: Searched) => ResolvedPlace): ResolvedPlace {
  const key = ref.kind === 'named-commune' ? `${ref.name}\u0000${ref.province}` : JSON.stringify(ref);
  const before = remembered.get(key);
  if (before !== undefined) return before;
  const result = search(ref);
  if (result.ok && remembered.size < REMEMBERED) remembered.set(key, result);
  return result;
}

function search(ref: Searched): ResolvedPlace {
  switch (ref.kind) {
    case 'named-province':
      return of('name', ref.name, findProvince(ref.name), (one) => byProvince.get(one.code)?.units);
    case 'former-province':
      return of('name', ref.name, findFormerProvince(ref.name), (one) => byFormerProvince.get(one.name)?.units);
    case 'named-commune':
      return namedCommune(ref.name, ref.province);
    case 'former-district':
      return within(ref.province, (former) => of('name', ref.name, findFormerDistrict(ref.name, former), (one) => one.now));
    case 'former-commune':
      return within(ref.province, (former) => formerCommune(ref.name, ref.district, former));
    case 'region':
      return of('name', ref.name, findRegion(ref.name), (one) =>
        one.formerProvinces.flatMap((name) => byFormerProvince.get(name)?.units ?? []),
      );
    case 'polygon':
      return polygon(ref);
    case 'circle':
      return shape('radiusKm', `${String(ref.radiusKm)} km`, ref);
  }
}

function namedCommune(name: string, provinceName: string): ResolvedPlace {
  const [province, former] = [findProvince(provinceName), findFormerProvince(provinceName)];
  if (!province.ok && !former.ok) return failed(former.reason, 'province', provinceName, former.nearest);
  const holders = { ...(province.ok && { province: province.found }), ...(former.ok && { former: former.found }) };
  return of('name', name, findCommune(name, provinceName, holders), (one) => byCommune.get(one.code)?.units);
}

function formerCommune(name: string, districtName: string | undefined, former: FormerProvince | undefined): ResolvedPlace {
  if (districtName === undefined) return of('name', name, findFormerCommune(name, { former }), (one) => one.now);
  const district = findFormerDistrict(districtName, former);
  if (!district.ok) return failed(district.reason, 'district', districtName, district.nearest);
  return of('name', name, findFormerCommune(name, { district: district.found }), (one) => one.now);
}

function within(provinceName: string | undefined, resolve: (former: FormerProvince | undefined) => ResolvedPlace): ResolvedPlace {
  if (provinceName === undefined) return resolve(undefined);
  const former = findFormerProvince(provinceName);
  return former.ok ? resolve(former.found) : failed(former.reason, 'province', provinceName, former.nearest);
}

function polygon(ref: Extract<Shape, { kind: 'polygon' }>): ResolvedPlace {
  const given = `${String(ref.ring.length)} points`;
  const wrong = faultOf(ref.ring);
  if (wrong === null) return shape('ring', given, ref);
  return failed(wrong.fault, 'ring', given, wrong.edges === null ? [] : wrong.edges.map((edge) => `edge ${String(edge)}`));
}

/** Beyond this a commune is no help to whoever drew the shape, km. */
const NEAR_KM = 100;

function shape(field: string, given: string, ref: Shape): ResolvedPlace {
  const units = unitsIn(ref);
  if (units.length > 0) return { ok: true, units };
  const [lon, lat] = ref.kind === 'circle' ? [ref.lon, ref.lat] : (ref.ring[0] ?? [0, 0]);
  const near = communesNear({ lon, lat }, NEAREST).filter(({ km }) => km <= NEAR_KM);
  return failed(
    'meets-nothing',
    field,
    given,
    near.flatMap(({ code }) => nameOf(code)),
  );
}

function nameOf(code: Unit): string[] {
  const one = communeOf(code);
  return one === undefined ? [] : [describeCommune(one)];
}

function of<T>(field: string, given: string, found: Found<T>, unitsOf: (one: T) => readonly Unit[] | undefined): ResolvedPlace {
  return found.ok ? { ok: true, units: unitsOf(found.found) ?? [] } : failed(found.reason, field, given, found.nearest);
}

function failed(reason: UnresolvedReason, field: string, given: string, nearest: string[]): ResolvedPlace {
  return { ok: false, reason, field, given, nearest };
}

function resolvedBy(keyOf: (one: ReturnType<typeof communes>[number]) => string): Map<string, ResolvedPlace & { ok: true }> {
  const grouped = Map.groupBy(communes(), keyOf);
  return new Map([...grouped].map(([key, all]) => [key, { ok: true, units: all.map((one) => one.code) }]));
}

function resolvedSeaArea(area: SeaArea): ResolvedPlace {
  const areas = area.kind === 'composite' ? area.members.flatMap((id) => seaAreaById(id) ?? []) : [area];
  const units = areas.flatMap((one) => [one.id, ...one.islands]);
  return { ok: true, units, judgedAs: new Map(areas.flatMap((one) => one.islands.map((island) => [island, one.id]))) };
}

const byGap = (code: string) => (one: { code: string }, other: { code: string }) =>
  Math.abs(Number(one.code) - Number(code)) - Math.abs(Number(other.code) - Number(code));

const nearestProvinces = (code: string) =>
  provinces()
    .toSorted(byGap(code))
    .slice(0, NEAREST)
    .map((one) => `${one.code} ${one.name}`);

const nearestCommunes = (code: string) => communes().toSorted(byGap(code)).slice(0, NEAREST).map(describeCommune);

function nearestSeaAreas(id: string): string[] {
  return nearestNames(
    id,
    seaAreas().map((one) => one.id),
    NEAREST,
  );
}
