import type { Warning } from '@loa/domain/warning';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { alertOf } from './alert-of.ts';
import { SETTINGS } from './test-bed.ts';

const certaintiesOf = (overrides: Partial<Warning>): string[] =>
  alertOf({ warning: aWarning(overrides), earlier: [] }, SETTINGS).info.flatMap(({ language, certainty }) =>
    language === 'en' ? [certainty] : [],
  );

test('an alert is as certain as the issuer says, else likely; places of different certainty have blocks of their own', () => {
  const entries = [aWarningEntry({ certainty: 'Possible' }), aWarningEntry({ units: ['21583'] })];
  expect(certaintiesOf({ entries })).toEqual(['Possible', 'Likely']);
});

test('an earthquake was felt, unless its issuer says otherwise', () => {
  const quake = { hazard: 'earthquake', bulletinType: 'report' } as const;
  expect(certaintiesOf(quake)).toEqual(['Observed']);
  expect(certaintiesOf({ ...quake, entries: [aWarningEntry({ certainty: 'Unknown' })] })).toEqual(['Unknown']);
});
