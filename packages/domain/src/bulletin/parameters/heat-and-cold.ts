import { z } from 'zod';
import { span } from './span.ts';

const celsius = () => span(-40, 60, 'degrees Celsius');
const days = () => span(0, 120, 'days');
const percent = () => span(0, 100, 'per cent');

/** Heat (Article 47). */
export const heatParameters = z.strictObject({
  /** Highest temperature of the day, °C. */
  tempMaxC: celsius().optional(),
  /** Length of the whole spell, days. */
  durationDays: days().optional(),
  localMaxC: celsius().optional(),
  humidityMinPct: percent().optional(),
});

/** Drought (Article 48). */
export const droughtParameters = z.strictObject({
  /** Shortage of water resources, per cent. */
  waterShortagePct: percent().optional(),
  durationMonths: span(0, 60, 'months').optional(),
  /** Shortfall of rain, per cent; sets no level. */
  rainShortfallPct: percent().optional(),
});

/** Salt intrusion (Article 49): how far inland from the river mouth an isoline reaches. */
export const saltParameters = z.strictObject({
  river: z.string().min(1).max(100).optional(),
  /** Distance of 4‰, km. */
  isoline4Km: span(0, 300, 'kilometres').optional(),
  /** Distance of 1‰, km. */
  isoline1Km: span(0, 300, 'kilometres').optional(),
});

/** Fog (Article 51). */
export const fogParameters = z.strictObject({
  /** Horizontal visibility, metres. */
  visibilityM: span(0, 20_000, 'metres').optional(),
  /** Where the fog is a danger: motorway or airport; sea, river or mountain pass. */
  setting: z.enum(['motorway-airport', 'sea-river-pass']).optional(),
});

/** Severe cold and frost (Article 53). */
export const coldParameters = z.strictObject({
  /** Daily mean of the air temperature, °C. */
  tempMeanC: celsius().optional(),
  tempMinC: celsius().optional(),
  /** Length of the whole spell, days. */
  durationDays: days().optional(),
  terrain: z.enum(['mountain', 'plain']).optional(),
  frost: z.boolean().optional(),
});

/** Forest fire from natural causes (Article 54, whose table is contested). */
export const forestFireParameters = z.strictObject({
  /** Warning grade (cấp dự báo cháy rừng) I-V of the forestry rules; not a risk level. */
  warningGrade: z.int('expected grade 1 to 5').min(1).max(5).optional(),
  tempMaxC: celsius().optional(),
  dryDays: days().optional(),
  /** How easily the forest burns, 1 (mangrove) to 4 (pine, melaleuca, bamboo). */
  forestGroup: z.int('expected forest group 1 to 4').min(1).max(4).optional(),
});
