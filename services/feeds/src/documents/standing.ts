import type { Status } from '@loa/domain/bulletin';
import type { IssuedWarning, Warnings } from '@loa/domain/ports';
import { type Difference, differencesAmong, stateOf } from '@loa/domain/warning';
import { coalesce } from './coalesce.ts';

/** What has ended stays readable so long (Google's and the hubs' practice is 24 to 48 hours). */
const KEPT_HOURS = 48;
/** What ran out without a successor stays among what is in force so long, marked. */
export const LAPSED_HOURS = 3;
const HOUR_MS = 3_600_000;

/** What feeds show of a status. The same object for as long as nothing of it changes. */
export interface Snapshot {
  /** None that was recalled, or that has been over for {@link KEPT_HOURS}. */
  readonly issued: readonly IssuedWarning[];
  readonly at: Date;
  /** Where issuers contradict each other, by warning in force. */
  readonly differences: ReadonlyMap<string, readonly Difference[]>;
}

/** The snapshot of a status, never older than the call. */
export type Standing = (status: Status) => Promise<Snapshot>;

interface Kept extends Snapshot {
  readonly mark: string;
  /** When the first of its warnings changes by the mere passing of time, milliseconds since 1970. */
  readonly until: number;
}

/**
 * Reads warnings once for all who ask, and again only when something was issued, recalled, or has run out. A call that comes while a
 * look is under way waits for the next one, so that nothing is shown to who asks after a recall.
 */
export function createStanding(warnings: Pick<Warnings, 'mark' | 'notOverBy'>, now: () => Date): Standing {
  const looks = new Map<Status, () => Promise<Snapshot>>();
  const lookAt = (status: Status): (() => Promise<Snapshot>) => {
    let kept: Kept | null = null;
    return coalesce(async () => {
      const at = now();
      // Before the warnings: what is issued in between is then read once more.
      const mark = await warnings.mark(status);
      if (kept?.mark === mark && at >= kept.at && at.getTime() < kept.until) return kept;
      const issued = await warnings.notOverBy(status, new Date(at.getTime() - KEPT_HOURS * HOUR_MS).toISOString());
      const inForce = issued.filter((one) => stateOf(one, at.toISOString()) === 'in-force');
      const differences = differencesAmong(inForce.map(({ warning }) => warning));
      return (kept = { issued, at, differences, mark, until: changesAt(issued, at.getTime()) });
    });
  };
  return (status) => {
    const look = looks.get(status) ?? lookAt(status);
    looks.set(status, look);
    return look();
  };
}

/** The next time at which one of them runs out or has been over for long enough to be left out somewhere. */
function changesAt(issued: readonly IssuedWarning[], now: number): number {
  const times = issued.flatMap(({ warning, lapsedAt }) => {
    const [over, lapsed] = [Date.parse(warning.expiresAt), Date.parse(lapsedAt ?? warning.expiresAt)];
    return [over, over + KEPT_HOURS * HOUR_MS, lapsed + LAPSED_HOURS * HOUR_MS];
  });
  return times.reduce((first, time) => (time > now && time < first ? time : first), Infinity);
}
