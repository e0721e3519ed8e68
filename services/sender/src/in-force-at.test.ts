import type { HazardInForce } from '@loa/domain/risk';
import { expect, test } from 'vitest';
import { inForceAt, inForceBeside } from './in-force-at.ts';

const window = { from: '2025-11-06T00:00:00.000Z', to: '2025-11-07T00:00:00.000Z' };
const rain: HazardInForce = { hazard: 'heavy-rain', level: 2, window, units: ['a', 'b'] };
const flood: HazardInForce = { hazard: 'river-flood', level: 3, window, units: ['b'] };

test('each place has the hazards in force there, and a reader of several places each of them once', () => {
  const at = inForceAt([rain, flood]);
  expect([['a'], ['b'], ['a', 'b'], ['c']].map((units) => at(units, 'citizen'))).toEqual([[rain], [rain, flood], [rain, flood], []]);
});

test('an alert from abroad is named to citizens and relays only where its rule lets them hear it', () => {
  const abroad: HazardInForce = { ...rain, citizens: ['b'] };
  const at = inForceAt([abroad]);
  expect((['citizen', 'relay', 'agency', 'media'] as const).map((audience) => at(['a'], audience))).toEqual([[], [], [abroad], [abroad]]);
  expect(at(['b'], 'citizen')).toEqual([abroad]);
});

test('an exercise that ends never says that no other warning is in force where a real one is', async () => {
  const inForce = async (status: string): Promise<HazardInForce[]> => (status === 'Actual' ? [flood] : []);
  const drill = await inForceBeside('Exercise', inForce);
  expect(drill(['b'], 'agency')).toBeUndefined();
  expect(drill(['a'], 'agency')).toEqual([]);
  expect((await inForceBeside('Actual', inForce))(['b'], 'agency')).toEqual([flood]);
});
