import { type Bulletin, bulletinType, type Hazard } from '../bulletin/index.ts';
import type { Instant } from '../time.ts';

/** By what a next bulletin is due. `decision-18`: Decision 18/2021/QĐ-TTg. The rules of 2020 and 2014 stand in where its wording was not seen. */
export type DueBy = 'decision-18' | 'rule-2014' | 'rule-2020' | 'runs-out';

/** When the next bulletin of a series is due, and by what. */
export interface NextDue {
  readonly at: Instant;
  readonly why: 'eight-a-day' | 'four-a-day' | 'runs-out';
  readonly by: DueBy;
}

const SLOT_MS = 3 * 3_600_000;
/** Main bulletins stand at 02, 05, 08 … 23 h of Viet Nam: 19:00 UTC and every three hours. */
const FIRST_SLOT_MS = 3_600_000;

interface Rule {
  /** Slots of three hours between main bulletins. */
  readonly slots: 1 | 2;
  readonly by: Exclude<DueBy, 'runs-out'>;
}

/**
 * How often a bulletin follows. Decision 18/2021/QĐ-TTg has eight a day for storms in the East Sea, four for storms near it and
 * depressions near or in it. For urgent ones and those over land its wording was not seen: the rule of 2014 (Decision
 * 46/2014/QĐ-TTg) had eight; for urgent floods that of 2020 (Decision 03/2020/QĐ-TTg) had four on most rivers. No other hazard has a rule that was seen.
 */
function ruleOf(hazard: Hazard, type: string): Rule | null {
  if (hazard === 'river-flood') return type === 'emergency' ? { slots: 2, by: 'rule-2020' } : null;
  if (hazard !== 'storm' && hazard !== 'tropical-depression') return null;
  if (type === 'emergency' || type === 'on-land') return { slots: 1, by: 'rule-2014' };
  return { slots: hazard === 'storm' && type !== 'near-east-sea' ? 1 : 2, by: type === 'quick' ? 'rule-2014' : 'decision-18' };
}

/** The main bulletin after `last`, or the end of what is in force where that comes first; null where neither is known, and after what closes. */
export function nextDue(
  { hazard, type, finishedAt }: Pick<Bulletin, 'hazard' | 'type' | 'finishedAt'>,
  expiresAt: Instant | null,
): NextDue | null {
  const action = bulletinType(hazard, type)?.action;
  if (action === 'end' || action === 'cancel') return null;
  const rule = ruleOf(hazard, type);
  const runsOut = expiresAt === null ? null : ({ at: expiresAt, why: 'runs-out', by: 'runs-out' } as const);
  if (rule === null) return runsOut;
  const slot = Math.round((Date.parse(finishedAt) - FIRST_SLOT_MS) / SLOT_MS) + rule.slots;
  const at = new Date(slot * SLOT_MS + FIRST_SLOT_MS).toISOString();
  return runsOut !== null && runsOut.at < at ? runsOut : { at, why: rule.slots === 1 ? 'eight-a-day' : 'four-a-day', by: rule.by };
}
