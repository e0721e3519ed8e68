import { expect, test } from 'vitest';
import { editDistance, foldName, withoutMarks } from './folding.ts';
import type { PlaceRef } from './place-ref.ts';
import { resolvePlace } from './resolve-place.ts';

const nearest = (ref: PlaceRef) => {
  const found = resolvePlace(ref);
  return found.ok ? [] : found.nearest;
};
const former = (name: string) => resolvePlace({ kind: 'former-province', name });

test('a former province is found with and without marks, in both tone-mark habits, in NFC and NFD', () => {
  const wanted = former('Khánh Hòa');
  expect(wanted.ok && wanted.units.length).toBeGreaterThan(30);
  for (const name of ['Khánh Hoà', 'Khanh Hoa', 'khánh hòa', 'Khánh Hòa'.normalize('NFD'), 'Khánh Hoà'.normalize('NFD'), 'tỉnh Khánh Hòa'])
    expect(former(name)).toEqual(wanted);
});

test('Huế is the former Thừa Thiên Huế', () => {
  expect(former('Huế')).toEqual(former('Thừa Thiên Huế'));
  expect(former('TP. Huế')).toEqual(former('Thừa Thiên - Huế'));
  expect(former('Huế').ok).toBe(true);
});

test('spellings with other letters are known', () => {
  expect(former('Bắc Cạn')).toEqual(former('Bắc Kạn'));
  expect(former('Đắc Lắc')).toEqual(former('Daklak'));
  expect(former('Đắc Lắc').ok).toBe(true);
});

test('a present province holds its former ones', () => {
  const whole = resolvePlace({ kind: 'province', code: '52' });
  const parts = ['Bình Định', 'Gia Lai'].flatMap((name) => {
    const found = former(name);
    return found.ok ? found.units : [];
  });
  expect(whole.ok && whole.units.toSorted()).toEqual(parts.toSorted());
});

test('an unknown former province gives no units and names the nearest', () => {
  expect(former('Bình Đinhh')).toEqual({
    ok: false,
    reason: 'unknown-place',
    field: 'name',
    given: 'Bình Đinhh',
    nearest: ['Bình Định', 'Ninh Bình', 'Bình Dương'],
  });
});

test('an unknown province, commune and sea area name their nearest', () => {
  expect(resolvePlace({ kind: 'province', code: '53' })).toMatchObject({
    ok: false,
    given: '53',
    nearest: ['52 Gia Lai', '51 Quảng Ngãi', '56 Khánh Hòa'],
  });
  expect(nearest({ kind: 'commune', code: '21584' })[0]).toBe('21583 phường Quy Nhơn (Gia Lai)');
  expect(nearest({ kind: 'sea-area', id: 'bac-bien-dog' })[0]).toBe('bac-bien-dong');
});

test('a composite sea area resolves to its members, an overlay to itself, each with its islands, which share its level', () => {
  expect(resolvePlace({ kind: 'sea-area', id: 'gia-lai-khanh-hoa' })).toEqual({
    ok: true,
    units: ['gia-lai-dak-lak', '21607', 'khanh-hoa'],
    judgedAs: new Map([['21607', 'gia-lai-dak-lak']]),
  });
  expect(resolvePlace({ kind: 'sea-area', id: 'hoang-sa' })).toMatchObject({ ok: true, units: ['hoang-sa', '20333'] });
});

test('folding drops marks, case, spaces, punctuation and the word for the type', () => {
  expect(foldName('Thành phố Đà Nẵng')).toBe('danang');
  expect(foldName('Bà Rịa - Vũng Tàu')).toBe('bariavungtau');
  expect(withoutMarks('Đắk Lắk')).toBe('Dak Lak');
  expect([editDistance('', 'abc'), editDistance('abc', 'abd'), editDistance('abc', 'bc'), editDistance('kitten', 'sitting')]).toEqual([
    3, 1, 1, 3,
  ]);
});
