import { z } from 'zod';
import { bulletin, level, response } from '../bulletin/bulletin.ts';
import { unit } from '../place/place-ref.ts';
import { instant, timeWindow } from '../time.ts';

/** What a decision table says, with the row that says it, or the named reason why it says nothing. */
export const verdict = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('level'),
    level,
    article: z.int(),
    /** Clause as cited, such as `42.2.b`. */
    clause: z.string(),
    status: z.enum(['confirmed', 'provisional', 'contested']),
    /** The value that met the row, in words. */
    met: z.strictObject({ vi: z.string(), en: z.string() }),
  }),
  z.strictObject({
    kind: z.literal('none'),
    /** `below-thresholds`, `no-table`, `contested` or `parameter-missing: <name>`. */
    reason: z.string(),
  }),
]);
export type Verdict = z.output<typeof verdict>;

/** Where an acted-on level comes from: stated by the issuer, or worked out by Loa and not announced. */
export const levelSource = z.enum(['announced', 'proposed']);
export type LevelSource = z.output<typeof levelSource>;

export const assessedArea = z.strictObject({
  units: z.array(unit).min(1),
  window: timeWindow,
  onset: instant,
  /** The level acted on; null when the issuer gave none and no table gives one. */
  level: level.nullable(),
  source: levelSource.nullable(),
  /** The issuer's range [low, high], acted on as its upper end. */
  announcedRange: z.tuple([level, level]).optional(),
  verdict,
  response,
});
export type AssessedArea = z.output<typeof assessedArea>;

/** A bulletin with level, clause and reason per unit and window. Units of one area with different verdicts stand apart. */
export const assessment = z.strictObject({
  bulletinId: z.string(),
  bulletin,
  /** Version of the rulebook used, such as `vn-18-2021`. */
  rulebook: z.string(),
  areas: z.array(assessedArea),
});
export type Assessment = z.output<typeof assessment>;
