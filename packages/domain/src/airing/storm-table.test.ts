import { aWarning } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { stormTable } from './index.ts';

const storm = {
  centre: { at: '2025-11-06T00:00:00.000Z', lat: 13.2, lon: 112.4, place: 'cách Quy Nhơn khoảng 350 km', windForce: 14, gustForce: 17 },
  movement: { direction: 'Tây Tây Bắc', speedKmh: [25, 30] as [number, number] },
  steps: [
    {
      at: '2025-11-06T12:00:00.000Z',
      lat: 13.6,
      lon: 109.2,
      place: 'ven biển Gia Lai',
      windForce: [12, 13] as [number, number],
      gustForce: 16,
    },
    { at: '2025-11-07T00:00:00.000Z', place: 'Nam Lào', windForce: 7 },
  ],
  dangerBox: { south: 10.5, north: 16, west: 108, east: 115.5 },
};

test('a storm is an aligned table of plain text', () => {
  expect(stormTable(aWarning({ status: 'Actual', storm }), 'vi')).toBe(`Bão số 0
Tâm: 07:00 06/11  13,2°N 112,4°E  cách Quy Nhơn khoảng 350 km
Gió mạnh nhất gần tâm (cấp): 14
Gió giật (cấp): 17
Di chuyển: Tây Tây Bắc, 25-30 km/h
Vùng nguy hiểm trên biển: 10,5-16,0°N  108,0-115,5°E

Dự báo
Thời điểm    Vị trí          Gió (cấp)  Giật (cấp)  Nơi
19:00 06/11  13,6°N 109,2°E  12-13      16          ven biển Gia Lai
07:00 07/11  –               7          –           Nam Lào
`);
});

test('in English it has English words, and the issuer’s own where there are no degrees', () => {
  const text = stormTable(aWarning({ status: 'Actual', storm }), 'en') ?? '';
  expect(text).toContain('Movement: west-north-west, 25-30 km/h');
  expect(text).toContain('19:00 6 Nov  13.6°N 109.2°E');
  expect(text).toMatch(/^07:00 7 Nov {2}– .* Nam Lào$/m);
  expect(text).not.toContain('Quy Nhơn');
});

test('an exercise is marked above it, and without a storm there is no table', () => {
  expect(stormTable(aWarning({ status: 'Exercise', storm }), 'vi')).toMatch(/^DIỄN TẬP\n/);
  expect(stormTable(aWarning(), 'vi')).toBeNull();
});

test.each([
  ['Bắc', 'north'],
  ['Đông Nam', 'south-east'],
  ['Bắc Tây Bắc', 'north-north-west'],
  ['WNW', 'WNW'],
  ['ít di chuyển', 'ít di chuyển'],
])('a movement to %s is %s in English', (direction, said) => {
  const text = stormTable(aWarning({ storm: { ...storm, movement: { direction } } }), 'en');
  expect(text).toContain(`Movement: ${said}\n`);
});
