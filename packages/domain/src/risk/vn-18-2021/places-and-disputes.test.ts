import { expect, test } from 'vitest';
import { bulletin, type Hazard } from '../../bulletin/index.ts';
import { assess, type AssessOptions } from '../assess.ts';

const former = (name: string) => ({ kind: 'former-province', name });
const province = (code: string) => ({ kind: 'province', code });
const sea = (id: string) => ({ kind: 'sea-area', id });

/** What is said of the places: units' count, level or reason, and readings. */
function said(hazard: Hazard, parameters: object, places: object[], options: AssessOptions & { days?: number } = {}) {
  const window = { from: '2025-11-06T00:00:00.000Z', to: new Date(Date.UTC(2025, 10, 6 + (options.days ?? 1))).toISOString() };
  const type = hazard === 'earthquake' ? 'report' : hazard === 'tsunami' ? 'warning-1' : 'warning';
  const fixed = { issuer: 'nchmf', family: 'f', event: { id: 'e' }, sequence: 1, finishedAt: window.from, status: 'Test', scope: 'full' };
  const result = assess(bulletin.parse({ ...fixed, hazard, type, areas: [{ places, window, parameters }] }), options);
  if (!result.ok) throw new Error(result.reason);
  return result.assessment.areas.map(({ verdict }) =>
    verdict.kind === 'level' ? verdict.level : [verdict.reason, ...(verdict.readings ?? []).map((one) => one.level ?? '-')].join(' '),
  );
}

const slide = (rainMm24h: number, rainDaysBefore: number, susceptibility: string) => ({ rainMm24h, rainDaysBefore, susceptibility });

test('a merged province gives a level per former province', () => {
  // Phú Thọ holds Hòa Bình (group 1), Phú Thọ (3) and Vĩnh Phúc (4).
  expect(said('flash-flood-landslide', slide(150, 1, 'very-high'), [province('25')]).toSorted()).toEqual([1, 2, 3]);
  // Lâm Đồng joins the highlands to the coast of Bình Thuận.
  expect(said('heat', { tempMaxC: 40, durationDays: 4 }, [province('68')]).toSorted()).toEqual([1, 2]);
});

test('a former province that Article 46 does not name has no level by it', () => {
  expect(said('flash-flood-landslide', slide(500, 5, 'very-high'), [former('Hà Nội')])).toEqual(['no-table']);
  expect(said('flash-flood-landslide', slide(500, 5, 'very-high'), [sea('bac-bien-dong')])).toEqual(['no-table']);
});

test('Khánh Hòa, printed in two groups, has a level where both give it, and is contested where they differ', () => {
  const at = (...facts: Parameters<typeof slide>) => said('flash-flood-landslide', slide(...facts), [former('Khánh Hòa')])[0];
  expect(at(150, 1, 'high')).toBe(1);
  expect(at(150, 1, 'medium')).toBe('below-thresholds');
  expect(at(150, 1, 'very-high')).toBe('contested 2 1');
  expect(at(250, 3, 'medium')).toBe('contested 1 -');
  expect(at(500, 3, 'high')).toBe('contested 3 2');
});

test('Cà Mau lies on two coasts, and the higher level counts', () => {
  expect(said('surge', { surgeM: 2.5 }, [former('Cà Mau')])).toEqual([3]);
  expect(said('surge', { surgeM: 2.5 }, [former('Bạc Liêu')])).toEqual([2]);
  expect(said('surge', { surgeM: 9 }, [former('Lào Cai')])).toEqual(['no-table']);
});

test('gaps of Article 46 take the case that is exceeded, so that more rain never counts less', () => {
  expect(said('flash-flood-landslide', slide(300, 1, 'high'), [former('Lào Cai')])).toEqual([2]);
  expect(said('flash-flood-landslide', slide(150, 9, 'high'), [former('Lào Cai')])).toEqual([2]);
  expect(said('flash-flood-landslide', slide(150, 9, 'high'), [former('Lào Cai')], { provisional: 'off' })).toEqual(['provisional-off']);
});

test('heat in Trung Bộ above 41 °C over 3 to 5 days is contested', () => {
  expect(said('heat', { tempMaxC: 41.5, durationDays: 4 }, [former('Nghệ An')])).toEqual(['contested 2 1']);
});

test('the shared end of two cold bands settles the contested cell by the higher band', () => {
  const cold = (tempMeanC: number) => said('severe-cold', { tempMeanC, durationDays: 12, terrain: 'mountain' }, [former('Lạng Sơn')]);
  expect([cold(5), cold(4), cold(8)]).toEqual([['contested 2 1'], [3], ['contested 2 1']]);
});

