import { isDeepStrictEqual } from 'node:util';
import { expect, test } from 'vitest';
import type { Alert } from '../alert.ts';
import { readCap } from '../read/read-cap.ts';
import { alertOf } from '../write/alert-of.ts';
import { generatedWarnings, seasonWarnings, SETTINGS } from '../write/test-bed.ts';
import { toXml } from '../write/to-xml.ts';
import { check } from './check.ts';

const alerts = [...seasonWarnings(), ...generatedWarnings(2000)].map((one) => alertOf(one, SETTINGS));

/** Two thousand messages of up to 100 kB: a minute and more on a loaded machine. */
const LONG = { timeout: 300_000 };

test('every alert of the season and of 2,000 generated warnings breaks no rule, asked strictly', LONG, () => {
  expect(alerts.length).toBeGreaterThan(2000);
  const faults = alerts.flatMap((alert) => check(alert, { strict: true }).map((finding) => ({ alert: alert.identifier, ...finding })));
  expect(faults.slice(0, 10)).toEqual([]);
});

test('an alert that is written is read as the same message, but for characters that XML cannot hold', LONG, () => {
  // Reading takes ten times as long as checking: every fifth stands for all.
  const different = alerts.filter((alert, index) => {
    if (index % 5 !== 0) return false;
    const read = readCap(toXml(alert));
    return read.kind !== 'read' || read.findings.length > 0 || !isDeepStrictEqual(read.alert, asXmlHolds(alert));
  });
  expect(different.slice(0, 3)).toEqual([]);
});

/** XML 1.0, sections 2.2 and 2.11: what is no character of it becomes U+FFFD, line ends become LF. */
function asXmlHolds(alert: Alert): unknown {
  const held = (text: string) => text.replace(/\r\n?/g, '\n').replace(/[^\t\n\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
  return JSON.parse(JSON.stringify(alert), (_, value: unknown) => (typeof value === 'string' ? held(value).trim() : value));
}
