import { aRing, communesInCircle, communesInRing, numbers, seasInRing, type Spot } from '@loa/testing/shapes';
import { expect, test } from 'vitest';
import points from './data/commune-points.json' with { type: 'json' };
import outlines from './data/outlines.json' with { type: 'json' };
import { resolvePlace } from './resolve-place.ts';
import { unitsOfPoint } from './shape-units.ts';

interface Person {
  readonly id: number;
  readonly places: readonly string[];
}

const SEAS = Object.keys(outlines.sea);
const isSea = (unit: string): boolean => SEAS.includes(unit);
const pointAt = (index: number) => points[index % points.length] ?? ['', 0, 0];

/** People of one place or several, some with a point and all that is round it, some at sea. */
function people(random: () => number): Person[] {
  return Array.from({ length: 400 }, (_, at) => {
    const id = at + 1;
    const [, lon, lat] = pointAt(Math.floor(random() * points.length));
    const own = id % 4 === 0 ? unitsOfPoint({ lon: Number(lon), lat: Number(lat), radiusKm: 1 + random() * 20 }) : [];
    const sea = SEAS[Math.floor(random() * SEAS.length)] ?? '';
    const second = id % 7 === 0 ? [String(pointAt(id * 91)[0])] : [];
    return { id, places: [String(pointAt(id * 37)[0]), ...second, ...own, ...(id % 9 === 0 ? [sea] : [])] };
  });
}

const unitsOf = (place: Parameters<typeof resolvePlace>[0], which: string): string[] => {
  const resolved = resolvePlace(place);
  if (!resolved.ok && resolved.reason !== 'meets-nothing') throw new Error(`${which}: ${resolved.reason}`);
  return resolved.ok ? [...resolved.units] : [];
};

/** The people of whose places one is among the units: a plain loop over people, places and units. */
function at(all: readonly Person[], units: readonly string[]): string {
  const found: number[] = [];
  for (const person of all) {
    let there = false;
    for (const place of person.places) for (const unit of units) if (place === unit) there = true;
    if (there) found.push(person.id);
  }
  return found.join();
}

function compare(which: string, all: readonly Person[], units: readonly string[], owed: readonly string[]): void {
  if (units.toSorted().join() !== owed.toSorted().join()) throw new Error(`${which} meets ${units.join()} and not ${owed.join()}`);
  const there = new Set(units);
  const told = all.filter((one) => one.places.some((place) => there.has(place))).map((one) => one.id);
  if (told.join() !== at(all, owed)) throw new Error(`${which} reaches ${told.join()} and not ${at(all, owed)}`);
}

test('10,000 random polygons meet the same communes and sea areas, and reach the same people, as plain loops', () => {
  const random = numbers(20_251_106);
  const all = people(random);
  const met = { land: 0, sea: 0, both: 0, nothing: 0, unsure: 0 };
  for (let shape = 0; shape < 10_000; shape += 1) {
    const ring = aRing(random);
    const [land, sea] = [communesInRing(ring), seasInRing(ring)];
    // A sea area of which a place of the polygon lies at just the depth from which it counts is left out on both sides.
    const units = unitsOf({ kind: 'polygon', ring }, `polygon ${shape}`).filter((unit) => !sea.unsure.includes(unit));
    compare(`polygon ${shape}`, all, units, [...land, ...sea.met]);
    met.unsure += sea.unsure.length;
    met[land.length > 0 && sea.met.length > 0 ? 'both' : land.length > 0 ? 'land' : sea.met.length > 0 ? 'sea' : 'nothing'] += 1;
  }
  expect([met.land > 2_000, met.sea > 1_000, met.both > 1_000, met.nothing > 500, met.unsure < 100]).toEqual([
    true,
    true,
    true,
    true,
    true,
  ]);
}, 300_000);

test('2,500 random circles hold the same communes, and reach the same people, as plain loops', () => {
  const random = numbers(20_251_107);
  const all = people(random);
  let reached = 0;
  for (let shape = 0; shape < 2_500; shape += 1) {
    const [centre, radiusKm]: [Spot, number] = [aRing(random)[0] ?? [106, 16], 0.5 + random() * random() * 300];
    const units = unitsOf({ kind: 'circle', lon: centre[0], lat: centre[1], radiusKm }, `circle ${shape}`);
    const owed = communesInCircle(centre, radiusKm);
    compare(`circle ${shape}`, all, units.filter((unit) => !isSea(unit)), owed); // prettier-ignore
    if (at(all, owed) !== '') reached += 1;
  }
  expect(reached).toBeGreaterThan(700);
}, 300_000);
