import { type Hazard, hazardGroup, HAZARDS } from '../bulletin/hazard.ts';
import type { Level } from '../bulletin/bulletin.ts';
import type { Unit } from '../place/place-ref.ts';
import type { TimeWindow } from '../time.ts';
import type { AssessedArea, RaiseProposal } from './assessment.ts';

/** What a hazard of the event has in force somewhere, beside the one that is being assessed. */
export type HazardInForce = {
  readonly hazard: Hazard;
  /** Of a hazard that is none of the list. */
  readonly name?: { readonly vi: string; readonly en?: string | undefined };
  readonly level: Level | null;
  readonly window: TimeWindow;
  readonly units: readonly Unit[];
  /** Of an alert from abroad: those of the units whose citizens may hear it; absent: it is of Viet Nam. */
  readonly citizens?: readonly Unit[];
};

/** "One after another" has no time in the law; Loa looks this far between two windows, hours. */
const APART_HOURS = 24;
const HIGHEST = 5;

/**
 * Where a level could be raised because hazards meet (Decision 18/2021/QĐ-TTg, Article 4.4): by one, or by two where serious
 * loss of life and property threatens, never above 5. Which of them, if any, is a person's judgement.
 */
export function proposeRaises(hazard: Hazard, areas: readonly AssessedArea[], inForce: readonly HazardInForce[]): RaiseProposal[] {
  const others = inForce
    .filter((one) => one.citizens === undefined && one.level !== null && hazardGroup(one.hazard) !== hazardGroup(hazard))
    .map((one) => ({ ...one, units: new Set(one.units) }));
  return areas.flatMap((area) => {
    const { level, window } = area;
    if (level === null || level >= HIGHEST) return [];
    const near = others.filter((one) => hoursApart(one.window, window) <= APART_HOURS);
    const byOthers = Map.groupBy(area.units, (unit) =>
      [...new Set(near.flatMap((one) => (one.units.has(unit) ? [one.hazard] : [])))].sort().join(),
    );
    return [...byOthers].flatMap(([key, units]) => (key === '' ? [] : [proposal(units, window, level, key.split(',') as Hazard[])]));
  });
}

function proposal(units: Unit[], window: TimeWindow, level: Level, others: Hazard[]): RaiseProposal {
  const allowed = [level + 1, level + 2].filter((one) => one <= HIGHEST);
  const names = (language: 'vi' | 'en') => others.map((one) => HAZARDS[one][language]).join(', ');
  return {
    units,
    window,
    level,
    allowed,
    with: others,
    clause: '4.4',
    reason: {
      vi: `cùng lúc hoặc nối tiếp với ${names('vi')}: có thể tăng 1 cấp theo mức độ tác động, 2 cấp khi đe dọa nghiêm trọng tính mạng, tài sản`,
      en: `together with or after ${names('en')}: may be raised by 1 on impact, by 2 where serious loss of life and property threatens`,
    },
  };
}

/** Hours between two windows; 0 or less where they meet. */
function hoursApart(one: TimeWindow, other: TimeWindow): number {
  const later = Math.max(Date.parse(one.from), Date.parse(other.from));
  const earlier = Math.min(Date.parse(one.to), Date.parse(other.to));
  return (later - earlier) / 3_600_000;
}
