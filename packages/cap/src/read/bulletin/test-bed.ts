import { expect } from 'vitest';
import type { Alert, Area, Info, Reference } from '../../alert.ts';
import { ALERT, AREA, EN, VI } from '../../check/test-bed.ts';
import type { SourceMapping } from './source-mapping.ts';
import { toBulletin } from './to-bulletin.ts';

export const OWN: SourceMapping = { issuer: 'dai-hue', country: 'VN', validHours: 12 };
export const ABROAD: SourceMapping = { issuer: 'tmd', country: 'TH', validHours: 12 };
export const RING = AREA.polygon[0]!;

export const alert = (change: Partial<Alert> = {}, info: Partial<Info> = {}): Alert => ({
  ...ALERT,
  code: [],
  info: [
    { ...VI, ...info },
    { ...EN, ...info },
  ],
  ...change,
});
export const inArea = (area: Partial<Area>) => alert({}, { area: [{ ...AREA, geocode: [], polygon: [], ...area }] });
export const reference = (identifier: string, sent: string): Reference => ({ sender: ALERT.sender, identifier, sent });
export const FIRST = reference('a-1', '2025-11-06T06:00:00+07:00');
export const SECOND = reference('a-2', '2025-11-06T07:00:00+07:00');

/** What must become a bulletin. */
export function bulletinOf(given: Alert, mapping: SourceMapping = OWN) {
  const made = toBulletin(given, mapping);
  if (made.kind === 'refused') throw new Error(JSON.stringify(made.findings));
  return made.bulletin;
}
export const findings = (given: Alert, mapping: SourceMapping = OWN) =>
  toBulletin(given, mapping).findings.map(({ element, rule }) => `${element} ${rule}`);
export const refused = (given: Alert, mapping: SourceMapping = OWN) => {
  expect(toBulletin(given, mapping).kind).toBe('refused');
  return findings(given, mapping);
};
