import type { Bulletin, Hazard } from '../bulletin/index.ts';
import type { Instant } from '../time.ts';

/** When the next bulletin of a series is due, and by what. */
export interface NextDue {
  readonly at: Instant;
  readonly why: 'eight-a-day' | 'four-a-day' | 'runs-out';
}

const SLOT_MS = 3 * 3_600_000;
/** Main bulletins stand at 02, 05, 08 … 23 h of Viet Nam: 19:00 UTC and every three hours. */
const FIRST_SLOT_MS = 3_600_000;

/**
 * Slots of three hours between the main bulletins: storms in the East Sea eight a day, storms near it and depressions four; urgent
 * ones and those over land eight, as the rule of 2014 had it, since the present one was not seen (Decision 18/2021/QĐ-TTg).
 */
function slotsBetween(hazard: Hazard, type: string): 1 | 2 | null {
  if (hazard !== 'storm' && hazard !== 'tropical-depression') return null;
  if (type === 'emergency' || type === 'on-land') return 1;
  return hazard === 'storm' && type !== 'near-east-sea' ? 1 : 2;
}

/** The main bulletin after `last`, or the end of what is in force where that comes first; null where neither is known. */
export function nextDue(
  { hazard, type, finishedAt }: Pick<Bulletin, 'hazard' | 'type' | 'finishedAt'>,
  expiresAt: Instant | null,
): NextDue | null {
  const slots = slotsBetween(hazard, type);
  const runsOut = expiresAt === null ? null : ({ at: expiresAt, why: 'runs-out' } as const);
  if (slots === null) return runsOut;
  const slot = Math.round((Date.parse(finishedAt) - FIRST_SLOT_MS) / SLOT_MS) + slots;
  const at = new Date(slot * SLOT_MS + FIRST_SLOT_MS).toISOString();
  return runsOut !== null && runsOut.at < at ? runsOut : { at, why: slots === 1 ? 'eight-a-day' : 'four-a-day' };
}
