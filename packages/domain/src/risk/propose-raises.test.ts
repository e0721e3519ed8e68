import { expect, test } from 'vitest';
import type { Hazard } from '../bulletin/hazard.ts';
import type { AssessedArea } from './assessment.ts';
import { type HazardInForce, proposeRaises } from './propose-raises.ts';

const WINDOW = { from: '2025-11-06T00:00:00.000Z', to: '2025-11-07T00:00:00.000Z' };
const area = (more: Partial<AssessedArea> = {}): AssessedArea => ({
  units: ['21583', '21589'],
  window: WINDOW,
  onset: WINDOW.from,
  level: 3,
  source: 'proposed',
  verdict: { kind: 'none', reason: 'no-table' },
  response: 'Prepare',
  ...more,
});
const rain = (more: Partial<HazardInForce> = {}): HazardInForce => ({
  hazard: 'heavy-rain',
  level: 2,
  window: WINDOW,
  units: ['21583'],
  ...more,
});
const proposed = (hazard: Hazard, areas: AssessedArea[], inForce: HazardInForce[]) => proposeRaises(hazard, areas, inForce);

test('where another hazard is in force a raise by one or two is proposed, with its clause and reason, and only there', () => {
  expect(proposed('storm', [area()], [rain()])).toEqual([
    {
      units: ['21583'],
      window: WINDOW,
      level: 3,
      allowed: [4, 5],
      with: ['heavy-rain'],
      clause: '4.4',
      reason: { vi: expect.stringContaining('mưa lớn'), en: expect.stringContaining('heavy rain') },
    },
  ]);
});

test('no raise goes above 5', () => {
  expect(proposed('storm', [area({ level: 4 })], [rain()])[0]?.allowed).toEqual([5]);
  expect(proposed('storm', [area({ level: 5 })], [rain()])).toEqual([]);
});

test('one after another counts within a day, and no longer', () => {
  const later = (from: string) => rain({ window: { from, to: '2025-11-20T00:00:00.000Z' } });
  expect(proposed('storm', [area()], [later('2025-11-08T00:00:00.000Z')])).toHaveLength(1);
  expect(proposed('storm', [area()], [later('2025-11-08T00:00:01.000Z')])).toEqual([]);
});

test('a storm and the depression it was are one hazard; a hazard without a level raises nothing, and has nothing to raise', () => {
  expect(proposed('storm', [area()], [rain({ hazard: 'tropical-depression' }), rain({ level: null })])).toEqual([]);
  expect(proposed('storm', [area({ level: null })], [rain()])).toEqual([]);
});

test('units beside different hazards are proposed apart', () => {
  const inForce = [rain(), rain({ hazard: 'surge', units: ['21583', '21589'] })];
  expect(proposed('storm', [area()], inForce).map((one) => [one.units, one.with])).toEqual([
    [['21583'], ['heavy-rain', 'surge']],
    [['21589'], ['surge']],
  ]);
});
