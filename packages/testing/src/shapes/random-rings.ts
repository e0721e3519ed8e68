import points from '@loa/domain/data/commune-points.json' with { type: 'json' };

/** [longitude, latitude] in WGS 84 degrees. */
export type Spot = readonly [number, number];

/** Coordinates of a shape count in steps of 0.00001 degrees. */
export const STEP = 100_000;
const SIZES = [0.002, 0.02, 0.1, 0.5, 2, 6];
const spots = points.map(([, lon, lat]): Spot => [Number(lon), Number(lat)]);
const five = (value: number): number => Math.round(value * STEP) / STEP;

/** Numbers from 0 to 1 by a fixed seed (mulberry32). */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A polygon over land or sea: nine of ten stars, the others through a commune's point. */
export const aRing = (random: () => number): [number, number][] => (random() < 0.1 ? throughAPoint(random) : aStar(random));

/** A star round a centre: concave more often than not, never crossing itself. */
export function aStar(random: () => number): [number, number][] {
  const anchor = spots[Math.floor(random() * spots.length)] ?? [106, 16];
  const atSea = random() < 0.2;
  const [lon, lat] = atSea
    ? [105 + random() * 12, 6 + random() * 14]
    : [anchor[0] + random() * 0.4 - 0.2, anchor[1] + random() * 0.4 - 0.2];
  const size = SIZES[Math.floor(random() * SIZES.length)] ?? 1;
  const corners = 3 + Math.floor(random() * 9);
  return Array.from({ length: corners }, (_, index): [number, number] => {
    const turn = ((index + 0.1 + random() * 0.8) / corners) * 2 * Math.PI;
    const away = size * (0.15 + random() * 0.85);
    return [five(lon + away * Math.cos(turn)), five(lat + away * Math.sin(turn))];
  });
}

/** A box of which one side, or a corner, or a slanted edge goes right through a commune's point. */
function throughAPoint(random: () => number): [number, number][] {
  const [lon, lat] = spots[Math.floor(random() * spots.length)] ?? [106, 16];
  const [dx, dy] = [five(0.01 + random()), five(0.01 + random())];
  const kind = Math.floor(random() * 3);
  const [x, y] = [five(lon), five(lat)];
  if (kind === 0) return [[x, five(y - dy)], [five(x + dx), five(y - dy)], [five(x + dx), five(y + dy)], [x, five(y + dy)]]; // prettier-ignore
  if (kind === 1) return [[x, y], [five(x + dx), y], [five(x + dx), five(y + dy)]]; // prettier-ignore
  return [[five(x - dx), five(y - dy)], [five(x + dx), five(y + dy)], [five(x - dx), five(y + 3 * dy)]]; // prettier-ignore
}
