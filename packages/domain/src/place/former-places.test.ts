import { expect, test } from 'vitest';
import { communeOf, formerProvinces } from './gazetteer.ts';
import type { PlaceRef } from './place-ref.ts';
import { formerDistricts } from './predecessors.ts';
import { resolvePlace } from './resolve-place.ts';

const names = (ref: PlaceRef) => {
  const found = resolvePlace(ref);
  return found.ok ? found.units.map((unit) => communeOf(unit)?.name) : found;
};

test('there are 10,035 former communes in 691 districts and 5 island districts that had none, all in known provinces', () => {
  const all = formerDistricts();
  expect(all.length).toBe(696);
  expect(all.flatMap((one) => one.communes).length).toBe(10_040);
  expect(all.flatMap((one) => one.communes).filter((one) => one.type === 'huyện').length).toBe(5);
  const provinces = new Set(formerProvinces().map((one) => one.name));
  expect(all.filter((one) => !provinces.has(one.province))).toEqual([]);
});

test('every former commune went into known communes of its own former province, and none of the 3,321 is left out', () => {
  const all = formerDistricts();
  expect(new Set(all.flatMap((one) => one.now)).size).toBe(3321);
  expect(all.filter((one) => one.now.some((unit) => communeOf(unit)?.formerProvince !== one.province))).toEqual([]);
});

test('every former district is found by its name and province, and every former commune by type, name, district and province', () => {
  const wrong = formerDistricts().flatMap(({ name, province, now, communes }) => [
    ...(resolves({ kind: 'former-district', name, province }, now) ? [] : [name]),
    ...communes.flatMap((one) => {
      const ref: PlaceRef = { kind: 'former-commune', name: `${one.type} ${one.name}`, district: name, province };
      return resolves(ref, one.now) ? [] : [ref];
    }),
  ]);
  expect(wrong).toEqual([]);
});

function resolves(ref: PlaceRef, wanted: readonly string[]): boolean {
  const found = resolvePlace(ref);
  return found.ok && found.units === wanted;
}

test('a split commune stands for every part', () => {
  expect(names({ kind: 'former-commune', name: 'Cống Vị', province: 'Hà Nội' })).toEqual(['Ngọc Hà', 'Giảng Võ']);
});

test('a former name resolves when one unit bears it, else all that do are offered', () => {
  expect(names({ kind: 'former-district', name: 'Kon Plông' })).toContain('Kon Plông');
  expect(names({ kind: 'former-district', name: 'huyện Lý Sơn' })).toEqual(['Lý Sơn']);
  expect(names({ kind: 'former-district', name: 'Tân Châu' })).toMatchObject({
    ok: false,
    reason: 'ambiguous-place',
    nearest: ['Huyện Tân Châu (Tây Ninh)', 'Thị xã Tân Châu (An Giang)'],
  });
  expect(names({ kind: 'former-district', name: 'Kỳ Anh', province: 'Hà Tĩnh' })).toMatchObject({ reason: 'ambiguous-place' });
  expect(names({ kind: 'former-district', name: 'TX. Kỳ Anh', province: 'Hà Tĩnh' })).toContain('Sông Trí');
  expect(names({ kind: 'former-commune', name: 'Tân Thành' })).toMatchObject({ ok: false, reason: 'ambiguous-place' });
});

test('both official spellings of a former commune are known', () => {
  expect(names({ kind: 'former-commune', name: 'Sà Phìn', province: 'Hà Giang' })).toEqual(
    names({ kind: 'former-commune', name: 'Xà Phìn', province: 'Hà Giang' }),
  );
});

test('an unknown name names the field at fault and the nearest', () => {
  expect(names({ kind: 'former-district', name: 'Kon Plôn', province: 'Kon Tum' })).toEqual({
    ok: false,
    reason: 'unknown-place',
    field: 'name',
    given: 'Kon Plôn',
    nearest: ['Huyện Kon Plông (Kon Tum)', 'Thành phố Kon Tum (Kon Tum)', 'Huyện Kon Rẫy (Kon Tum)'],
  });
  expect(names({ kind: 'former-district', name: 'Kon Plông', province: 'Kon Tumm' })).toMatchObject({ field: 'province' });
  expect(names({ kind: 'former-commune', name: 'Hiếu', district: 'Kon Plôn', province: 'Kon Tum' })).toMatchObject({ field: 'district' });
});
