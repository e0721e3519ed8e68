import { formerProvinces, outlinesOfUnits, provinces, type Ring } from '@loa/domain/place';
import { boundsAround, type Bounds, type Point, type Project } from './projection.ts';
import type { Shares } from './shares.ts';

/** East of it, pieces of Đà Nẵng and Khánh Hòa are the special zones Hoàng Sa and Trường Sa, in degrees. */
const ARCHIPELAGOS_FROM = 110.5;
export const HOANG_SA = { code: '20333', at: [111.95, 16.45] } as const;
export const TRUONG_SA = { code: '22736', at: [114.0, 9.6] } as const;

/** A piece of a former province, as one outer ring and its holes. */
export interface LandPiece {
  readonly name: string;
  readonly rings: readonly Ring[];
  /** The special zone that it belongs to, where it is of an archipelago. */
  readonly zone: string | null;
}

let read: readonly LandPiece[] | undefined;
/** All land of Viet Nam in its pieces. */
export function landPieces(): readonly LandPiece[] {
  read ??= Object.entries(outlinesOfUnits().land).flatMap(([name, pieces]) =>
    pieces.map((rings) => {
      const [lon = 0, lat = 0] = rings[0]?.[0] ?? [];
      return { name, rings, zone: lon < ARCHIPELAGOS_FROM ? null : lat > 14 ? HOANG_SA.code : TRUONG_SA.code };
    }),
  );
  return read;
}

/** Rings as the `d` of a path. */
export const pathOf = (rings: readonly Ring[], project: Project): string =>
  rings.map((ring) => `M${ring.map((at) => pointOf(project(at))).join('L')}Z`).join('');

const pointOf = ([x, y]: Point): string => `${x.toFixed(1)} ${y.toFixed(1)}`;

let borders: string[][] | undefined;
/** Borders of the present provinces as one path: the edges that two former ones of the same province share are left out. */
export function provinceBorders(project: Project): string {
  borders ??= provinces().map((province) => {
    const edges = new Map<string, readonly [Point, Point]>();
    const inside = new Set(province.formerProvinces);
    for (const { rings } of landPieces().filter(({ name }) => inside.has(name)))
      for (const ring of rings)
        ring.slice(1).forEach((to, index) => {
          const from = ring[index] ?? to;
          const there = `${from.join()} ${to.join()}`;
          const back = `${to.join()} ${from.join()}`;
          if (edges.has(back)) edges.delete(back);
          else edges.set(there, [from, to]);
        });
    return [...edges.keys()];
  });
  const numbers = (text: string): Point => {
    const [x = 0, y = 0] = text.split(',').map(Number);
    return [x, y];
  };
  return borders
    .flat()
    .map((edge) => {
      const [from = '', to = ''] = edge.split(' ');
      return `M${pointOf(project(numbers(from)))}L${pointOf(project(numbers(to)))}`;
    })
    .join('');
}

/** The bounds of everything that is coloured; null where nothing can be drawn. */
export function boundsOfShares({ land, sea, islands }: Shares): Bounds | null {
  const outlines = outlinesOfUnits();
  const points = [
    ...landPieces().flatMap(({ name, zone, rings }) => (land.has(name) && zone === null ? (rings[0] ?? []) : [])),
    ...[...sea.keys()].flatMap((id) => (outlines.sea[id] ?? []).flatMap(([outer]) => outer ?? [])),
    ...[...islands.keys()].flatMap((code) => {
      const at = outlines.islands[code];
      const zone = landPieces().flatMap((piece) => (piece.zone === code ? (piece.rings[0] ?? []) : []));
      return at === undefined ? zone : [at, ...zone];
    }),
  ];
  return boundsAround(points);
}

/** A point inside each present province for its name: the middle of its largest piece, of those warned where some are. */
export function provinceMiddles(
  warned: ReadonlySet<string>,
): { readonly code: string; readonly vi: string; readonly en: string; readonly at: Point }[] {
  const formerOf = Map.groupBy(formerProvinces(), ({ province }) => province);
  return provinces().map(({ code, name, nameEn }) => {
    const all = (formerOf.get(code) ?? []).map((one) => one.name);
    const named = all.filter((one) => warned.has(one));
    const names = new Set(named.length > 0 ? named : all);
    const rings = landPieces().flatMap((piece) => (names.has(piece.name) && piece.rings[0] !== undefined ? [piece.rings[0]] : []));
    const sizes = rings.map(middleOf).toSorted((a, b) => b.area - a.area);
    return { code, vi: name, en: nameEn, at: sizes[0]?.at ?? [0, 0] };
  });
}

/** Centre of gravity and area of a ring, in degrees. */
export function middleOf(ring: Ring): { readonly at: Point; readonly area: number } {
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
