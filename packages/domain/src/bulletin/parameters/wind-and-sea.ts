import { z } from 'zod';
import { span } from './span.ts';

/** Wind force, extended Beaufort scale used in Viet Nam, 0-17 (Decision 18/2021, Appendix III). */
const force = () => span(0, 17, 'wind force, Beaufort');
/** Significant wave height. */
const waveM = () => span(0, 40, 'metres');

/** What a storm or depression bulletin forecasts for the places of one area (Article 42). */
export const cycloneParameters = z.strictObject({
  /** Highest sustained wind force expected in these places as the storm passes. */
  windForce: force().optional(),
  /** Gusts, Beaufort; never set the level (Article 42). */
  gustForce: force().optional(),
  /** Significant wave height, metres. */
  waveM: waveM().optional(),
  /** Which sea the bulletin speaks of, where it says so: near the shore (ven bờ) or the open sea. Absent: the kind of the sea area. */
  seaZone: z.enum(['coastal', 'open']).optional(),
});

/** Strong wind at sea that is not a storm's (Article 50); wind as 2-minute mean. */
export const strongWindParameters = cycloneParameters;

/** Storm surge (Article 43). */
export const surgeParameters = z.strictObject({
  /** Height of the surge, metres; whether the article means it with or without the tide is not known. */
  surgeM: span(0, 15, 'metres').optional(),
  /** Water level with the tide, metres above datum; informs, sets no level. */
  waterLevelM: span(-5, 25, 'metres above datum').optional(),
});

/** High tide; no table. Stage and offset as in {@link riverFloodParameters}. */
export const highTideParameters = z.strictObject({
  station: z.string().min(1).max(100).optional(),
  levelM: span(-5, 25, 'metres above datum').optional(),
  stage: z.int('expected alarm stage 0, 1, 2 or 3').min(0).max(3).optional(),
  aboveStageM: span(-20, 20, 'metres above the alarm stage').optional(),
});

/** Large waves; no table. */
export const largeWavesParameters = z.strictObject({
  /** Significant wave height, metres. */
  waveM: waveM().optional(),
  /** Peak period, seconds. */
  periodS: span(0, 40, 'seconds').optional(),
});
