import { markOf } from '@loa/cap';
import { partsAt } from '@loa/domain/airing';
import { provinceOf, type Unit } from '@loa/domain/place';
import type { IssuedWarning } from '@loa/domain/ports';
import { isTakenBack, type Warning } from '@loa/domain/warning';
import type { SiteLanguage } from '@loa/runtime';
import { itemState } from '../documents/feed-items.ts';
import { type PublicLevel, publicLevel } from './level-style.ts';

/** What a warning, or what its series keeps in force beside it, says of the places asked for. */
export interface Listed {
  readonly warning: Warning;
  /** The highest announced level there. */
  readonly level: PublicLevel;
  readonly units: readonly Unit[];
  /** The units by what was announced there, the highest level first. */
  readonly byLevel: readonly { readonly level: PublicLevel; readonly units: readonly Unit[] }[];
  readonly onset: string;
  readonly expiresAt: string;
  /** What became of it, in words; null while it is in force. */
  readonly mark: string | null;
}

/** What is in force at `at`, and what ran out without a successor: of the places that `wanted` lets pass, the highest levels first. */
export function standingList(
  issued: readonly IssuedWarning[],
  at: string,
  wanted: (unit: Unit) => boolean,
  language: SiteLanguage,
): Listed[] {
  const listed = issued.flatMap((one) => {
    const state = itemState(one, at);
    if (state.kind === 'in-force') return partsAt(one.warning, at).flatMap((part) => ofPart(part, null, at, wanted));
    return state.kind === 'lapsed' ? ofPart(one.warning, markOf({ state }, language), '', wanted) : [];
  });
  return listed.toSorted((a, b) => (b.level ?? 0) - (a.level ?? 0) || (a.onset < b.onset ? -1 : 1));
}

function ofPart(warning: Warning, mark: string | null, after: string, wanted: (unit: Unit) => boolean): Listed[] {
  const entries = warning.entries
    .filter((entry) => !isTakenBack(entry.change) && entry.expiresAt > after)
    .map((entry) => ({ ...entry, units: entry.units.filter(wanted) }))
    .filter(({ units }) => units.length > 0);
  const [first] = entries;
  if (first === undefined) return [];
  const levels = Map.groupBy(entries, (entry) => publicLevel(entry.level, entry.source));
  const highest = [...levels].toSorted(([a], [b]) => (b ?? 0) - (a ?? 0));
  const byLevel = highest.map(([level, at]) => ({ level, units: [...new Set(at.flatMap((entry) => entry.units))] }));
  const onset = entries.map((entry) => entry.onset).reduce((a, b) => (a < b ? a : b));
  const expiresAt = entries.map((entry) => entry.expiresAt).reduce((a, b) => (a > b ? a : b));
  const units = [...new Set(entries.flatMap((entry) => entry.units))];
  return [{ warning, level: byLevel[0]?.level ?? null, units, byLevel, onset, expiresAt, mark }];
}

/** Of every present province that is named by what is in force: how often, and the highest level there. */
export function byProvince(
  issued: readonly IssuedWarning[],
  at: string,
): ReadonlyMap<string, { readonly count: number; readonly level: PublicLevel }> {
  const found = new Map<string, { count: number; level: PublicLevel }>();
  const inForce = issued.filter((one) => itemState(one, at).kind === 'in-force');
  for (const part of inForce.flatMap((one) => partsAt(one.warning, at))) {
    const here = new Map<string, PublicLevel>();
    for (const { change, units, level, source } of part.entries)
      for (const province of isTakenBack(change) ? [] : new Set(units.map(provinceOf))) {
        if (province === null) continue;
        const [known, shown] = [here.get(province) ?? null, publicLevel(level, source)];
        here.set(province, (known ?? 0) >= (shown ?? 0) ? known : shown);
      }
    for (const [province, level] of here) {
      const before = found.get(province);
      found.set(province, {
        count: (before?.count ?? 0) + 1,
        level: (before?.level ?? 0) >= (level ?? 0) ? (before?.level ?? null) : level,
      });
    }
  }
  return found;
}
