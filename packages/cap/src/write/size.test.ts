import { communes, formerProvinces, isSeaArea, seaAreas, type Unit } from '@loa/domain/place';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { alertOf, toXml } from '../index.ts';
import { SETTINGS, unitsOf, WHOLE_COUNTRY } from './test-bed.ts';

const seas = seaAreas().flatMap(({ id }) => (isSeaArea(id) ? [id] : []));
const formers = formerProvinces().map(({ name }) => communes().flatMap((one) => (one.formerProvince === name ? [one.code] : [])));
const hours = (count: number): string => new Date(Date.parse('2025-11-06T00:00:00Z') + count * 3_600_000).toISOString();
/** The country divided along former provinces into entries of their own level and onset. */
const divided = (parts: number) =>
  Array.from({ length: parts }, (_, part) =>
    aWarningEntry({
      units: formers.filter((__, at) => at % parts === part).flat(),
      level: (part % 5) + 1,
      verdict: null,
      onset: hours(part + 1),
      expiresAt: hours(part + 24),
    }),
  );
const xmlOf = (overrides: Parameters<typeof aWarning>[0]) => {
  const alert = alertOf({ warning: aWarning(overrides), earlier: [] }, SETTINGS);
  return { alert, bytes: Buffer.byteLength(toXml(alert)) };
};
const textOf = (times: number) => ({ vi: 'Bão đổi hướng. '.repeat(times), en: 'Storm has turned. '.repeat(times) });

test.each([
  ['every commune and sea area in one block', { entries: [aWarningEntry({ units: [...WHOLE_COUNTRY, ...seas] })] }],
  ['five levels of former provinces', { entries: divided(5) }],
  ['twelve windows of former provinces', { entries: divided(12) }],
  ['five levels with an issuer’s text of 9,000 characters a language', { entries: divided(5), text: textOf(600) }],
])('a whole-country alert stays below 100,000 bytes, shapes included: %s', (_, overrides) => {
  const { alert, bytes } = xmlOf(overrides);
  expect(bytes).toBeLessThan(100_000);
  const named = alert.info.flatMap((one) => (one.language === 'vi-VN' ? one.area.flatMap(unitsOf) : []));
  expect(new Set(named)).toEqual(new Set(overrides.entries.flatMap((entry): Unit[] => entry.units)));
  for (const { area } of alert.info) for (const one of area) expect(one.polygon.length, one.areaDesc).toBeGreaterThan(0);
});

test('where no shape has room every place still has its code', () => {
  const scattered = WHOLE_COUNTRY.filter((_, at) => at % 2 === 0);
  const { alert, bytes } = xmlOf({ entries: [aWarningEntry({ units: scattered }), aWarningEntry({ units: seas, level: 3 })] });
  expect(bytes).toBeGreaterThan(100_000);
  expect(alert.info.flatMap((one) => one.area.flatMap((area) => area.polygon))).toEqual([]);
  expect(alert.info[0]!.area.flatMap(unitsOf).toSorted()).toEqual(scattered.toSorted());
});

test('the longest text an issuer may give leaves a whole-country alert below 100,000 bytes', () => {
  const { alert, bytes } = xmlOf({
    entries: divided(5),
    text: { vi: textOf(1340).vi.slice(0, 20_000), en: textOf(1340).en.slice(0, 20_000) },
  });
  expect(bytes).toBeLessThan(100_000);
  expect(new Set(alert.info.flatMap((one) => one.area.flatMap(unitsOf)))).toEqual(new Set(formers.flat()));
});

test('a single province is drawn finer than the whole country', () => {
  const points = (units: readonly Unit[]) => {
    const { alert } = xmlOf({ entries: [aWarningEntry({ units: [...units] })] });
    return alert.info[0]!.area.find((one) => one.geocode[0]?.value === '01')!.polygon.flat().length;
  };
  expect(points(formers[0]!)).toBeGreaterThan(points([...WHOLE_COUNTRY, ...seas]));
});
