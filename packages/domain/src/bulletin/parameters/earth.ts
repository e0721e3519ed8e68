import { z } from 'zod';
import { span } from './span.ts';

/** Earthquake (Article 55). */
export const earthquakeParameters = z.strictObject({
  /** Observed intensity on the ground, MSK-64, 1-12; a half stands between two grades: V-VI is 5.5. */
  intensityMsk: z
    .number('expected an MSK-64 grade from 1 to 12')
    .min(1)
    .max(12)
    .multipleOf(0.5, 'expected whole or half grades')
    .optional(),
  setting: z.enum(['countryside', 'town', 'reservoir']).optional(),
  /** Moment magnitude; sets no level. */
  magnitude: z.number('expected a magnitude').min(-2).max(10).optional(),
  depthKm: z.number('expected kilometres').min(0).max(800).optional(),
});

/** Tsunami (Article 56). */
export const tsunamiParameters = z.strictObject({
  /** Height of the wave at the coast, metres. */
  waveM: span(0, 100, 'metres').optional(),
  /** Tsunami intensity, 1-12. */
  intensity: z.int('expected a tsunami intensity from 1 to 12').min(1).max(12).optional(),
  /** Magnitude of the earthquake; sets no level. */
  magnitude: z.number('expected a magnitude').min(-2).max(10).optional(),
});

/** Hazards without parameters of their own: names and numbers, kept as given. */
export const freeParameters = z.record(
  z.string().max(64),
  z.union([z.number(), z.boolean(), z.string().max(500), z.tuple([z.number(), z.number()])]),
);
