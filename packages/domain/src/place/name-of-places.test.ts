import { expect, test } from 'vitest';
import { nameOfPlaces } from './name-of-places.ts';
import { communes, formerProvinces, provinces } from './gazetteer.ts';
import type { PlaceRef } from './place-ref.ts';
import { resolvePlace } from './resolve-place.ts';

const units = (...refs: PlaceRef[]) =>
  refs.flatMap((ref) => {
    const found = resolvePlace(ref);
    return found.ok ? found.units : [];
  });

test('a whole province goes by its name, also when it is named by its former parts', () => {
  const whole = units({ kind: 'former-province', name: 'Gia Lai' }, { kind: 'former-province', name: 'Bình Định' });
  expect(nameOfPlaces(whole, 'vi', 5)).toBe('Gia Lai');
  expect(nameOfPlaces(units({ kind: 'former-province', name: 'Huế' }), 'en', 5)).toBe('Hue');
});

test('a former province inside a larger one is an area of it', () => {
  const some = units({ kind: 'former-province', name: 'Bình Định' }, { kind: 'former-province', name: 'Quảng Nam' });
  expect(nameOfPlaces(some, 'vi', 5)).toBe('khu vực Quảng Nam (TP Đà Nẵng), khu vực Bình Định (tỉnh Gia Lai)');
  expect(nameOfPlaces(some, 'en', 5)).toBe('Quang Nam area (Da Nang), Binh Dinh area (Gia Lai)');
});

test('single communes carry their type and province', () => {
  expect(nameOfPlaces(['21583', '21548'], 'vi', 5)).toBe('đặc khu Lý Sơn (Quảng Ngãi), phường Quy Nhơn (Gia Lai)');
  expect(nameOfPlaces(['21583', '21548'], 'en', 5)).toBe('Ly Son special zone (Quang Ngai), Quy Nhon ward (Gia Lai)');
});

test('the coastal sea is told from the province of the same name', () => {
  const both = units({ kind: 'province', code: '56' }, { kind: 'sea-area', id: 'khanh-hoa' });
  expect(nameOfPlaces(both, 'vi', 5)).toBe('Khánh Hòa, vùng biển Khánh Hòa');
  expect(nameOfPlaces(both, 'en', 5)).toBe('Khanh Hoa, sea off Khanh Hoa');
  expect(nameOfPlaces(['hoang-sa', 'bac-bien-dong'], 'vi', 5)).toBe('Bắc Biển Đông, vùng biển đặc khu Hoàng Sa');
});

test('after the limit stands how many places are left', () => {
  const many = ['21583', '21548', 'bac-bien-dong', 'khanh-hoa'];
  expect(nameOfPlaces(many, 'vi', 1)).toBe('đặc khu Lý Sơn (Quảng Ngãi) và 3 nơi khác');
  expect(nameOfPlaces(many, 'en', 3)).toMatch(/ and 1 other place$/);
  expect(nameOfPlaces(many, 'vi', 4)).not.toContain('nơi khác');
});

test('what lacks a few communes goes by its name, and says which', () => {
  const binhDinh = units({ kind: 'former-province', name: 'Bình Định' });
  const [island, ...land] = ['21607', ...binhDinh.filter((one) => one !== '21607')];
  expect(binhDinh).toContain(island);
  expect(nameOfPlaces(land, 'vi', 5)).toBe('khu vực Bình Định (tỉnh Gia Lai, trừ xã Nhơn Châu)');
  expect(nameOfPlaces(land, 'en', 5)).toBe('Binh Dinh area (Gia Lai, except Nhon Chau commune)');
  const province = units({ kind: 'province', code: '52' });
  expect(nameOfPlaces(province.slice(2), 'vi', 5)).toMatch(/^Gia Lai \(trừ (xã|phường) [^,]+, (xã|phường) [^,]+\)$/);
  const fifth = land.filter((_, at) => at % 5 === 0);
  const most = land.filter((one) => !fifth.includes(one));
  expect(nameOfPlaces(most, 'vi', 5)).toContain('nơi khác');
});

test('a unit named twice is said once, and what is no unit stands as given', () => {
  expect(nameOfPlaces(['khanh-hoa', 'khanh-hoa', '99999'], 'vi', 5)).toBe('vùng biển Khánh Hòa, 99999');
});

test('every commune has a name of its own, and every province, present or former, the name of just its communes', () => {
  expect(new Set(communes().map((one) => nameOfPlaces([one.code], 'vi', 1))).size).toBe(3321);
  for (const { code, name } of provinces()) expect(nameOfPlaces(units({ kind: 'province', code }), 'vi', 2)).toBe(name);
  const named = formerProvinces().map(({ name }) => nameOfPlaces(units({ kind: 'former-province', name }), 'vi', 2));
  expect(new Set(named).size).toBe(63);
  expect(named.filter((one) => one.includes(','))).toEqual([]);
});

test('a province that lacks one commune is never named whole', () => {
  for (const { code, name } of provinces()) {
    const [, ...others] = units({ kind: 'province', code });
    expect(nameOfPlaces(others, 'vi', 1000).split(', ')).not.toContain(name);
  }
});
