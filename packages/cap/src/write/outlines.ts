import { communes, type Commune, insideRing, outlinesOfUnits, pointOnIsland, type Ring, type Unit } from '@loa/domain/place';
import type { Circle } from '../alert.ts';
import { circleOf } from './circles.ts';

/** One ring of the outlines, with a name by which its simplified forms are kept. */
export interface Outline {
  readonly key: string;
  readonly ring: Ring;
}

const communesOf = Map.groupBy(communes(), (one) => one.formerProvince);

/**
 * What can be drawn of the warned communes of one former province, never wider than they are: all of its outline when all of its
 * communes are warned; its largest piece when all but special zones (đặc khu) are; the main island of each warned special zone.
 * There are no outlines of single communes: see {@link landCircles}.
 */
export function landOutlines(former: string, warned: ReadonlySet<Unit>): Outline[] {
  const outlines = outlinesOf('land', former);
  const all = communesOf.get(former) ?? [];
  const isWarned = ({ code }: Commune): boolean => warned.has(code);
  if (all.every(isWarned)) return outlines;
  const mainland = isMainlandWarned(former, warned);
  const islands = all.filter(isWarned).flatMap(({ code }) => pointOnIsland(code) ?? []);
  const largest = outlines.reduce<Outline | undefined>((a, b) => (a && sizeOf(a.ring) >= sizeOf(b.ring) ? a : b), undefined);
  return outlines.filter(
    (one) => (mainland && one === largest) || islands.some(({ lon, lat }) => one !== largest && insideRing([lon, lat], one.ring)),
  );
}

/** Circles for the warned communes of a former province that no outline draws: those on its mainland, where not all of it is warned. */
export function landCircles(former: string, warned: ReadonlySet<Unit>): Circle[] {
  if (isMainlandWarned(former, warned)) return [];
  const single = mainlandOf(former).filter(({ code }) => warned.has(code));
  return single.flatMap(({ code }) => circleOf(code) ?? []);
}

const mainlandOf = (former: string): Commune[] => (communesOf.get(former) ?? []).filter(({ code }) => pointOnIsland(code) === undefined);
const isMainlandWarned = (former: string, warned: ReadonlySet<Unit>): boolean => mainlandOf(former).every(({ code }) => warned.has(code));

/** The outline of a sea area; drawn by hand from the areas' names. */
export function seaOutlines(unit: Unit): Outline[] {
  return outlinesOf('sea', unit);
}

/** Pieces with holes are left out: a CAP polygon has none, so it would be wider. */
function outlinesOf(kind: 'land' | 'sea', name: string): Outline[] {
  const pieces = outlinesOfUnits()[kind][name] ?? [];
  return pieces.flatMap((piece, at) => {
    const [ring, ...holes] = piece;
    return ring === undefined || holes.length > 0 ? [] : [{ key: `${kind}:${name}:${at}`, ring }];
  });
}

/** Area in square degrees: for comparing pieces of one province. */
function sizeOf(ring: Ring): number {
  let twice = 0;
  let before = ring.at(-1);
  for (const at of ring) {
    if (before !== undefined) twice += before[0] * at[1] - at[0] * before[1];
    before = at;
  }
  return Math.abs(twice) / 2;
}
