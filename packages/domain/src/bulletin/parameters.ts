import { z } from 'zod';

const span = (low: number, high: number, unit: string) => {
  const one = z
    .number({ error: `expected a number (${unit})` })
    .min(low)
    .max(high);
  return z.union([one, z.tuple([one, one]).refine(([from, to]) => from <= to, { error: 'expected a range [low, high]' })], {
    error: `expected a number or a range [low, high] from ${low} to ${high} (${unit})`,
  });
};

/** One value, or a range [low, high]. */
export type Span = number | [number, number];

/** Wind force, extended Beaufort scale used in Viet Nam, 0-17 (Decision 18/2021, Appendix III). */
const force = () => span(0, 17, 'wind force, Beaufort');

/** What a storm or depression bulletin forecasts for the places of one area. */
export const cycloneParameters = z.strictObject({
  /** Highest sustained wind force expected in these places as the storm passes. */
  windForce: force().optional(),
  /** Gusts, Beaufort; never set the level (Article 42). */
  gustForce: force().optional(),
  /** Significant wave height, metres. */
  waveM: span(0, 40, 'metres').optional(),
});

/** What a heavy-rain bulletin forecasts for the places of one area. All amounts in millimetres. */
export const heavyRainParameters = z.strictObject({
  rainMm12h: span(0, 2000, 'millimetres in 12 h').optional(),
  rainMm24h: span(0, 2000, 'millimetres in 24 h').optional(),
  rainMmTotal: span(0, 5000, 'millimetres over the window').optional(),
  localMaxMm: span(0, 5000, 'millimetres in places').optional(),
  intensityMm3h: span(0, 1000, 'millimetres in 3 h').optional(),
  /** Duration of the spell, days. */
  durationDays: span(0, 60, 'days').optional(),
  terrain: z.enum(['mountain', 'plain']).optional(),
});

/** Parameters of hazards whose tables are not in force here: names and numbers, kept as given. */
export const freeParameters = z.record(z.string().max(64), z.union([z.number(), z.string().max(500), z.tuple([z.number(), z.number()])]));

export type CycloneParameters = z.output<typeof cycloneParameters>;
export type HeavyRainParameters = z.output<typeof heavyRainParameters>;
export type FreeParameters = z.output<typeof freeParameters>;

/** The upper end of a value or range: what a forecaster must be ready for. */
export function upperEnd(value: Span): number {
  return typeof value === 'number' ? value : value[1];
}
