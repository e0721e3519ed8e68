import type { Hazard } from '@loa/domain/bulletin';
import type { OfficialLevel } from '../corpus/index.ts';

/** What the rulebook says of a region: a level with its clause, or no level; the reason either way. */
export type Computed = { readonly level: number | null; readonly clause: string | null; readonly reason: string };
/** `none`: there is nothing to compare, and the reason says why. */
export type Judgement = { readonly verdict: 'agree' | 'disagree' | 'none'; readonly reason: string };

/** The level that a bulletin announces, or its range [low, high]; null where it gives none. */
export function officialOf(official: OfficialLevel | null): number | [number, number] | null {
  return official?.level ?? official?.level_range ?? null;
}

/**
 * Holds the computed level against the official one. A range agrees with every level in it. Official 0 (earthquake notices)
 * means that no level is reached, and agrees with `below-thresholds`. A level announced for several hazards at once is not
 * this hazard's own (Article 4.4 lets it be higher): where it differs there is nothing to compare.
 */
export function judge(hazard: Hazard | null, official: OfficialLevel | null, computed: Computed): Judgement {
  const { level, reason } = computed;
  const given = officialOf(official);
  if (given === null) return { verdict: 'none', reason };
  if (level === null && reason !== 'below-thresholds') return { verdict: 'none', reason };
  const [low, high] = typeof given === 'number' ? [given, given] : given;
  const own = level ?? 0;
  if (low <= own && own <= high) return { verdict: 'agree', reason };
  const several = severalHazards(hazard, official, computed);
  return several === null ? { verdict: 'disagree', reason } : { verdict: 'none', reason: `several-hazards: ${several}; ${reason}` };
}

/** The hazards that share the level, where more than one does. */
function severalHazards(hazard: Hazard | null, official: OfficialLevel | null, { level }: Computed): string | null {
  if (official?.hazards !== undefined) return [official.hazards].flat().join(', ');
  // Heavy-rain bulletins announce one level for rain, whirlwinds, lightning and hail: with too little rain level 1 is that of Article 52.
  const isJoint = hazard === 'heavy-rain' && level === null && officialOf(official) === 1;
  return isJoint ? 'heavy rain with whirlwinds, lightning, hail (Article 52)' : null;
}
