import { z } from 'zod';
import { span } from './span.ts';

const named = z.string().min(1).max(100);
const levelM = () => z.number({ error: 'expected metres above datum' }).min(-10).max(2000);

/** What a heavy-rain bulletin forecasts for the places of one area (Article 44). All amounts in millimetres. */
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

/**
 * River flood and inundation at one station, or along a river (Article 45). The water is told by alarm stage and the metres
 * above it, or by level and the stages of the station, or both: the higher counts.
 */
export const riverFloodParameters = z
  .strictObject({
    river: named.optional(),
    /** Name of the hydrological station; with its river and the former province it gives the station area. */
    station: named.optional(),
    /** Station area (khu vực) 1-4 of Appendix XII, where the bulletin states it. */
    stationArea: z.int('expected station area 1, 2, 3 or 4').min(1).max(4).optional(),
    /** Alarm stage (báo động) that the water is told against: 1-3; 0 is below stage 1. */
    stage: z.int('expected alarm stage 0, 1, 2 or 3').min(0).max(3).optional(),
    /** Metres above `stage`; negative: below it, and above the stage before. */
    aboveStageM: span(-20, 20, 'metres above the alarm stage').optional(),
    /** Water level, metres above datum. */
    levelM: span(-10, 2000, 'metres above datum').optional(),
    /** Levels of the alarm stages and of the historic flood at the station, metres above datum (Decision 05/2020/QĐ-TTg). */
    stage1M: levelM().optional(),
    stage2M: levelM().optional(),
    stage3M: levelM().optional(),
    historicM: levelM().optional(),
    /** Above the historic flood. */
    aboveHistoric: z.boolean().optional(),
    /** Above the level that the dykes are designed for. */
    aboveDesign: z.boolean().optional(),
    /** Floods in several river basins at once. */
    severalBasins: z.boolean().optional(),
    /** Depth of the inundation, metres; sets no level. */
    depthM: span(0, 30, 'metres deep').optional(),
  })
  .superRefine(({ stage1M, stage2M, stage3M, historicM }, context) => {
    const given = Object.entries({ stage1M, stage2M, stage3M, historicM }).filter(([, at]) => at !== undefined);
    for (const [index, [name, at]] of given.entries())
      if (index > 0 && (at ?? 0) <= (given[index - 1]?.[1] ?? 0))
        context.addIssue({ code: 'custom', path: [name], message: `expected more than ${String(given[index - 1]?.[0])}` });
  });

/** Flash flood, landslide, subsidence from rain or flow (Article 46). */
export const flashFloodParameters = z.strictObject({
  /** Rain of the next 24 h, millimetres. */
  rainMm24h: span(0, 2000, 'millimetres in 24 h').optional(),
  /** Days of rain already fallen. */
  rainDaysBefore: span(0, 60, 'days').optional(),
  /** Susceptibility of the zone (vùng có nguy cơ), from the map of the zones. */
  susceptibility: z.enum(['low', 'medium', 'high', 'very-high']).optional(),
  /** Rain of the next 6 h, millimetres; sets no level. */
  rainMm6h: span(0, 1000, 'millimetres in 6 h').optional(),
  localMaxMm: span(0, 2000, 'millimetres in places').optional(),
  soilSaturationPct: span(0, 100, 'per cent').optional(),
});

/** Release of water from a reservoir; no table. */
export const damReleaseParameters = z.strictObject({
  reservoir: named.optional(),
  river: named.optional(),
  /** Discharge through gates and turbines, cubic metres a second. */
  dischargeM3s: span(0, 200_000, 'cubic metres a second').optional(),
  gates: z.int('expected a number of gates').min(0).max(200).optional(),
  /** Rise of the water downstream, metres. */
  riseM: span(0, 50, 'metres').optional(),
});

/** Whirlwind, lightning, hail (Article 52). */
export const whirlwindParameters = z.strictObject({
  /** Share of the province's communes that are touched, per cent. */
  communeSharePct: span(0, 100, 'per cent of the communes of the province').optional(),
  gustForce: span(0, 17, 'wind force, Beaufort').optional(),
  /** Greatest diameter of hailstones, millimetres. */
  hailMm: span(0, 300, 'millimetres').optional(),
  rainMm: span(0, 2000, 'millimetres over the window').optional(),
  localMaxMm: span(0, 2000, 'millimetres in places').optional(),
  intensityMm3h: span(0, 1000, 'millimetres in 3 h').optional(),
});
