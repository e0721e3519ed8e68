import { describe, expect, test } from 'vitest';
import type { Alert, Area } from '../../alert.ts';
import { AREA, EN, VI } from '../../check/test-bed.ts';
import { OWN, RING, alert, bulletinOf, inArea, refused } from './test-bed.ts';

describe('places', () => {
  const places = (area: Partial<Area>, mapping = OWN) => bulletinOf(inArea(area), mapping).areas[0]?.places;
  const geocode = (...codes: [string, string][]) => ({ geocode: codes.map(([valueName, value]) => ({ valueName, value })) });

  test('Loa’s own codes stand for themselves, and a shape beside them adds nothing', () => {
    const codes = geocode(
      ['VN-COMMUNE', '19753'],
      ['VN-PROVINCE', '48'],
      ['VN-FORMER-PROVINCE', 'Quảng Nam'],
      ['VN-SEA-AREA', 'hoang-sa'],
      ['UGC', 'X1'],
    );
    expect(places({ ...codes, polygon: [RING] })).toEqual([
      { kind: 'commune', code: '19753' },
      { kind: 'province', code: '48' },
      { kind: 'former-province', name: 'Quảng Nam' },
      { kind: 'sea-area', id: 'hoang-sa' },
    ]);
  });

  test('the codes of a source stand for what it says', () => {
    const mapping = { ...OWN, places: new Map([['ISO=VN-26', [{ kind: 'province' as const, code: '46' }]]]) };
    expect(places(geocode(['ISO', 'VN-26']), mapping)).toEqual([{ kind: 'province', code: '46' }]);
  });

  test('without known codes polygons and circles are places, longitude first', () => {
    const circle = [{ centre: { lat: 16.4, lon: 107.5 }, radiusKm: 20 }];
    expect(places({ ...geocode(['UGC', 'X1']), polygon: [RING], circle })).toEqual([
      {
        kind: 'polygon',
        ring: [
          [107, 16],
          [107, 16.5],
          [107.5, 16.5],
        ],
      },
      { kind: 'circle', lon: 107.5, lat: 16.4, radiusKm: 20 },
    ]);
  });

  test.each<[string, Partial<Area>, string]>([
    ['an area of text alone', {}, 'info[0].area[0] place-unreadable'],
    ['an area of unknown codes', geocode(['EMMA_ID', 'LV806']), 'info[0].area[0] place-unreadable'],
    ['an unknown commune', geocode(['VN-COMMUNE', '19753'], ['VN-COMMUNE', '00000']), 'info[0].area[0].geocode[1] place-unknown'],
    ['an unknown sea area', geocode(['VN-SEA-AREA', 'bien-bac']), 'info[0].area[0].geocode[0] place-unknown'],
    ['a polygon that could not be read', { polygon: [RING, []] }, 'info[0].area[0].polygon[1] polygon-flat'],
    [
      'a polygon the wrong way round',
      { polygon: [RING.map(({ lat, lon }) => ({ lat: lon, lon: lat }))] },
      'info[0].area[0].polygon[0] out-of-range',
    ],
    ['a circle without extent', { circle: [{ centre: { lat: 16, lon: 107 }, radiusKm: 0 }] }, 'info[0].area[0].circle[0] circle-radius'],
    [
      'a circle that could not be read',
      { circle: [{ centre: { lat: Number.NaN, lon: 107 }, radiusKm: 5 }] },
      'info[0].area[0].circle[0] out-of-range',
    ],
    ['half a world', { circle: [{ centre: { lat: 16, lon: 107 }, radiusKm: 5000 }] }, 'info[0].area[0].circle[0] circle-radius'],
  ])('%s refuses the message: nothing is left out or made wider', (_, area, finding) => {
    const mixed = alert({ info: [{ ...VI, area: [{ ...AREA, geocode: [], polygon: [], ...area }, AREA] }] });
    expect(refused(mixed)).toEqual([finding]);
  });

  test('a polygon of more points than a bulletin holds is refused, not simplified', () => {
    const many = Array.from({ length: 501 }, (_, at) => ({ lat: 16 + Math.sin(at / 80), lon: 107 + Math.cos(at / 80) }));
    expect(refused(alert({ info: [{ ...VI, area: [{ ...AREA, geocode: [], polygon: [many] }] }] }))).toEqual([
      'info[0].area[0].polygon[0] polygon-too-long',
    ]);
  });

  test('a block without area is refused', () => {
    expect(refused(alert({ info: [{ ...VI, area: [] }] }))).toEqual(['info[0].area area-missing']);
  });

  test('blocks of two languages are one area where they say the same, and two where they do not', () => {
    const elsewhere = [{ ...AREA, geocode: [{ valueName: 'VN-PROVINCE', value: '48' }] }];
    const codes = (given: Alert) => bulletinOf(given).areas.map((area) => area.places);
    expect(codes(alert())).toEqual([[{ kind: 'province', code: '46' }]]);
    expect(codes(alert({ info: [VI, { ...EN, area: elsewhere }] }))).toEqual([
      [{ kind: 'province', code: '46' }],
      [{ kind: 'province', code: '48' }],
    ]);
  });
});
