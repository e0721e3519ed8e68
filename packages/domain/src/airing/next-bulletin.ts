import type { Hazard } from '../bulletin/hazard.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';
import type { BasisId } from './basis.ts';
import { MINUTE_MS, nextOfHours } from './viet-nam-time.ts';

/** At which hours of a day in Viet Nam the main bulletins of a type are issued. */
export interface IssueHours {
  readonly hazards: readonly Hazard[];
  readonly types: readonly string[];
  readonly hours: readonly number[];
  readonly basis: BasisId;
}

const EIGHT = [2, 5, 8, 11, 14, 17, 20, 23];

/** Types whose hours were found. For all others no text names a next time. */
export const ISSUE_HOURS: readonly IssueHours[] = [
  { hazards: ['storm'], types: ['on-east-sea'], hours: EIGHT, basis: 'hours-2021' },
  { hazards: ['storm', 'tropical-depression'], types: ['emergency', 'on-land'], hours: EIGHT, basis: 'as-east-sea' },
];

/** A bulletin finished so near to one of the hours is the one of that hour; any other keeps no known hours. Loa's own. */
export const NEAR_HOUR_MINUTES = 30;

/** When the next bulletin of a warning's series may be expected; null where it is not known. */
export function nextBulletinAt({ hazard, bulletinType, finishedAt }: Warning): { readonly at: Instant; readonly basis: BasisId } | null {
  const row = ISSUE_HOURS.find(({ hazards, types }) => hazards.includes(hazard) && types.includes(bulletinType));
  if (row === undefined) return null;
  const [finished, near] = [Date.parse(finishedAt), NEAR_HOUR_MINUTES * MINUTE_MS];
  const own = nextOfHours(finished - near - 1, row.hours);
  if (own > finished + near) return null;
  return { at: new Date(nextOfHours(own, row.hours)).toISOString(), basis: row.basis };
}
