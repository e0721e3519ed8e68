import { communePoints, communes, kmBetween } from '@loa/domain/place';
import { aWarning, aWarningEntry } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { alertOf } from './alert-of.ts';
import { circleOf } from './circles.ts';
import { SETTINGS } from './test-bed.ts';
import { toXml } from './to-xml.ts';

test('the circle of a commune holds its own point and no other, reaches at most 10 km, and meets no other circle', () => {
  const drawn = communes().flatMap(({ code }) => {
    const circle = circleOf(code);
    return circle === null ? [] : [{ code, circle }];
  });
  expect(drawn.length).toBeGreaterThan(3_300);
  const points = [...communePoints()];
  for (const { code, circle } of drawn.filter((_, at) => at % 7 === 0)) {
    const { centre, radiusKm } = circle;
    expect(radiusKm).toBeLessThanOrEqual(10);
    const inside = points.filter(([, at]) => kmBetween(at, [centre.lon, centre.lat]) <= 2 * radiusKm);
    expect(inside.map(([other]) => other)).toEqual([code]);
  }
});

test('single communes have circles beside their codes in both languages, latitude first', () => {
  const alert = alertOf({ warning: aWarning({ entries: [aWarningEntry({ units: ['21583'] })] }), earlier: [] }, SETTINGS);
  const circles = alert.info.map(({ area }) => area.map(({ circle, polygon }) => [circle, polygon]));
  expect(circles).toEqual([[[[circleOf('21583')], []]], [[[circleOf('21583')], []]]]);
  expect(toXml(alert)).toMatch(/<circle>13\.\d+,109\.\d+ \d+(\.\d)?<\/circle>/);
});

test('circles are all drawn or none: they leave half of the room to outlines, and what is drawn stays below 100,000 bytes', () => {
  const all = communes().map(({ code }) => code);
  const circlesOf = (count: number) => {
    const alert = alertOf(
      { warning: aWarning({ entries: [aWarningEntry({ units: all.filter((_, at) => at % count === 0) })] }), earlier: [] },
      SETTINGS,
    );
    return { circles: alert.info[0]!.area.flatMap(({ circle }) => circle).length, bytes: Buffer.byteLength(toXml(alert)) };
  };
  const [few, many] = [circlesOf(20), circlesOf(6)];
  expect(few.circles).toBeGreaterThan(150);
  expect(many.circles).toBe(0);
  for (const { bytes } of [few, many]) expect(bytes).toBeLessThan(100_000);
});
