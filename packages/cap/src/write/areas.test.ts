import { communes, pointOnIsland, provinces, seaAreas, type Unit } from '@loa/domain/place';
import { expect, test } from 'vitest';
import { areaOf, placesOf } from './areas.ts';
import { landOutlines, type Outline } from './outlines.ts';
import { WHOLE_COUNTRY } from './test-bed.ts';

const former = (name: string): Unit[] => communes().flatMap((one) => (one.formerProvince === name ? [one.code] : []));
const without = (name: string, ...codes: Unit[]): Set<Unit> => new Set(former(name).filter((one) => !codes.includes(one)));
const keys = (outlines: readonly Outline[]): string[] => outlines.map((one) => one.key);
const [TRUONG_SA, HOANG_SA, LY_SON, CAT_HAI] = ['22736', '20333', '21548', '11914'];
const area = (...units: Unit[]) => placesOf(units).map((place) => areaOf(place, 'vi'));

test('a whole province has its code, a whole former one its name, and single communes their codes', () => {
  expect(area(...former('Bình Định'), ...former('Gia Lai'))).toMatchObject([
    { areaDesc: 'Gia Lai', geocode: [{ valueName: 'VN-PROVINCE', value: '52' }] },
  ]);
  expect(area(...former('Bình Định'))).toMatchObject([
    { areaDesc: 'khu vực Bình Định (tỉnh Gia Lai)', geocode: [{ valueName: 'VN-FORMER-PROVINCE', value: 'Bình Định' }] },
  ]);
  expect(area('21583', 'hoang-sa')).toMatchObject([
    { areaDesc: 'phường Quy Nhơn (Gia Lai)', geocode: [{ valueName: 'VN-COMMUNE', value: '21583' }] },
    { areaDesc: 'vùng biển đặc khu Hoàng Sa', geocode: [{ valueName: 'VN-SEA-AREA', value: 'hoang-sa' }] },
  ]);
});

test('all communes of the country are its 34 provinces, each with a shape', () => {
  const places = placesOf(WHOLE_COUNTRY);
  expect(places).toHaveLength(provinces().length);
  for (const place of places) {
    expect(place.geocode).toHaveLength(1);
    expect(place.outlines.length).toBeGreaterThan(0);
  }
});

test('every sea area has a shape, but those that stand for others', () => {
  for (const { id, kind } of seaAreas()) if (kind !== 'composite') expect(placesOf([id])[0]?.outlines.length).toBeGreaterThan(0);
});

test('a description is at most 50 characters long where one name fits', () => {
  const described = (units: string[]) => placesOf(units).flatMap((place) => [areaOf(place, 'vi').areaDesc, areaOf(place, 'en').areaDesc]);
  const many = described(former('Bình Định').slice(0, 40));
  const most = described(former('Bình Định').filter((one) => one !== '21583'));
  for (const text of [...many, ...most]) expect(text.length).toBeLessThanOrEqual(50);
  expect(many).toEqual(['phường Quy Nhơn Bắc (Gia Lai) và 39 nơi khác', 'Quy Nhon Bac ward (Gia Lai) and 39 other places']);
  expect(most).toEqual(['khu vực Bình Định (trừ phường Quy Nhơn)', 'Binh Dinh area (Gia Lai, except Quy Nhon ward)']);
});

test('a former province without one of its communes has a code and a circle for each, and no outline', () => {
  const [place] = placesOf([...without('Bình Định', '21583')]);
  expect(place?.outlines).toEqual([]);
  expect(place?.geocode).toHaveLength(former('Bình Định').length - 1);
  expect(place?.circles).toHaveLength(former('Bình Định').length - 1);
});

test('a former province without its special zone is its mainland alone', () => {
  expect(keys(landOutlines('Khánh Hòa', new Set(former('Khánh Hòa'))))).toHaveLength(14);
  expect(landOutlines('Khánh Hòa', without('Khánh Hòa', TRUONG_SA))).toHaveLength(1);
  for (const [lon] of landOutlines('Khánh Hòa', without('Khánh Hòa', TRUONG_SA))[0]!.ring) expect(lon).toBeLessThan(110);
  // Bạch Long Vĩ is a zone too, and stays.
  expect(landOutlines('Hải Phòng', without('Hải Phòng', CAT_HAI))).toHaveLength(2);
});

test('a whole former province, its mainland and a special zone have no circle beside their outline', () => {
  for (const units of [former('Bình Định'), [...without('Khánh Hòa', TRUONG_SA)], [LY_SON]])
    expect(placesOf(units).flatMap((place) => place.circles)).toEqual([]);
});

test('a special zone alone is its main island', () => {
  for (const zone of [TRUONG_SA, HOANG_SA, LY_SON]) {
    const [place] = placesOf([zone]);
    expect(place?.outlines).toHaveLength(1);
    const at = pointOnIsland(zone)!;
    for (const [lon, lat] of place!.outlines[0]!.ring) expect(Math.hypot(lon - at.lon, lat - at.lat)).toBeLessThan(0.2);
  }
});
