import type { Bulletin } from '../bulletin/index.ts';
import type { CitizenRule } from './source.ts';

/** What a rule says of a bulletin from abroad: the places whose citizens may hear it. Without a rule nothing, and nobody does. */
export function citizensByRule({ hazard }: Pick<Bulletin, 'hazard'>, rule: CitizenRule | undefined): Pick<Bulletin, 'citizens'> {
  if (rule === undefined) return {};
  return rule.hazards === 'all' || rule.hazards.includes(hazard) ? { citizens: rule.places } : {};
}
