import { type Bulletin, bulletin } from '@loa/domain/bulletin';
import type { z } from 'zod';

type BulletinInput = z.input<typeof bulletin>;
type CycloneInput = Extract<BulletinInput, { hazard: 'storm' | 'tropical-depression' }>;
/** An area of a storm bulletin, as sent. */
export type StormAreaInput = CycloneInput['areas'][number];

/** An area of a storm bulletin: Bình Định, 12 hours of 6 November 2025, force 12. */
export function aStormArea(overrides: Partial<StormAreaInput> = {}): StormAreaInput {
  return {
    places: [{ kind: 'former-province', name: 'Bình Định' }],
    window: { from: '2025-11-06T00:00:00.000Z', to: '2025-11-06T12:00:00.000Z' },
    parameters: { windForce: 12 },
    ...overrides,
  };
}

/** A storm bulletin as a forecaster would send it: status Test, sequence 1, one {@link aStormArea}. */
export function aBulletinInput(overrides: Partial<CycloneInput> = {}): CycloneInput {
  return {
    issuer: 'nchmf',
    family: 'tropical-cyclone',
    event: { id: 'storm-of-a-test', name: { vi: 'Bão số 0', en: 'Storm no. 0' } },
    hazard: 'storm',
    type: 'emergency',
    sequence: 1,
    finishedAt: '2025-11-06T00:00:00.000Z',
    status: 'Test',
    scope: 'full',
    areas: [aStormArea()],
    ...overrides,
  };
}

/** {@link aBulletinInput}, parsed. Throws the schema's error where the overrides are no bulletin. */
export function aBulletin(overrides: Partial<CycloneInput> = {}): Bulletin {
  return bulletin.parse(aBulletinInput(overrides));
}
