import { expect, test } from 'vitest';
import { bulletin } from '../bulletin/index.ts';
import { assess } from './assess.ts';
import type { Rulebook } from './rulebook.ts';
import { rulebookOf, RULEBOOKS } from './rulebooks.ts';
import { fogTable } from './vn-18-2021/fog.ts';
import { VN_18_2021 } from './vn-18-2021/rulebook.ts';

const AMENDED_FROM = '2027-01-01T00:00:00+07:00';
const changeOver = new Date(AMENDED_FROM).toISOString();
/** Fog below 50 m at sea raised to level 2; every other table taken over. */
const AMENDED: Rulebook = {
  ...VN_18_2021,
  id: 'vn-amended',
  inForceFrom: changeOver,
  tables: VN_18_2021.tables.map((table) =>
    table === fogTable ? { ...table, rows: table.rows.map((row) => (row.clause === '51.1.b' ? { ...row, level: 2 } : row)) } : table,
  ),
};
const rulebooks = [AMENDED, { ...VN_18_2021, inForceTo: changeOver }, ...RULEBOOKS.filter((one) => one.country !== 'VN')];

const fog = (finishedAt: string, more: object = {}, area: object = {}) =>
  bulletin.parse({
    issuer: 'nchmf',
    family: 'fog',
    event: { id: 'fog' },
    hazard: 'fog',
    type: 'warning',
    sequence: 1,
    finishedAt,
    status: 'Test',
    scope: 'full',
    areas: [
      {
        places: [{ kind: 'sea-area', id: 'bac-vinh-bac-bo' }],
        window: { from: '2027-02-01T00:00:00Z', to: '2027-02-02T00:00:00Z' },
        parameters: { visibilityM: 40 },
        ...area,
      },
    ],
    ...more,
  });
const said = (given: ReturnType<typeof fog>) => {
  const result = assess(given, { rulebooks });
  if (!result.ok) throw new Error(result.reason);
  const [area] = result.assessment.areas;
  return [
    result.assessment.rulebook,
    area?.level,
    area?.source,
    area?.verdict.kind === 'none' ? area.verdict.reason : area?.verdict.clause,
  ];
};

test('an amended row takes effect at its date, to the second', () => {
  expect(said(fog('2026-12-31T23:59:59+07:00'))).toEqual(['vn-18-2021', 1, 'proposed', '51.1.b']);
  expect(said(fog(AMENDED_FROM))).toEqual(['vn-amended', 2, 'proposed', '51.1.b']);
});

test('a replay goes by the rulebook of the bulletin that it replays', () => {
  const replayOf = { id: 'old', finishedAt: '2025-02-01T00:00:00Z', publisher: 'nchmf', source: 'https://example.com/old' };
  expect(said(fog('2027-03-01T00:00:00Z', { replayOf }))).toEqual(['vn-18-2021', 1, 'proposed', '51.1.b']);
});

test('before the first rulebook there is none, and no level by it', () => {
  expect(rulebookOf('VN', '2021-06-30T16:59:59.999Z')).toBeUndefined();
  expect(rulebookOf('VN', '2021-06-30T17:00:00.000Z')?.id).toBe('vn-18-2021');
  expect(said(fog('2021-06-30T16:00:00Z'))).toEqual(['none', null, null, 'no-table']);
});

test.each([
  ['Extreme', 5],
  ['Severe', 4],
  ['Moderate', 3],
  ['Minor', 2],
])('an alert from abroad of severity %s stands beside level %i, proposed and never announced', (severity, level) => {
  const abroad = fog(AMENDED_FROM, { country: 'LA' }, { severity });
  expect(said(abroad)).toEqual(['cap-severity', level, 'proposed', `cap.severity.${severity}`]);
});

test('a severity that is unknown or absent gives no level abroad, and one given in Viet Nam changes nothing', () => {
  expect(said(fog(AMENDED_FROM, { country: 'LA' }, { severity: 'Unknown' }))).toEqual([
    'cap-severity',
    null,
    null,
    'parameter-missing: severity',
  ]);
  expect(said(fog(AMENDED_FROM, { country: 'LA' }))).toEqual(['cap-severity', null, null, 'parameter-missing: severity']);
  expect(said(fog(AMENDED_FROM, {}, { severity: 'Extreme' }))).toEqual(['vn-amended', 2, 'proposed', '51.1.b']);
});
