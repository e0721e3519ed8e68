import { expect, test } from 'vitest';
import { bulletin, bulletinType, bulletinTypes, type Hazard, hazardIds } from './index.ts';

const window = { from: '2025-11-06T07:00:00+07:00', to: '2025-11-07T07:00:00+07:00' };
const of = (hazard: Hazard, parameters: unknown, more: object = {}) => ({
  issuer: 'nchmf',
  family: hazard,
  event: { id: 'one' },
  hazard,
  type: bulletinTypes(hazard)[0]?.id,
  sequence: 1,
  finishedAt: '2025-11-06T08:00:00+07:00',
  status: 'Test',
  scope: 'full',
  areas: [{ places: [{ kind: 'province', code: '52' }], window, parameters }],
  ...(hazard === 'other' && { hazardName: { vi: 'Thiên thạch' } }),
  ...more,
});
const faultsOf = (input: unknown) => {
  const parsed = bulletin.safeParse(input);
  return parsed.success ? [] : parsed.error.issues.map((issue) => issue.path.join('.'));
};

test.each(hazardIds)('a bulletin of %s is taken with every type of its list, and with no other', (hazard) => {
  for (const { id, action } of bulletinTypes(hazard)) {
    const scope = id === 'quick' ? 'partial' : 'full';
    expect(faultsOf(of(hazard, {}, { type: id, scope }))).toEqual([]);
    expect(faultsOf(of(hazard, {}, { type: id, scope, areas: [] }))).toEqual(action === 'issue' || action === 'correct' ? ['areas'] : []);
  }
  expect(faultsOf(of(hazard, {}, { type: 'gossip' }))).toEqual(['type']);
  expect(new Set(bulletinTypes(hazard).map((one) => one.id)).size).toBe(bulletinTypes(hazard).length);
});

test('every list can correct, end and cancel', () => {
  for (const hazard of hazardIds)
    expect(new Set(bulletinTypes(hazard).map((one) => one.action))).toEqual(new Set(['issue', 'correct', 'end', 'cancel']));
});

test('types carry the article that the decision gives them: storms 9, depressions 8, tsunami 32', () => {
  expect(bulletinType('storm', 'emergency')).toMatchObject({ vi: 'tin bão khẩn cấp', article: '9' });
  expect(bulletinType('tropical-depression', 'near-east-sea')).toMatchObject({ vi: 'tin áp thấp nhiệt đới gần Biển Đông', article: '8' });
  expect(bulletinType('storm', 'quick')).toMatchObject({ vi: 'tin nhanh về bão', article: '9' });
  expect(bulletinType('river-flood', 'emergency')).toMatchObject({ vi: 'tin lũ khẩn cấp', article: '13-14' });
  expect(bulletinType('tsunami', 'warning-3')?.article).toBe('32.1');
  expect(bulletinType('tsunami', 'cancellation')?.article).toBe('32.2');
  expect(bulletinType('tsunami', 'final')?.article).toBe('32.3');
});

test.each<[Hazard, string, unknown[]]>([
  ['storm', 'windForce', [-1, 18, '12', [14, 12], null]],
  ['surge', 'surgeM', [-0.1, 16]],
  ['heavy-rain', 'rainMm24h', [-1, 2001, Number.NaN]],
  ['river-flood', 'stage', [-1, 4, 1.5]],
  ['river-flood', 'aboveStageM', [-21, 21]],
  ['flash-flood-landslide', 'susceptibility', ['huge', 3]],
  ['heat', 'tempMaxC', [61, -41]],
  ['drought', 'waterShortagePct', [101, -1]],
  ['salt-intrusion', 'isoline4Km', [-1, 301]],
  ['strong-wind-at-sea', 'windForce', [17.5]],
  ['fog', 'visibilityM', [-1, 20_001]],
  ['whirlwind-lightning-hail', 'communeSharePct', [-1, 101]],
  ['severe-cold', 'tempMeanC', [-41, 61]],
  ['forest-fire', 'warningGrade', [0, 6]],
  ['earthquake', 'intensityMsk', [0, 12.5, 5.3]],
  ['tsunami', 'waveM', [-1, 101]],
])('%s refuses an impossible %s and names the field', (hazard, name, values) => {
  for (const value of values)
    for (const fault of [faultsOf(of(hazard, { [name]: value }))])
      expect(fault).toEqual([expect.stringContaining(`areas.0.parameters.${name}`)]);
});

test('a parameter of another hazard is refused', () => {
  expect(faultsOf(of('fog', { rainMm24h: 100 }))).toEqual(['areas.0.parameters']);
});

test('alarm stages and the historic flood of a station stand one above the other', () => {
  expect(faultsOf(of('river-flood', { stage1M: 9.5, stage2M: 10.5, stage3M: 11.5, historicM: 14.1 }))).toEqual([]);
  expect(faultsOf(of('river-flood', { stage1M: 9.5, stage3M: 9.5 }))).toEqual(['areas.0.parameters.stage3M']);
});

test('a hazard of no other kind needs its name', () => {
  expect(faultsOf(of('other', {}, { hazardName: undefined }))).toEqual(['hazardName']);
});

test('an area says whether it was observed, and what an alert from abroad gave as severity', () => {
  const area = { places: [{ kind: 'province', code: '52' }], window, parameters: {}, basis: 'observed', severity: 'Severe' };
  expect(bulletin.parse(of('fog', {}, { country: 'LA', areas: [area] }))).toMatchObject({ country: 'LA', areas: [{ basis: 'observed' }] });
  expect(faultsOf(of('fog', {}, { country: 'Laos' }))).toEqual(['country']);
  expect(faultsOf(of('fog', {}, { areas: [{ ...area, basis: 'felt' }] }))).toEqual(['areas.0.basis']);
});

test('an announced range goes from low to high', () => {
  const area = (announcedLevel: unknown) => ({ places: [{ kind: 'province', code: '52' }], window, parameters: {}, announcedLevel });
  expect(faultsOf(of('fog', {}, { areas: [area([1, 2])] }))).toEqual([]);
  for (const wrong of [[2, 1], 0, 6, [1, 6], 2.5]) expect(faultsOf(of('fog', {}, { areas: [area(wrong)] }))[0]).toMatch(/announcedLevel/);
});
