import { resolvePlace } from '@loa/domain/place';
import { expect, test } from 'vitest';
import type { Position } from './positions.ts';
import { windAsItPasses } from './track.ts';

const at = (lat: number, lon: number, force: number, hour = 0): Position => ({
  at: `2025-09-28T${String(hour).padStart(2, '0')}:00:00.000Z`,
  force,
  point: { lat, lon },
  units: new Set(),
});
const sea = (id: string, ...sides: string[]) => ({ units: [id], sides });
const land = (name: string) => {
  const resolved = resolvePlace({ kind: 'former-province', name });
  return { units: resolved.ok ? resolved.units : [], sides: [] };
};
const WEST = [at(16.2, 114, 12), at(17, 113, 13, 12)];
const ASHORE = [at(17.5, 107.6, 13), at(18.9, 105.2, 10, 12)];

test('a sea that holds the centre at the step has the force of the step', () => {
  expect(windAsItPasses(sea('bac-bien-dong'), WEST)).toBe(13);
});

test('a region off the way has no wind, however strong the centre', () => {
  expect(windAsItPasses(sea('nam-bien-dong'), WEST)).toBeUndefined();
  expect(windAsItPasses(land('Quảng Ngãi'), ASHORE)).toBeUndefined();
});

test('the half of a sea that the storm does not enter has none either', () => {
  expect(windAsItPasses(sea('bac-bien-dong', 'đông'), WEST)).toBeUndefined();
  expect(windAsItPasses(sea('bac-bien-dong', 'tây'), WEST)).toBe(13);
});

test('on land the force with which the storm comes in counts, not that after it has weakened', () => {
  expect(windAsItPasses(land('Hà Tĩnh'), ASHORE)).toBe(13);
  expect(windAsItPasses(land('Nghệ An'), ASHORE)).toBeGreaterThanOrEqual(10);
});

test('land far behind another coast gets what is left', () => {
  const overLeizhou = [at(20.3, 110.8, 13), at(21.8, 107, 8, 23)];
  const wind = windAsItPasses(land('Quảng Ninh'), overLeizhou);
  expect([wind! > 8, wind! < 13]).toEqual([true, true]);
});

test('a position in words counts only where the region holds all of the place', () => {
  const inWords = (...units: string[]): Position => ({
    at: '2025-09-28T12:00:00.000Z',
    force: 12,
    point: undefined,
    units: new Set(units),
  });
  expect(windAsItPasses(sea('bac-vinh-bac-bo'), [inWords('bac-vinh-bac-bo')])).toBe(12);
  expect(windAsItPasses(sea('bac-vinh-bac-bo'), [inWords('bac-vinh-bac-bo', 'quang-tri-quang-ngai')])).toBeUndefined();
  expect(windAsItPasses(sea('bac-vinh-bac-bo'), [inWords()])).toBeUndefined();
});
