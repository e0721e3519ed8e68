import {
  ARCHIPELAGOS_FROM,
  edgesOf,
  formerProvinces,
  HOANG_SA,
  middleOf,
  outlinesOfUnits,
  provinces,
  type Ring,
  TRUONG_SA,
} from '@loa/domain/place';
import { boundsAround, type Bounds, type Point, type Project } from './projection.ts';
import type { Shares } from './shares.ts';

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

let borders: readonly (readonly [Point, Point])[] | undefined;
/** Borders of the present provinces as one path: the edges that two former ones of the same province share are left out. */
export function provinceBorders(project: Project): string {
  borders ??= provinces().flatMap(({ formerProvinces: parts }) =>
    edgesOf(landPieces().flatMap(({ name, rings }) => (parts.includes(name) ? rings : []))),
  );
  return borders.map(([from, to]) => `M${pointOf(project(from))}L${pointOf(project(to))}`).join('');
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
