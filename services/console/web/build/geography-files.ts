import { communePoints, communes, formerProvinces, outlinesOfUnits, provinces, type Ring, seaAreas } from '@loa/domain/place';

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
    provinces().map(({ code, formerProvinces: parts }) => {
      const edges = new Map<string, readonly [Pair, Pair]>();
      for (const name of parts) for (const ring of (land[name] ?? []).flat()) addEdges(ring, edges);
      return feature({ province: code }, { type: 'MultiLineString', coordinates: [...edges.values()] });
    }),
  );
}

function addEdges(ring: Ring, edges: Map<string, readonly [Pair, Pair]>): void {
  ring.slice(1).forEach((to, index) => {
    const from = ring[index] ?? to;
    if (!edges.delete(`${to.join()} ${from.join()}`)) edges.set(`${from.join()} ${to.join()}`, [from, to]);
  });
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

/** East of it, pieces of Đà Nẵng and Khánh Hòa are Hoàng Sa and Trường Sa, in degrees. */
const ARCHIPELAGOS_FROM = 110.5;
const ARCHIPELAGOS = [
  { kind: 'archipelago', code: '20333', name: 'Quần đảo Hoàng Sa', nameEn: 'Hoàng Sa archipelago', at: [111.95, 16.45] },
  { kind: 'archipelago', code: '22736', name: 'Quần đảo Trường Sa', nameEn: 'Trường Sa archipelago', at: [114, 9.6] },
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

/** Centre of gravity and area of a ring, in degrees. */
function middleOf(ring: Ring): { readonly at: Pair; readonly area: number } {
  let [sum, x, y] = [0, 0, 0];
  ring.slice(1).forEach(([x2, y2], index) => {
    const [x1, y1] = ring[index] ?? [x2, y2];
    const cross = x1 * y2 - x2 * y1;
    sum += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  });
  return { at: sum === 0 ? (ring[0] ?? [0, 0]) : [x / (3 * sum), y / (3 * sum)], area: Math.abs(sum / 2) };
}
