import { z } from 'zod';
import { bulletin, certainty, level, response } from '../bulletin/bulletin.ts';
import { hazard } from '../bulletin/hazard.ts';
import { unit } from '../place/place-ref.ts';
import { instant, timeWindow } from '../time.ts';

const words = z.strictObject({ vi: z.string(), en: z.string() });

/** What a decision table says, with the row that says it, or the named reason why it says nothing. */
export const verdict = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('level'),
    level,
    article: z.int(),
    /** Clause as cited, such as `42.2.b`. */
    clause: z.string(),
    status: z.enum(['confirmed', 'provisional', 'contested']),
    /** The row's condition, in words; absent in verdicts of before rows were told. */
    row: words.optional(),
    /** The values that met the row, in words. */
    met: words,
    /** Those of them that say what is expected, without the law's regions; absent in verdicts of before they were told apart. */
    figures: words.optional(),
  }),
  z.strictObject({
    kind: z.literal('none'),
    /**
     * `below-thresholds`; `no-table` (none for the hazard, or the table does not name the place); `contested`;
     * `parameter-missing: <name>`; `provisional-off` (only rows that are switched off are met).
     */
    reason: z.string(),
    /** Of `contested`: what each reading of the law would give here. */
    readings: z.array(z.strictObject({ level: level.nullable(), by: words })).optional(),
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
  /** The issuer's level or range lies above or below the level that the table gives; both are kept, the issuer's is acted on. */
  difference: z.enum(['announced-higher', 'announced-lower']).optional(),
  verdict,
  response,
  /** The issuer's; Observed where what was measured goes on; else absent. */
  certainty: certainty.optional(),
});
export type AssessedArea = z.output<typeof assessedArea>;

/**
 * Article 4.4: where two or more hazards meet, the level may be raised by one, or by two where serious loss of life and
 * property threatens. A judgement, so for a person to accept: nothing acts on a proposal.
 */
export const raiseProposal = z.strictObject({
  units: z.array(unit).min(1),
  window: timeWindow,
  level,
  /** Levels that the article allows, lowest first; never above 5. */
  allowed: z.array(level).min(1).max(2),
  /** The other hazards. */
  with: z.array(hazard).min(1),
  clause: z.literal('4.4'),
  reason: words,
});
export type RaiseProposal = z.output<typeof raiseProposal>;

/** A bulletin with level, clause and reason per unit and window. Units of one area with different verdicts stand apart. */
export const assessment = z.strictObject({
  bulletinId: z.string(),
  bulletin,
  /** Version of the rulebook used, such as `vn-18-2021`; `none` where none was in force. */
  rulebook: z.string(),
  areas: z.array(assessedArea),
  raises: z.array(raiseProposal).optional(),
});
export type Assessment = z.output<typeof assessment>;
