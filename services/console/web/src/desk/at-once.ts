import { areasOf, isSame, valueAt, withValue, type Written } from './model.ts';

/** An area and those of its places that stand in a later area at the same time. */
export interface Double {
  readonly first: number;
  readonly second: number;
  readonly places: readonly Written[];
}

type Edge = 'from' | 'to';
const windowOf = (area: Written): Partial<Record<Edge, string>> => area['window'] ?? {};
export const placesOf = (area: Written): readonly Written[] => (Array.isArray(area['places']) ? (area['places'] as Written[]) : []);
const has = (places: readonly Written[], place: Written): boolean => places.some((one) => isSame(one, place));

/** The time at which the windows of all areas begin or end; undefined where they differ. */
export function commonEdge(written: Written, edge: Edge): string | undefined {
  const [first, ...rest] = areasOf(written).map((area) => windowOf(area)[edge]);
  return rest.every((one) => one === first) ? first : undefined;
}

/** The bulletin with the windows of all areas beginning or ending at one time. */
export const withEdge = (written: Written, edge: Edge, at: string | undefined): Written => ({
  ...written,
  areas: areasOf(written).map((area) => withValue(area, `window.${edge}`, at)),
});

/** The bulletin with the windows of all areas so many hours later. */
export const shiftedBy = (written: Written, hours: number): Written => {
  const later = (at: string | undefined): string | undefined =>
    at === undefined ? undefined : new Date(Date.parse(at) + hours * 3_600_000).toISOString();
  return (['from', 'to'] as const).reduce(
    (next, edge) => ({ ...next, areas: areasOf(next).map((area) => withValue(area, `window.${edge}`, later(windowOf(area)[edge]))) }),
    written,
  );
};

const STEP_TIME = /^storm\.(?:centre|steps\.\d+)\.at$/;

/** A value set by hand. The time of a forecast step takes with it the windows that begin or end at that step. */
export function edited(written: Written, path: string, value: unknown): Written {
  const before = valueAt(written, path);
  const next = withValue(written, path, value);
  if (!STEP_TIME.test(path) || typeof before !== 'string' || typeof value !== 'string') return next;
  const moved = areasOf(next).map((area) =>
    (['from', 'to'] as const).reduce((one, edge) => (windowOf(one)[edge] === before ? withValue(one, `window.${edge}`, value) : one), area),
  );
  // A window that would end before it begins is not moved: which of its ends is meant, is not known.
  const areas = moved.map((area, at) => (isWindow(windowOf(area)) ? area : (areasOf(next)[at] ?? area)));
  return { ...next, areas };
}

const isWindow = ({ from, to }: Partial<Record<Edge, string>>): boolean => from !== undefined && to !== undefined && from < to;

/**
 * The bulletin announcing again what `base` announced, with its reasons, in the areas that announce nothing yet. What counts is the places: those of the area that
 * had the very same ones; otherwise the highest level of an area that named all of them; an area with a place that had none announces none.
 */
export function asBefore(written: Written, base: Written): Written {
  const told = areasOf(base)
    .map((area, index) => ({ area, index }))
    .filter(({ area }) => area['announcedLevel'] !== undefined);
  const areas = areasOf(written).map((area, index) => {
    if (area['announcedLevel'] !== undefined || placesOf(area).length === 0) return area;
    const around = told.filter((one) => placesOf(area).every((place) => has(placesOf(one.area), place)));
    const same = around.filter((one) => placesOf(one.area).length === placesOf(area).length);
    const own = same.find((one) => one.index === index);
    const [highest] = (same.length > 0 ? same : around).toSorted((a, b) => levelOf(b.area) - levelOf(a.area));
    const taken = own ?? highest;
    if (taken === undefined) return area;
    const { announcedLevel, levelReason } = taken.area;
    return { ...area, announcedLevel, ...(levelReason !== undefined && { levelReason }) };
  });
  return { ...written, areas };
}

const levelOf = (area: Written): number => Math.max(...[area['announcedLevel']].flat().map(Number));

/** Places that stand in two areas whose windows overlap: which of the two holds there, a reader cannot tell. */
export function doublesOf(written: Written): readonly Double[] {
  const areas = areasOf(written);
  return areas.flatMap((one, first) =>
    areas.slice(first + 1).flatMap((other, at): Double[] => {
      const places = overlap(windowOf(one), windowOf(other)) ? placesOf(one).filter((place) => has(placesOf(other), place)) : [];
      return places.length === 0 ? [] : [{ first, second: first + 1 + at, places }];
    }),
  );
}

const overlap = (one: Partial<Record<Edge, string>>, other: Partial<Record<Edge, string>>): boolean =>
  isWindow(one) && isWindow(other) && String(one.from) < String(other.to) && String(other.from) < String(one.to);

/** The area without the places; nothing where it is left without any. */
function areaWithout(area: Written, places: readonly Written[]): Written[] {
  const left = placesOf(area).filter((place) => !has(places, place));
  return left.length === 0 ? [] : [{ ...area, places: left }];
}

/** The bulletin with the places taken out of an area; an area that is left without any goes. */
export function takenFrom(written: Written, index: number, places: readonly Written[]): Written {
  return { ...written, areas: areasOf(written).flatMap((area, at) => (at === index ? areaWithout(area, places) : [area])) };
}

/** The bulletin with places put into an area and taken from every other one whose window overlaps. */
export function movedTo(written: Written, index: number, places: readonly Written[]): Written {
  const target = areasOf(written)[index];
  if (target === undefined) return written;
  const areas = areasOf(written).flatMap((area, at) => {
    if (at === index) return [{ ...area, places: [...placesOf(area), ...places.filter((place) => !has(placesOf(area), place))] }];
    const isAside = !overlap(windowOf(area), windowOf(target)) || !placesOf(area).some((place) => has(places, place));
    return isAside ? [area] : areaWithout(area, places);
  });
  return { ...written, areas };
}
