import { aBulletinInput, aStormArea } from '@loa/testing/builders';
import { describe, expect, test } from 'vitest';
import { BadLine, classifyLine } from './classify-line.ts';

const line = (fields: object) => JSON.stringify({ id: 'x-1', issued_at: '2025-10-01T07:00:00+07:00', ...fields });
const rain = (parameters: object, more: object = {}) =>
  line({
    hazard: 'heavy-rain',
    regions: ['Hà Tĩnh'],
    parameters,
    window: { hours: 24 },
    official_levels: [{ region: 'Hà Tĩnh', level: 1 }],
    ...more,
  });
const only = (text: string) => {
  const rows = classifyLine(text);
  expect(rows).toHaveLength(1);
  return rows[0]!;
};

test('a line of the corpus gives a row per official level, a bulletin of Loa one per area', () => {
  expect(only(rain({ rain_mm_24h: [80, 150] }))).toMatchObject({
    id: 'x-1',
    hazard: 'heavy-rain',
    region: 'Hà Tĩnh',
    places: [{ kind: 'province', code: '42' }],
    computed: 1,
    clause: '44.1',
    official: 1,
    verdict: 'agree',
  });
  const own = aBulletinInput({ areas: [aStormArea({ announcedLevel: 5 }), aStormArea({ announcedLevel: [3, 4] })] });
  expect(classifyLine(JSON.stringify(own)).map((row) => [row.official, row.verdict])).toEqual([
    [5, 'disagree'],
    [[3, 4], 'agree'],
  ]);
});

describe('official levels:', () => {
  test.each([
    [{ level: 2 }, 'disagree'],
    [{ level: null, level_range: [1, 2] }, 'agree'],
    [{ level: null, level_range: [2, 3] }, 'disagree'],
    [{ level: null }, 'none'],
    [{ level: 0 }, 'disagree'],
  ])('%j against level 1: %s', (official, verdict) => {
    expect(only(rain({ rain_mm_24h: 150 }, { official_levels: [{ region: 'Hà Tĩnh', ...official }] })).verdict).toBe(verdict);
  });

  test('0 agrees with what lies below the thresholds', () => {
    const zero = { official_levels: [{ region: 'Hà Tĩnh', level: 0 }] };
    expect(only(rain({ rain_mm_24h: 20 }, zero))).toMatchObject({ computed: null, reason: 'below-thresholds', verdict: 'agree' });
    expect(only(rain({}, zero))).toMatchObject({ reason: 'parameter-missing: rainMm24h', verdict: 'none' });
  });

  test('for several hazards is not compared where it differs', () => {
    const joint = { official_levels: [{ region: 'Hà Tĩnh', level: 3, hazards: 'mưa lớn, lũ quét' }] };
    expect(only(rain({ rain_mm_24h: 150 }, joint))).toMatchObject({
      computed: 1,
      verdict: 'none',
      reason: expect.stringContaining('several-hazards'),
    });
  });
});

test('"the provinces left" are those that no other level names', () => {
  const rows = classifyLine(
    rain(
      {},
      {
        parameters_by_region: [
          { region: 'Hà Tĩnh', rain_mm_24h: 500 },
          { region: 'Nghệ An, Thanh Hóa', rain_mm_24h: 150 },
        ],
        official_levels: [
          { region: 'Hà Tĩnh', level: 3 },
          { region: 'các tỉnh còn lại', level: 1 },
        ],
      },
    ),
  );
  expect(rows.map((row) => [row.computed, row.verdict])).toEqual([
    [3, 'agree'],
    [1, 'agree'],
  ]);
});

test('absent, null and unknown fields change nothing', () => {
  const bare = line({ hazard: 'heavy-rain', event: null, window: null, parameters: null, forecast_steps: null, colour: 'red' });
  expect(only(bare)).toMatchObject({ computed: null, official: null, verdict: 'none' });
});

test('an unknown hazard and a region that nobody can read are named reasons', () => {
  expect(only(rain({ rain_mm_24h: 150 }, { hazard: 'locusts' })).reason).toBe('unknown-hazard: locusts');
  const nowhere = { regions: [], official_levels: [{ region: 'Xứ Thần Tiên', level: 1 }] };
  expect(only(rain({ rain_mm_24h: 150 }, nowhere))).toMatchObject({
    places: [],
    reason: expect.stringMatching(/^region-unread: unknown-words/),
  });
});

test.each([
  ['{', '', 'not JSON'],
  ['[]', '', 'expected a JSON object'],
  [line({}), 'hazard', 'expected a text'],
  [line({ hazard: 'heat', issued_at: 'yesterday' }), 'issued_at', 'expected a date'],
  [line({ hazard: 'heat', official_levels: [{ region: 'Nam Bộ', level: 7 }] }), 'official_levels.0.level', 'expected a level'],
  [rain({ rain_mm_24h: 1e9 }), 'parameters.rainMm24h', 'expected a number'],
  [JSON.stringify({ ...aBulletinInput(), sequence: 0 }), 'sequence', ''],
])('a bad line names its field: %s', (text, path, message) => {
  try {
    classifyLine(text);
    expect.unreachable();
  } catch (error) {
    expect(error).toBeInstanceOf(BadLine);
    expect(error).toMatchObject({ path, message: expect.stringContaining(message) });
  }
});
