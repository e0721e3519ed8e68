import { expect, test } from 'vitest';
import points from './data/commune-points.json' with { type: 'json' };
import outlines from './data/outlines.json' with { type: 'json' };
import { resolvePlace } from './resolve-place.ts';
import { unitsOfPoint } from './shape-units.ts';

// Everything below the line is told by other means than the domain's: winding numbers, chords in space, plain loops.

type Spot = readonly [number, number];
const STEP = 100_000;
const step = (degrees: number): number => Math.round(degrees * STEP);

/** Winding number, 99 on an edge. Corners as [x, y, x, y, …] in whole steps: products stay below 2^53. */
function winding(px: number, py: number, corners: Float64Array): number {
  let turns = 0;
  let [ax, ay] = [corners.at(-2)!, corners.at(-1)!];
  for (let i = 0; i < corners.length; i += 2) {
    const bx = corners[i]!;
    const by = corners[i + 1]!;
    const side = (bx - ax) * (py - ay) - (by - ay) * (px - ax);
    if (side === 0 && (ax - px) * (bx - px) + (ay - py) * (by - py) <= 0) return 99;
    if (ay <= py && by > py && side > 0) turns += 1;
    if (ay > py && by <= py && side < 0) turns -= 1;
    ax = bx;
    ay = by;
  }
  return turns;
}

const RAD = Math.PI / 180;
type Space = readonly [number, number, number];
function inSpace([lon, lat]: Spot): Space {
  return [Math.cos(lat * RAD) * Math.cos(lon * RAD), Math.cos(lat * RAD) * Math.sin(lon * RAD), Math.sin(lat * RAD)];
}
function chordKm([x1, y1, z1]: Space, [x2, y2, z2]: Space): number {
  return 2 * 6371 * Math.asin(Math.min(1, Math.hypot(x1 - x2, y1 - y2, z1 - z2) / 2));
}

interface Person {
  readonly id: number;
  readonly places: readonly string[];
}

const communes = points.map(([code, lon, lat]) => {
  const at: Spot = [Number(lon), Number(lat)];
  return { code: String(code), at, x: step(at[0]), y: step(at[1]), space: inSpace(at) };
});
const code = (index: number): string => communes[index % communes.length]!.code;

/** Numbers from 0 to 1 by a fixed seed (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const five = (value: number): number => Math.round(value * STEP) / STEP;
const SIZES = [0.002, 0.02, 0.1, 0.5, 2, 6];

/** A star round a centre: concave more often than not, never crossing itself. */
function star(random: () => number): [number, number][] {
  const anchor = communes[Math.floor(random() * communes.length)]!.at;
  const atSea = random() < 0.2;
  const [lon, lat] = atSea
    ? [105 + random() * 12, 6 + random() * 14]
    : [anchor[0] + random() * 0.4 - 0.2, anchor[1] + random() * 0.4 - 0.2];
  const size = SIZES[Math.floor(random() * SIZES.length)]!;
  const corners = 3 + Math.floor(random() * 9);
  return Array.from({ length: corners }, (_, index): [number, number] => {
    const turn = ((index + 0.1 + random() * 0.8) / corners) * 2 * Math.PI;
    const away = size * (0.15 + random() * 0.85);
    return [five(lon + away * Math.cos(turn)), five(lat + away * Math.sin(turn))];
  });
}

/** A box of which one side, or a corner, or a slanted edge goes right through a commune's point. */
function throughAPoint(random: () => number): [number, number][] {
  const [lon, lat] = communes[Math.floor(random() * communes.length)]!.at;
  const [dx, dy] = [five(0.01 + random()), five(0.01 + random())];
  const kind = Math.floor(random() * 3);
  const [x, y] = [five(lon), five(lat)];
  if (kind === 0) return [[x, five(y - dy)], [five(x + dx), five(y - dy)], [five(x + dx), five(y + dy)], [x, five(y + dy)]]; // prettier-ignore
  if (kind === 1)
    return [
      [x, y],
      [five(x + dx), y],
      [five(x + dx), five(y + dy)],
    ];
  return [[five(x - dx), five(y - dy)], [five(x + dx), five(y + dy)], [five(x - dx), five(y + 3 * dy)]]; // prettier-ignore
}

test('10,000 random polygons and circles reach the same people as a plain loop over people, places and corners', () => {
  const random = numbers(20_251_106);
  const people: Person[] = [];
  for (let id = 1; id <= 400; id += 1) {
    const [lon, lat] = communes[Math.floor(random() * communes.length)]!.at;
    const own = id % 4 === 0 ? unitsOfPoint({ lon, lat, radiusKm: 1 + random() * 20 }) : [];
    people.push({ id, places: [code(id * 37), ...(id % 7 === 0 ? [code(id * 91)] : []), ...own, ...(id % 9 === 0 ? ['khanh-hoa'] : [])] });
  }
  const seas = Object.keys(outlines.sea);
  let reached = 0;
  let none = 0;
  for (let shape = 0; shape < 10_000; shape += 1) {
    const isCircle = shape % 4 === 3;
    const ring = shape % 10 === 0 ? throughAPoint(random) : star(random);
    const [centre, radiusKm] = [ring[0]!, 0.5 + random() * random() * 300];
    const resolved = resolvePlace(isCircle ? { kind: 'circle', lon: centre[0], lat: centre[1], radiusKm } : { kind: 'polygon', ring });
    if (!resolved.ok && resolved.reason !== 'meets-nothing') throw new Error(`${String(shape)}: ${resolved.reason}`);
    const units = new Set(resolved.ok ? resolved.units : []);
    const [corners, middle] = [Float64Array.from(ring.flat(), step), inSpace(centre)];
    const isIn = (one: (typeof communes)[number]): boolean =>
      isCircle ? chordKm(middle, one.space) <= radiusKm : winding(one.x, one.y, corners) !== 0;
    const brute = new Set(communes.filter(isIn).map((one) => one.code));
    const told = people.filter((one) => one.places.some((place) => units.has(place) && !seas.includes(place))).map((one) => one.id);
    const owed: number[] = [];
    for (const person of people) {
      let there = false;
      for (const place of person.places) if (brute.has(place)) there = true;
      if (there) owed.push(person.id);
    }
    if (told.join() !== owed.join()) throw new Error(`shape ${String(shape)} reaches ${told.join()} and not ${owed.join()}`);
    if (brute.size !== [...units].filter((unit) => !seas.includes(unit)).length) throw new Error(`shape ${String(shape)}: other communes`);
    if (owed.length > 0) reached += 1;
    else none += 1;
  }
  expect([reached > 3_000, none > 1_000]).toEqual([true, true]);
}, 300_000);
