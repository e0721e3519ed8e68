import {
  ARCHIPELAGOS_FROM,
  communePoints,
  communes,
  edgesOf,
  formerProvinces,
  HOANG_SA,
  middleOf,
  outlinesOfUnits,
  provinces,
  type Ring,
  seaAreas,
  TRUONG_SA,
} from '@loa/domain/place';

type Pair = readonly [number, number];
type Piece = readonly Ring[];
type Geometry =
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly Piece[] }
  | { readonly type: 'MultiLineString'; readonly coordinates: readonly (readonly Pair[])[] }
  | { readonly type: 'Point'; readonly coordinates: Pair };
interface Feature {
  readonly type: 'Feature';
  readonly properties: Readonly<Record<string, string>>;
  readonly geometry: Geometry;
}

const collection = (features: readonly Feature[]): string => JSON.stringify({ type: 'FeatureCollection', features });
const feature = (properties: Feature['properties'], geometry: Geometry): Feature => ({ type: 'Feature', properties, geometry });
const holders = new Map(formerProvinces().map(({ name, province }) => [name, province]));

/** Land: one feature for each former province (`former`), with the present one that holds it (`province`). */
export function landFile(): string {
  return collection(
    Object.entries(outlinesOfUnits().land).map(([former, coordinates]) =>
      feature({ former, province: holders.get(former) ?? '' }, { type: 'MultiPolygon', coordinates }),
    ),
  );
}

/** Borders of the present provinces: edges that two former ones of the same province share are left out. */
export function bordersFile(): string {
  const { land } = outlinesOfUnits();
  return collection(
    provinces().map(({ code, formerProvinces: parts }) =>
      feature({ province: code }, { type: 'MultiLineString', coordinates: edgesOf(parts.flatMap((name) => (land[name] ?? []).flat())) }),
    ),
  );
}

/** Sea areas by `id`. */
export function seaFile(): string {
  const { sea } = outlinesOfUnits();
  return collection(
    seaAreas().flatMap(({ id, name, nameEn }) =>
      sea[id] === undefined ? [] : [feature({ id, name, nameEn }, { type: 'MultiPolygon', coordinates: sea[id] })],
    ),
  );
}

/** A point for each commune by `code`; `former` is empty for special zones, which are islands off the land of their province. */
export function communesFile(): string {
  const points = communePoints();
  const { islands } = outlinesOfUnits();
  return collection(
    communes().flatMap(({ code, name, province, formerProvince }) => {
      const former = code in islands ? '' : formerProvince;
      const coordinates = points.get(code);
      return coordinates === undefined ? [] : [feature({ code, name, province, former }, { type: 'Point', coordinates })];
    }),
  );
}

const ARCHIPELAGOS = [
  { kind: 'archipelago', ...HOANG_SA, name: 'Quần đảo Hoàng Sa', nameEn: 'Hoàng Sa archipelago' },
  { kind: 'archipelago', ...TRUONG_SA, name: 'Quần đảo Trường Sa', nameEn: 'Trường Sa archipelago' },
] as const;

/** Names to be written on the map. */
export function labelsFile(): string {
  const { land } = outlinesOfUnits();
  const named = provinces().map(({ code, name, nameEn, formerProvinces: parts }) => {
    const outer = parts.flatMap((part) => (land[part] ?? []).flatMap((piece) => piece.slice(0, 1)));
    const middles = outer.map(middleOf).filter(({ at: [lon] }) => lon < ARCHIPELAGOS_FROM);
    const largest = middles.toSorted((a, b) => b.area - a.area)[0];
    return { kind: 'province', code, name, nameEn, at: largest?.at ?? [0, 0] };
  });
  return JSON.stringify([...ARCHIPELAGOS, ...named]);
}
