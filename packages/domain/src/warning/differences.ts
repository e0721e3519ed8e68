import type { Level } from '../bulletin/bulletin.ts';
import { hazardGroup } from '../bulletin/hazard.ts';
import type { Unit } from '../place/place-ref.ts';
import { isTakenBack, type Warning } from './warning.ts';

/** Another issuer's word on places and times that a warning speaks of too, where the two levels are not the same. */
export interface Difference {
  /** The other warning. */
  readonly warningId: string;
  readonly issuer: string;
  readonly issuerName?: string;
  /** Its level there, and this warning's; null: it has none. */
  readonly theirs: Level | null;
  readonly ours: Level | null;
  /** The higher level governs; where one has none, the other's does. */
  readonly governs: 'theirs' | 'ours';
  readonly units: readonly Unit[];
}

type Collected = Map<string, (Difference & { readonly units: Unit[] })[]>;

interface Said {
  readonly warning: Warning;
  readonly level: Level | null;
  readonly onset: string;
  readonly expiresAt: string;
}

/**
 * Where warnings in force contradict each other: the same hazard group, place and time, told at different levels by several issuers.
 * By the warning's id; warnings that nobody contradicts are not in it. An alert from abroad contradicts nobody: its severity is no level
 * of the law of Viet Nam.
 */
export function differencesAmong(inForce: readonly Warning[]): ReadonlyMap<string, readonly Difference[]> {
  const found: Collected = new Map();
  for (const said of byPlace(inForce).values())
    for (const [unit, here] of said)
      for (const own of here)
        for (const other of here)
          if (own.warning.issuer !== other.warning.issuer && own.level !== other.level && meet(own, other)) note(found, own, other, unit);
  return found;
}

/** What is said of each unit, by hazard group; only groups that several issuers speak of. */
function byPlace(inForce: readonly Warning[]): Map<string, Map<Unit, Said[]>> {
  const ours = inForce.filter(({ citizens }) => citizens === undefined);
  const rows = ours.flatMap((warning) =>
    [
      ...warning.entries.filter(({ change }) => !isTakenBack(change)).map((entry) => ({ ...entry, hazard: warning.hazard })),
      ...(warning.standing ?? []),
    ].map((row) => ({ warning, row, group: hazardGroup(row.hazard) })),
  );
  const groups = new Map<string, Map<Unit, Said[]>>();
  for (const [group, said] of Map.groupBy(rows, (one) => one.group)) {
    if (new Set(said.map(({ warning }) => warning.issuer)).size < 2) continue;
    const units = new Map<Unit, Said[]>();
    for (const { warning, row } of said)
      for (const unit of row.units) {
        const { level, onset, expiresAt } = row;
        const here = units.get(unit) ?? [];
        here.push({ warning, level, onset, expiresAt });
        units.set(unit, here);
      }
    groups.set(group, units);
  }
  return groups;
}

const meet = (one: Said, other: Said): boolean => one.onset < other.expiresAt && other.onset < one.expiresAt;

function note(found: Collected, own: Said, other: Said, unit: Unit): void {
  const here = found.get(own.warning.id) ?? [];
  found.set(own.warning.id, here);
  const same = here.find((one) => one.warningId === other.warning.id && one.theirs === other.level && one.ours === own.level);
  if (same !== undefined) same.units.push(unit);
  else {
    const { id: warningId, issuer, issuerName } = other.warning;
    const governs = (other.level ?? 0) > (own.level ?? 0) ? 'theirs' : 'ours';
    const named = issuerName === undefined ? {} : { issuerName };
    here.push({ warningId, issuer, ...named, theirs: other.level, ours: own.level, governs, units: [unit] });
  }
}
