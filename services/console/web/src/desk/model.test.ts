import { hazardIds, PARAMETERS } from '@loa/domain/bulletin';
import { describe, expect, it, test } from 'vitest';
import { FIELDS } from './fields.ts';
import {
  announcing,
  closing,
  correctionOf,
  firstBulletin,
  isSame,
  localTime,
  slugOf,
  spanOf,
  spanText,
  valueAt,
  withValue,
} from './model.ts';

describe('spanOf', () => {
  it.each([
    ['14', 14],
    [' 13-14 ', [13, 14]],
    ['13,5', 13.5],
    ['-2', -2],
    ['-5 - -2', [-5, -2]],
    ['', undefined],
    ['cấp 14', 'cấp 14'],
    ['13-', '13-'],
    ['1.200', '1.200'],
    ['1,200', '1,200'],
  ])('reads %j as %j', (typed, value) => expect(spanOf(typed)).toEqual(value));

  it('is what spanText writes', () => {
    for (const value of [14, 13.5, [13, 14], [1.5, 2]])
      for (const language of ['vi', 'en'] as const) expect(spanOf(spanText(value, language))).toEqual(value);
    expect(spanText([1.5, 2], 'vi')).toBe('1,5-2');
  });
});

test('a field is put at its path, and taken away with what it leaves empty', () => {
  const written = { areas: [{ parameters: { windForce: 12 } }, { parameters: {} }] };
  const changed = withValue(written, 'areas.0.parameters.windForce', 14);
  expect([valueAt(changed, 'areas.0.parameters.windForce'), valueAt(written, 'areas.0.parameters.windForce')]).toEqual([14, 12]);
  expect(withValue({}, 'storm.centre.lat', 13)).toEqual({ storm: { centre: { lat: 13 } } });
  expect(withValue({ storm: { centre: { lat: 13 } }, sequence: 1 }, 'storm.centre.lat', undefined)).toEqual({ sequence: 1 });
  expect(isSame({ a: [1, 2], b: 1 }, { b: 1, a: [1, 2] })).toBe(true);
  expect(isSame({ a: [1, 2] }, { a: [1, 3] })).toBe(false);
});

test('times are those of Viet Nam wherever the screen stands', () => {
  expect(localTime('2025-11-06T01:00:00.000Z')).toBe('2025-11-06T08:00');
  expect(localTime('soon')).toBe('');
});

test('a first bulletin speaks of the next twelve hours; an end speaks of everything; a correction says all that stood', () => {
  const first = firstBulletin({
    ...{ issuer: 'nchmf', hazard: 'storm', family: 'tropical-cyclone', type: 'emergency', status: 'Exercise' },
    ...{ event: { id: 'storm-13' }, now: '2025-11-06T01:20:00.000Z' },
  });
  expect(first).toMatchObject({ sequence: 1, areas: [{ window: { from: '2025-11-06T01:00:00.000Z', to: '2025-11-06T13:00:00.000Z' } }] });
  expect(closing({ ...first, storm: {}, sequence: 4 }, 'final')).toMatchObject({ type: 'final', areas: [], sequence: 4 });
  expect(closing({ ...first, storm: {} }, 'final')).not.toHaveProperty('storm');
  expect(correctionOf({ ...first, text: { vi: 'sai' } }, { ...first, sequence: 2 })).toMatchObject({
    type: 'correction',
    sequence: 2,
    text: { vi: 'sai' },
  });
  expect(slugOf('Bão số 13 (Kalmaegi)')).toBe('bao-so-13-kalmaegi');
});

test('announcing what the table gives splits an area whose places differ, and leaves alone what was announced', () => {
  const [land, sea] = [
    { kind: 'former-province', name: 'Bình Định' },
    { kind: 'sea-area', id: 'gia-lai-dak-lak' },
  ];
  const written = { areas: [{ places: [land, sea], parameters: {} }, { places: [land], announcedLevel: 3 }, { places: [sea] }] };
  const table = [
    { at: 0, level: 4, places: [land] },
    { at: 0, level: null, places: [sea] },
    { at: 1, level: 4, places: [land] },
    { at: 2, level: null, places: [sea] },
  ];
  expect(announcing(written, table, [0, 1, 2])).toEqual({
    areas: [{ places: [land], parameters: {}, announcedLevel: 4 }, { places: [sea], parameters: {} }, ...written.areas.slice(1)],
  });
  expect(announcing(written, table, [1])).toEqual(written);
});

test('every field that a form asks for is a parameter of its hazard', () => {
  for (const hazard of hazardIds)
    for (const { name, kind } of FIELDS[hazard]) {
      const sample = kind === 'yes' ? [true] : [1, 5, 'low', 'plain', 'sea-river-pass', 'town', 'open', 'sông Kôn'];
      const fits = sample.some((value) => PARAMETERS[hazard].safeParse({ [name]: value }).success);
      expect([hazard, name, fits]).toEqual([hazard, name, true]);
    }
});
