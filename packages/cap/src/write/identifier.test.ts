import { expect, test } from 'vitest';
import { capTime, identifierOf, type WarningKey } from './identifier.ts';
import { VIET_NAM_ARC } from './settings.ts';

const of = (key: Partial<WarningKey>, arc = VIET_NAM_ARC): string =>
  identifierOf({ id: '', number: 7, status: 'Actual', issuedAt: '2025-11-06T00:05:09.999Z', ...key }, { arc });

test('an identifier is the arc, Viet Nam’s time without leading zeros, and number with status', () => {
  expect(of({})).toBe('urn:oid:2.49.0.1.704.0.2025.11.6.7.5.9.70');
  expect(of({ issuedAt: '2025-12-31T17:00:00.000Z' })).toBe('urn:oid:2.49.0.1.704.0.2026.1.1.0.0.0.70');
  expect(of({}, '2.49.0.1.999.3')).toBe('urn:oid:2.49.0.1.999.3.2025.11.6.7.5.9.70');
});

test('no two warnings of one second share an identifier, whatever their status and number', () => {
  const all = (['Actual', 'Exercise', 'Test'] as const).flatMap((status) =>
    Array.from({ length: 1200 }, (_, at) => of({ status, number: at + 1 })),
  );
  expect(new Set(all).size).toBe(3600);
  for (const one of all) expect(one).toMatch(/^urn:oid:(0|[1-9]\d*)(\.(0|[1-9]\d*))+$/);
});

test('a CAP time has Viet Nam’s offset and no fraction', () => {
  expect(capTime('2025-11-06T00:05:09.999Z')).toBe('2025-11-06T07:05:09+07:00');
  expect(capTime('2025-12-31T17:00:00.000Z')).toBe('2026-01-01T00:00:00+07:00');
});
