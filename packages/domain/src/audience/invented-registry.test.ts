import { expect, test } from 'vitest';
import { communeOf, formerProvinces, isSeaArea, seaAreas } from '../place/gazetteer.ts';
import { inventedSubscribers } from './invented-registry.ts';
import { subscriber } from './subscriber.ts';

const all = [...inventedSubscribers({ count: 20_000, seed: 2025 })];
const share = (holds: (one: (typeof all)[number]) => boolean, among = all) => among.filter(holds).length / among.length;
const of = (audience: string) => all.filter((one) => one.audience === audience);

test('the same seed invents the same people, another seed others', () => {
  expect([...inventedSubscribers({ count: 500, seed: 2025 })]).toEqual(all.slice(0, 500));
  expect([...inventedSubscribers({ count: 500, seed: 2026 })]).not.toEqual(all.slice(0, 500));
});

test('everybody invented is a subscriber as the registry takes one, with nothing left to fill in', () => {
  const some = all.slice(0, 2_000);
  expect(some.map((one) => subscriber.parse(one))).toEqual(some);
});

test('audiences have their shares', () => {
  expect(share((one) => one.audience === 'citizen')).toBeCloseTo(0.85, 1);
  expect(share((one) => one.audience === 'agency')).toBeCloseTo(0.09, 2);
  expect(share((one) => one.audience === 'relay')).toBeCloseTo(0.01, 2);
  expect(share((one) => one.audience === 'media')).toBeCloseTo(0.05, 2);
  expect(share((one) => one.language === 'en')).toBeCloseTo(0.1, 1);
});

test('agencies and relays have both channels, media e-mail, citizens one or both', () => {
  expect([...of('agency'), ...of('relay')].every((one) => one.email !== undefined && one.phone !== undefined)).toBe(true);
  expect(of('media').every((one) => one.email !== undefined)).toBe(true);
  const citizens = of('citizen');
  expect(share((one) => one.phone !== undefined && one.email === undefined, citizens)).toBeCloseTo(0.5, 1);
  expect(share((one) => one.phone === undefined, citizens)).toBeCloseTo(0.25, 1);
});

test('no address and no number is real, and none is given twice', () => {
  expect(all.every((one) => one.email?.endsWith('@example.com') ?? true)).toBe(true);
  expect(all.every((one) => one.phone?.startsWith('+999') ?? true)).toBe(true);
  const addresses = all.flatMap((one) => [one.email ?? [], one.phone ?? []].flat());
  expect(new Set(addresses).size).toBe(addresses.length);
});

test('one citizen in twenty is on sea and land, some on the sea alone, and every unit exists', () => {
  const citizens = of('citizen');
  const atSea = (one: (typeof all)[number]) => one.units.some(isSeaArea);
  expect(share((one) => atSea(one) && !one.units.every(isSeaArea), citizens)).toBeCloseTo(0.05, 2);
  const seaOnly = share((one) => one.units.every(isSeaArea), citizens);
  expect(seaOnly).toBeGreaterThan(0.005);
  expect(seaOnly).toBeLessThan(0.02);
  expect(all.flatMap((one) => one.units).filter((unit) => communeOf(unit) === undefined && !isSeaArea(unit))).toEqual([]);
  expect(all.every((one) => new Set(one.units).size === one.units.length)).toBe(true);
});

test('wards hold about three times as many people as communes', () => {
  const homes = Map.groupBy(
    of('citizen').filter((one) => one.units.length === 1),
    (one) => communeOf(one.units[0] ?? '')?.type,
  );
  const perUnit = (homes.get('phường')?.length ?? 0) / 697 / ((homes.get('xã')?.length ?? 0) / 2611);
  expect(perUnit).toBeGreaterThan(2.6);
  expect(perUnit).toBeLessThan(3.4);
});

test('only agencies are on the supply list or named for exercises, and some are on each', () => {
  expect(all.filter((one) => one.supply || one.exercises).every((one) => one.audience === 'agency')).toBe(true);
  expect(share((one) => one.supply, of('agency'))).toBeGreaterThan(0.15);
  expect(share((one) => one.exercises, of('agency'))).toBeGreaterThan(0.2);
});

test('the registry stays small enough to be written at a first start', () => {
  expect(all.flatMap((one) => one.units).length).toBeLessThan(60_000);
});

test('every coast and every sea area has people on it', () => {
  const seas = seaAreas().filter((one) => one.kind !== 'composite');
  expect(seas.filter((one) => !all.some((person) => person.units.includes(one.id)))).toEqual([]);
  const fishers = of('citizen').filter((one) => one.units.some(isSeaArea) && !one.units.every(isSeaArea));
  const homes = new Set(fishers.flatMap((one) => one.units.flatMap((unit) => communeOf(unit)?.formerProvince ?? [])));
  const coasts = formerProvinces().filter((one) => one.surgeSegment !== null);
  expect(coasts.filter((one) => !homes.has(one.name))).toEqual([]);
  expect(homes.size).toBe(coasts.length);
});
