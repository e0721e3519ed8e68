import { expect, test } from 'vitest';
import { foldName } from './folding.ts';
import {
  communeOf,
  communes,
  formerProvinceOf,
  formerProvinces,
  isSeaArea,
  provinceOf,
  provinces,
  seaAreaById,
  seaAreas,
} from './gazetteer.ts';
import { resolvePlace } from './resolve-place.ts';

test('there are 34 provinces, 63 former provinces, 3,321 communes and 16 sea areas, none twice', () => {
  expect(new Set(provinces().map((one) => one.code)).size).toBe(34);
  expect(new Set(formerProvinces().map((one) => one.name)).size).toBe(63);
  expect(new Set(communes().map((one) => one.code)).size).toBe(3321);
  expect(new Set(seaAreas().map((one) => one.id)).size).toBe(16);
  expect([provinces().length, formerProvinces().length, communes().length]).toEqual([34, 63, 3321]);
});

test('communes are 2,611 xã, 697 phường and 13 đặc khu', () => {
  const byType = Map.groupBy(communes(), (one) => one.type);
  expect([byType.get('xã')?.length, byType.get('phường')?.length, byType.get('đặc khu')?.length]).toEqual([2611, 697, 13]);
});

test('every former province lies in the province that names it, and every commune in both', () => {
  for (const former of formerProvinces()) {
    const holder = provinces().find((one) => one.code === former.province);
    expect(holder?.formerProvinces).toContain(former.name);
  }
  for (const commune of communes()) {
    const holder = provinces().find((one) => one.code === commune.province);
    expect(holder?.formerProvinces).toContain(commune.formerProvince);
  }
  expect(provinces().flatMap((one) => one.formerProvinces).length).toBe(63);
});

test('every commune, province, former province and sea area resolves', () => {
  const refs = [
    ...communes().map((one) => ({ kind: 'commune' as const, code: one.code })),
    ...provinces().map((one) => ({ kind: 'province' as const, code: one.code })),
    ...formerProvinces().map((one) => ({ kind: 'former-province' as const, name: one.name })),
    ...seaAreas().map((one) => ({ kind: 'sea-area' as const, id: one.id })),
  ];
  const unresolved = refs.filter((ref) => {
    const found = resolvePlace(ref);
    return !found.ok || found.units.length === 0;
  });
  expect(unresolved).toEqual([]);
});

test('provinces, and former provinces, together cover every commune once', () => {
  const unitsOf = (refs: Parameters<typeof resolvePlace>[0][]) =>
    refs.flatMap((ref) => {
      const found = resolvePlace(ref);
      return found.ok ? found.units : [];
    });
  const all = communes().map((one) => one.code);
  expect(unitsOf(provinces().map((one) => ({ kind: 'province', code: one.code }))).toSorted()).toEqual(all);
  expect(unitsOf(formerProvinces().map((one) => ({ kind: 'former-province', name: one.name }))).toSorted()).toEqual(all);
});

test('no two former provinces have the same name once marks are dropped', () => {
  expect(new Set(formerProvinces().map((one) => foldName(one.name))).size).toBe(63);
});

test('composite sea areas consist of sea areas that are units; overlays are units of their own', () => {
  for (const area of seaAreas()) {
    expect(isSeaArea(area.id)).toBe(area.kind !== 'composite');
    expect(area.members.length > 0).toBe(area.kind === 'composite');
    for (const member of area.members) expect(isSeaArea(member)).toBe(true);
  }
  expect(seaAreaById('hoang-sa')?.kind).toBe('overlay');
});

test('every special zone is an island of a sea area, and every island is a commune', () => {
  const islands = new Set(seaAreas().flatMap((one) => one.islands));
  const zones = communes().filter((one) => one.type === 'đặc khu');
  expect(zones.filter((one) => !islands.has(one.code))).toEqual([]);
  expect([...islands].filter((code) => communeOf(code) === undefined)).toEqual([]);
});

test('a commune knows its province and former province; a sea area has neither', () => {
  expect([provinceOf('21583'), formerProvinceOf('21583')]).toEqual(['52', 'Bình Định']);
  expect([provinceOf('giua-bien-dong'), formerProvinceOf('giua-bien-dong')]).toEqual([null, null]);
  expect(isSeaArea('21583')).toBe(false);
});
