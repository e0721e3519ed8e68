import type { DeliveryReason } from '../delivery/delivery.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import { isBroughtForward, isWorkedOut } from '../warning/change-of.ts';
import { strengthOf } from '../warning/unit-views.ts';
import { type Change, isTakenBack, type Warning, type WarningEntry } from '../warning/warning.ts';
import type { Audience } from './subscriber.ts';
import { type Known, knownOf, type ToldRow, wasTold } from './told-row.ts';
import { TOLD_TABLE } from './told-table.ts';

/** What one place of the person has to hear: a reason to speak, or why there is none. */
export interface Finding {
  readonly unit: Unit;
  readonly entry: WarningEntry;
  readonly takesBack: boolean;
  readonly reason: DeliveryReason | null;
  readonly silence: string;
}

export interface FindingQuestion {
  readonly unit: Unit;
  readonly entry: WarningEntry;
  readonly warning: Warning;
  readonly audience: Audience;
  /** Rows that count as told, in order of their warnings. */
  readonly told: readonly ToldRow[];
  /** Something of the event is known to the person, at whatever place. */
  readonly knowsEvent: boolean;
  readonly now: Instant;
}

/** Compares what the warning says of a place with what the person was told of it. */
export function findingOf(question: FindingQuestion): Finding {
  const { unit, entry, audience } = question;
  const takesBack = isTakenBack(entry.change);
  const found = takesBack ? takenBack(question) : news(question);
  const base = { unit, entry, takesBack };
  if (!found.speak) return { ...base, reason: null, silence: found.why };
  if (TOLD_TABLE[changeTold(found.reason)][audience] === 'nobody')
    return { ...base, reason: null, silence: `audience-not-told-of-${found.reason}` };
  return { ...base, reason: found.reason, silence: '' };
}

/** The change that a reason brings to the person. */
export function changeTold(reason: DeliveryReason): Change {
  return reason === 'first-news' ? 'new' : reason;
}

type Found = { speak: true; reason: DeliveryReason } | { speak: false; why: string };
const say = (reason: DeliveryReason): Found => ({ speak: true, reason });
const silent = (why: string): Found => ({ speak: false, why });

function takenBack({ unit, entry, warning, told }: FindingQuestion): Found {
  const rows = entry.change === 'cancelled' ? told.filter((row) => isCancelled(row, warning)) : told;
  if (!wasTold(unit, rows)) return silent('never-told');
  return say(entry.change === 'ended' ? 'ended' : entry.change === 'cancelled' ? 'cancelled' : 'narrowed');
}

/** A cancel is of its own series' warnings, which it refers to: what another series told stays true. */
export function isCancelled(row: ToldRow, warning: Warning): boolean {
  return warning.references.length === 0 || warning.references.includes(row.warningId);
}

function news(question: FindingQuestion): Found {
  const { unit, entry, warning, told, now } = question;
  // Nothing was in force there when this was issued, so whatever earlier warnings told the person of the place is over.
  const fresh = entry.change === 'new' || entry.change === 'widened';
  const known = knownOf(unit, fresh ? told.filter((row) => row.warningNumber > warning.number) : told, now);
  if (known === undefined) return say(question.knowsEvent ? 'widened' : 'first-news');
  const putRight = told.filter((row) => warning.references.includes(row.warningId));
  if (entry.change === 'corrected' && wasTold(unit, putRight)) return say('corrected');
  return against(known, entry, now);
}

/** Where what is known may be another place's, the warning's own word for the change counts as well. */
function against(known: Known, entry: WarningEntry, now: Instant): Found {
  const level = entry.level ?? 0;
  const so = (change: Change): boolean => !known.exact && entry.change === change;
  if (level > known.level || so('escalated')) return say('escalated');
  const sooner = level === known.level && known.onset > now && isBroughtForward(entry.onset, known.onset);
  if (sooner || so('brought-forward')) return say('brought-forward');
  if (strengthOf(entry.response) > known.strength || so('action-changed')) return say('action-changed');
  // An easing that the person missed shows in a later, unchanged warning, unless another series keeps the place higher.
  const missed = known.exact && isWorkedOut(entry) && entry.change === 'unchanged' && (entry.previousLevel ?? 0) <= level;
  if (level < known.level && (entry.change === 'eased' || missed)) return say('eased');
  return silent('already-told');
}
