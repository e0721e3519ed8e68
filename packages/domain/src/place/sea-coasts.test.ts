import { expect, test } from 'vitest';
import { formerProvinceByName, isSeaArea, seaAreaById, seaAreas } from './gazetteer.ts';
import { distanceKm, outlinesOfUnits } from './outlines.ts';
import { coastOf, SEA_COASTS } from './sea-coasts.ts';

test('every sea area that is a unit stands in the table once, with known former provinces', () => {
  const units = seaAreas().flatMap(({ id }) => (isSeaArea(id) ? [id] : []));
  expect(SEA_COASTS.coasts.map(({ sea }) => sea).toSorted()).toEqual(units.toSorted());
  for (const name of SEA_COASTS.coasts.flatMap((one) => one.formerProvinces)) expect(formerProvinceByName(name)?.name).toBe(name);
});

test('each coast of the table lies at its sea area: the area bears its name, or its outline comes within 6 km', () => {
  const { land, sea } = outlinesOfUnits();
  for (const { sea: id, formerProvinces } of SEA_COASTS.coasts)
    for (const name of formerProvinces) {
      const corners = (land[name] ?? []).flatMap((piece) => piece[0] ?? []);
      const near = corners.some((at) => (sea[id] ?? []).some((piece) => piece.some((ring) => distanceKm(at, ring) < 6)));
      expect([id, name, near || seaAreaById(id)?.name.includes(name)]).toEqual([id, name, true]);
    }
});

test('coasts are communes; the open sea and land have none', () => {
  expect(coastOf('gia-lai-dak-lak')).toContain('21583');
  expect(coastOf('gia-lai-dak-lak')).not.toContain('23575');
  expect([coastOf('bac-bien-dong'), coastOf('21583'), coastOf('nowhere')]).toEqual([[], [], []]);
});