test('severe cold in Đông Bắc needs the terrain; elsewhere in the North the region is all of one', () => {
  const cold = (name: string) => said('severe-cold', { tempMeanC: 10, durationDays: 7 }, [former(name)]);
  expect([cold('Bắc Ninh'), cold('Hà Nội'), cold('Sơn La'), cold('Bình Định')]).toEqual([
    ['parameter-missing: terrain'],
    [1],
    ['below-thresholds'],
    ['no-table'],
  ]);
});

test('a window of three days and more stands for the length of a spell that is not told', () => {
  expect(said('heat', { tempMaxC: 36 }, [former('Hà Nội')])).toEqual(['parameter-missing: durationDays']);
  expect(said('heat', { tempMaxC: 36 }, [former('Hà Nội')], { days: 3 })).toEqual([1]);
  expect(said('heat', { tempMaxC: 36, durationDays: 2 }, [former('Hà Nội')], { days: 3 })).toEqual(['below-thresholds']);
});

test('forest fire has no table: contested, with both readings named', () => {
  expect(said('forest-fire', { tempMaxC: 40, dryDays: 30, forestGroup: 4 }, [former('Kon Tum')])).toEqual(['contested - -']);
});

test('magnitude gives no level; the setting does not matter where all settings give one', () => {
  const quake = (parameters: object) => said('earthquake', parameters, [former('Kon Tum')]);
  expect(quake({ magnitude: 7 })).toEqual(['parameter-missing: intensityMsk']);
  expect([quake({ intensityMsk: 5 }), quake({ intensityMsk: 6.5 }), quake({ intensityMsk: 9 }), quake({ intensityMsk: 4 })]).toEqual([
    [1],
    ['parameter-missing: setting'],
    [5],
    ['below-thresholds'],
  ]);
});

test('a tsunami needs height and intensity; in different bands the level that both reach counts; 16 m is the higher', () => {
  const wave = (waveM: number, intensity?: number) =>
    said('tsunami', { waveM, ...(intensity && { intensity }) }, [former('Quảng Ngãi')])[0];
  expect([wave(5), wave(5, 7), wave(1, 12), wave(16, 12), wave(16, 11), wave(30, 5)]).toEqual([
    'parameter-missing: intensity',
    2,
    1,
    5,
    4,
    'below-thresholds',
  ]);
});

test('a flood above the design level and not above the historic one is contested in station area 4 alone', () => {
  const flood = (more: object) => said('river-flood', { stage: 3, aboveStageM: 2, aboveDesign: true, ...more }, [former('Hà Nội')]);
  expect([flood({ stationArea: 4 }), flood({ stationArea: 4, aboveHistoric: true }), flood({ stationArea: 3 })]).toEqual([
    ['contested 4 5'],
    [5],
    [3],
  ]);
});

test('a flood of an unknown station lacks its area, where the areas differ', () => {
  expect(said('river-flood', { stage: 1, station: 'Không Đâu' }, [former('Hà Nội')])).toEqual(['parameter-missing: stationArea']);
  expect(said('river-flood', { stage: 0, station: 'Không Đâu' }, [former('Hà Nội')])).toEqual(['below-thresholds']);
});

test('strong wind at sea has no level on land, and one on the islands', () => {
  expect(said('strong-wind-at-sea', { windForce: 9 }, [former('Hà Nội')])).toEqual(['no-table']);
  expect(said('strong-wind-at-sea', { windForce: 7 }, [sea('truong-sa')])).toEqual([2]);
});

test('an island named with its sea and by itself stands once, with the higher level', () => {
  const places = [sea('quang-tri-quang-ngai'), { kind: 'commune', code: '21548' }];
  expect(said('strong-wind-at-sea', { windForce: 7 }, places)).toEqual([3]);
});

test('fog at sea needs no setting', () => {
  expect(said('fog', { visibilityM: [40, 200] }, [sea('bac-vinh-bac-bo')])).toEqual([1]);
  expect(said('fog', { visibilityM: 40 }, [former('Hà Nội')])).toEqual(['parameter-missing: setting']);
});

test('with provisional rows off, what only they give has no level', () => {
  expect(said('heat', { tempMaxC: 40, durationDays: 6 }, [former('Hà Nội')], { provisional: 'off' })).toEqual(['provisional-off']);
  expect(said('heat', { tempMaxC: 30, durationDays: 6 }, [former('Hà Nội')], { provisional: 'off' })).toEqual(['below-thresholds']);
  expect(said('earthquake', { intensityMsk: 6, setting: 'town' }, [former('Hà Nội')], { provisional: 'off' })).toEqual([1]);
});
