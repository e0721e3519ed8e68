import type { HazardInForce } from '@loa/domain/risk';
import { expect, test } from 'vitest';
import { inForceAt } from './in-force-at.ts';

const window = { from: '2025-11-06T00:00:00.000Z', to: '2025-11-07T00:00:00.000Z' };
const rain: HazardInForce = { hazard: 'heavy-rain', level: 2, window, units: ['a', 'b'] };
const flood: HazardInForce = { hazard: 'river-flood', level: 3, window, units: ['b'] };

test('each place has the hazards in force there, and a reader of several places each of them once', () => {
  const at = inForceAt([rain, flood]);
  expect([at(['a']), at(['b']), at(['a', 'b']), at(['c'])]).toEqual([[rain], [rain, flood], [rain, flood], []]);
});
