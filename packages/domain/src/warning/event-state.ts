import { z } from 'zod';
import { certainty, level, response } from '../bulletin/bulletin.ts';
import { hazard } from '../bulletin/hazard.ts';
import { unit } from '../place/place-ref.ts';
import { levelSource, verdict } from '../risk/assessment.ts';
import { instant } from '../time.ts';

/** What a series has in force for units that share everything. */
export const inForce = z.strictObject({
  units: z.array(unit).min(1),
  hazard,
  /** Name of a hazard that is none of the list. */
  hazardName: z.strictObject({ vi: z.string(), en: z.string().optional() }).optional(),
  level: level.nullable(),
  source: levelSource.nullable(),
  verdict: verdict.nullable(),
  response,
  certainty: certainty.optional(),
  onset: instant,
  expiresAt: instant,
});
export type InForce = z.output<typeof inForce>;

const seriesState = z.strictObject({
  lastSequence: z.int(),
  /** Canonical text of what the last bulletin said, to tell a repeat. */
  lastContent: z.string(),
  inForce: z.array(inForce),
  /** Of a series from abroad: those of its units whose citizens may hear it, often none; absent: a series of Viet Nam. */
  citizens: z.array(unit).optional(),
  /** Warnings of the series that may still be unexpired. */
  warnings: z.array(z.strictObject({ id: z.string(), expiresAt: instant })),
});
export type SeriesState = z.output<typeof seriesState>;

/**
 * What has been issued about one event. Stored with the event's row. Keys begin with the status (`Actual:`…), so that an
 * exercise never moves what is really in force.
 */
export const eventState = z.strictObject({
  /** By `<status>:<series id>`. */
  series: z.record(z.string(), seriesState),
  /** `<status>:<hazard group>` of everything ever warned of, however long ago; alerts from abroad apart, with `:abroad`. */
  warnedOf: z.array(z.string()).default([]),
});
export type EventState = z.output<typeof eventState>;

/** An event that nothing has been issued about. */
export const emptyEventState: EventState = { series: {}, warnedOf: [] };
