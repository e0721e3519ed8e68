import type { Bulletin, BulletinArea, Hazard } from '@loa/domain/bulletin';
import { assess, type Provisional, type Verdict } from '@loa/domain/risk';
import type { Computed } from './judge.ts';

/** Hazards whose level needs more than one of a region's rivers: Article 49 speaks of several river mouths. */
const NEEDS_TWO: ReadonlySet<Hazard> = new Set(['salt-intrusion']);

/**
 * The level of a region from its areas: the highest of them all; where the law wants several rivers, the highest that two
 * of several reach. Areas that give no level are passed over while another gives one.
 */
export function compute(frame: Omit<Bulletin, 'areas'>, areas: readonly BulletinArea[], provisional: Provisional): Computed {
  const verdicts = areas.map((area) => highest(verdictsOf({ ...frame, areas: [area] } as Bulletin, provisional)));
  const levels = verdicts.filter((one) => one.kind === 'level').toSorted((one, other) => other.level - one.level);
  const decides = NEEDS_TWO.has(frame.hazard) && areas.length > 1 ? (levels[1] ?? levels[0]) : levels[0];
  if (decides !== undefined) return { level: decides.level, clause: decides.clause, reason: decides.met.en };
  const reasons = verdicts.flatMap((one) => (one.kind === 'none' ? one.reason : []));
  const weightiest = reasons.find((one) => one !== 'below-thresholds' && one !== 'no-table') ?? reasons.find((one) => one !== 'no-table');
  return { level: null, clause: null, reason: weightiest ?? reasons[0] ?? 'no-places' };
}

function verdictsOf(bulletin: Bulletin, provisional: Provisional): Verdict[] {
  const result = assess(bulletin, { provisional });
  return result.ok ? result.assessment.areas.map((area) => area.verdict) : [{ kind: 'none', reason: result.reason }];
}

/** Of places that a table tells apart the highest level counts, then a parameter that is missing, then what is below. */
function highest(verdicts: readonly Verdict[]): Verdict {
  const rank = (one: Verdict) =>
    one.kind === 'level' ? one.level : one.reason === 'no-table' ? -2 : one.reason === 'below-thresholds' ? -1 : 0;
  return verdicts.reduce<Verdict>(
    (best, one) => (rank(one) > rank(best) ? one : best),
    verdicts[0] ?? { kind: 'none', reason: 'no-places' },
  );
}
