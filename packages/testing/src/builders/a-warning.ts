import { type Warning, warning, type WarningEntry } from '@loa/domain/warning';
import type { z } from 'zod';

type WarningInput = z.input<typeof warning>;
type EntryInput = WarningInput['entries'][number];

/** What a warning says of the ward Quy Nhơn: new, level 4, announced. */
export function aWarningEntry(overrides: Partial<EntryInput> = {}): WarningEntry {
  return anEntry(overrides);
}

const anEntry = (overrides: Partial<EntryInput>): EntryInput => ({
  units: ['21583'],
  change: 'new',
  level: 4,
  previousLevel: null,
  source: 'announced',
  verdict: {
    kind: 'level',
    level: 4,
    article: 42,
    clause: '42.2.b',
    status: 'confirmed',
    met: { vi: 'gió cấp 12, đất liền Nam Trung Bộ', en: 'wind force 12, land, Nam Trung Bo' },
    figures: { vi: 'gió cấp 12', en: 'wind force 12' },
  },
  response: 'Avoid',
  onset: '2025-11-06T09:00:00.000Z',
  expiresAt: '2025-11-06T21:00:00.000Z',
  ...overrides,
});

/**
 * A warning of a storm bulletin: an Alert with one {@link aWarningEntry}. Id, msgType, onset and expiry follow from
 * the number, action and entries unless given.
 */
export function aWarning(overrides: Partial<WarningInput> = {}): Warning {
  const entries = overrides.entries ?? [anEntry({})];
  const number = overrides.number ?? 1;
  const status = overrides.status ?? 'Test';
  return warning.parse({
    id: `${status.toLowerCase()}-${String(number)}`,
    number,
    status,
    msgType: overrides.action === 'cancel' ? 'Cancel' : number === 1 ? 'Alert' : 'Update',
    action: 'issue',
    bulletinId: `nchmf.tropical-cyclone.storm-of-a-test.${String(number)}`,
    bulletinType: 'emergency',
    issuer: 'nchmf',
    family: 'tropical-cyclone',
    seriesId: 'nchmf.tropical-cyclone.storm-of-a-test',
    eventId: 'storm-of-a-test',
    eventName: { vi: 'Bão số 0', en: 'Storm no. 0' },
    hazard: 'storm',
    finishedAt: '2025-11-06T00:00:00.000Z',
    issuedAt: '2025-11-06T00:00:01.000Z',
    onset: entries.map((one) => one.onset).toSorted()[0],
    expiresAt: entries
      .map((one) => one.expiresAt)
      .toSorted()
      .at(-1),
    references: [],
    entries,
    ...overrides,
  });
}
