import { z } from 'zod';
import { certainty, level, order, response, status, storm } from '../bulletin/bulletin.ts';
import { hazard } from '../bulletin/hazard.ts';
import { officialDocument } from '../bulletin/official-document.ts';
import { unit } from '../place/place-ref.ts';
import { levelSource, verdict } from '../risk/assessment.ts';
import { instant } from '../time.ts';
import { inForce } from './event-state.ts';

/** What a bulletin changed for a unit; see `docs/glossary.md`. */
export const change = z.enum([
  'new',
  'escalated',
  'widened',
  'brought-forward',
  'action-changed',
  'unchanged',
  'eased',
  'narrowed',
  'corrected',
  'cancelled',
  'ended',
]);
export type Change = z.output<typeof change>;

const TAKEN_BACK: readonly string[] = ['narrowed', 'ended', 'cancelled'] satisfies Change[];

/** Does a change, or the reason of a delivery, say that a warning no longer holds? */
export const isTakenBack = (changeOrReason: string): boolean => TAKEN_BACK.includes(changeOrReason);

/** What a warning says of a set of units that share everything. */
export const warningEntry = z.strictObject({
  units: z.array(unit).min(1),
  change,
  level: level.nullable(),
  /** The highest level told before and not run out; null when there was none. */
  previousLevel: level.nullable(),
  source: levelSource.nullable(),
  verdict: verdict.nullable(),
  response,
  /** Of what is warned of; absent where the issuer does not say. */
  certainty: certainty.optional(),
  onset: instant,
  expiresAt: instant,
});
export type WarningEntry = z.output<typeof warningEntry>;

/** What is issued: numbered without gaps within its status, with references to every unexpired warning of the series. */
export const warning = z.strictObject({
  /** `actual-12`, `exercise-3`, `test-7`. */
  id: z.string(),
  /** Gap-free within its status, from 1. */
  number: z.int().min(1),
  status,
  msgType: z.enum(['Alert', 'Update', 'Cancel']),
  action: z.enum(['issue', 'correct', 'end', 'cancel']),
  bulletinId: z.string(),
  bulletinType: z.string(),
  issuer: z.string(),
  /** Its name at the time of issue, as people know it. */
  issuerName: z.string().optional(),
  /** The issuer above it who spoke in its series, and its name at the time. */
  givenBy: z.string().optional(),
  givenByName: z.string().optional(),
  family: z.string(),
  seriesId: z.string(),
  eventId: z.string(),
  eventName: z.strictObject({ vi: z.string(), en: z.string().optional() }).optional(),
  hazard,
  finishedAt: instant,
  issuedAt: instant,
  /** Earliest onset and latest expiry of the entries. */
  onset: instant,
  expiresAt: instant,
  urgency: z.enum(['Immediate', 'Expected', 'Future']).optional(),
  references: z.array(z.string()),
  entries: z.array(warningEntry).min(1),
  /** What the series keeps in force where this warning does not speak: an Update stands in for every earlier message (CAP 1.2, 3.2.1). */
  standing: z.array(inForce).min(1).optional(),
  storm: storm.optional(),
  /** Name of a hazard that is none of the list. */
  hazardName: z.strictObject({ vi: z.string(), en: z.string().optional() }).optional(),
  /** An order to leave, for the entries whose response is Evacuate; texts say "leave now" with it alone. */
  order: order.optional(),
  text: z.strictObject({ vi: z.string(), en: z.string().optional() }).optional(),
  /** The issuer's document, which outranks Loa's text. */
  document: officialDocument.optional(),
  /** Of an alert from abroad: those of its units whose citizens may hear it, often none; absent: all of them. */
  citizens: z.array(unit).optional(),
  replayOf: z.strictObject({ id: z.string(), finishedAt: instant, publisher: z.string(), source: z.string() }).optional(),
});
export type Warning = z.output<typeof warning>;
