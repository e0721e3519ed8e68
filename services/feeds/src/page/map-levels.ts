import { partsAt, runsOutAt } from '@loa/domain/airing';
import type { Unit } from '@loa/domain/place';
import type { IssuedWarning } from '@loa/domain/ports';
import type { Instant } from '@loa/domain/time';
import { isTakenBack, type WarningEntry } from '@loa/domain/warning';
import { itemState } from '../documents/feed-items.ts';
import { type PublicLevel, publicLevel } from './level-style.ts';

/** Communes and sea areas by the highest announced level there; `none`: warned without one. */
export type MapLevels = Readonly<Record<string, readonly Unit[]>>;

/** Of everything that is in force at `at`. */
export const levelsInForce = (issued: readonly IssuedWarning[], at: Instant): MapLevels =>
  grouped(
    issued
      .filter((one) => itemState(one, at).kind === 'in-force')
      .flatMap(({ warning }) => partsAt(warning, at))
      .flatMap(({ entries }) => entries.filter((entry) => entry.expiresAt > at)),
  );

/** Of one warning at `at`; of one that has run out, what it said. */
export function levelsOf({ warning }: Pick<IssuedWarning, 'warning'>, at: Instant): MapLevels {
  const when = runsOutAt(warning) <= at ? warning.issuedAt : at;
  return grouped(partsAt(warning, when).flatMap(({ entries }) => entries));
}

function grouped(entries: readonly WarningEntry[]): MapLevels {
  const highest = new Map<Unit, PublicLevel>();
  for (const { change, units, level, source } of entries) {
    if (isTakenBack(change)) continue;
    const shown = publicLevel(level, source);
    for (const unit of units) if (!highest.has(unit) || (shown ?? 0) > (highest.get(unit) ?? 0)) highest.set(unit, shown);
  }
  const byLevel = Map.groupBy(highest, ([, level]) => (level === null ? 'none' : String(level)));
  return Object.fromEntries([...byLevel].map(([level, all]) => [level, all.map(([unit]) => unit).toSorted()]));
}
