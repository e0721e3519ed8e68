import { type Level, severity, type Severity } from '@loa/domain/bulletin';
import type { WarningEntry } from '@loa/domain/warning';

/** CAP has four severities for the law's five levels, so 4 and 5 fall together; `VN-RISK-LEVEL` keeps them apart. */
const SEVERITY: Readonly<Record<Level, Severity>> = { 1: 'Minor', 2: 'Moderate', 3: 'Severe', 4: 'Extreme', 5: 'Extreme' };
/** Colours of Decision 18/2021/QĐ-TTg, Appendix XII. */
const COLOUR: Readonly<Record<Level, string>> = { 1: 'light-blue', 2: 'light-yellow', 3: 'orange', 4: 'red', 5: 'purple' };
const AWARENESS: Readonly<Record<Exclude<Severity, 'Unknown'>, string>> = {
  Minor: '1; green; Minor',
  Moderate: '2; yellow; Moderate',
  Severe: '3; orange; Severe',
  Extreme: '4; red; Extreme',
};

const FOREIGN = 'cap.severity.';

/**
 * The severity that an issuer abroad gave, when the level is but derived from it; null for every other entry. Such a level is
 * no level of Vietnamese law.
 */
export function foreignSeverity({ source, verdict }: WarningEntry): Severity | null {
  if (source !== 'proposed' || verdict?.kind !== 'level' || !verdict.clause.startsWith(FOREIGN)) return null;
  return severity.safeParse(verdict.clause.slice(FOREIGN.length)).data ?? null;
}

/** Severity of what is warned of. Without a level `Unknown`: how soon it comes says nothing of how bad it will be. */
export function severityOf(entry: WarningEntry): Severity {
  const foreign = foreignSeverity(entry);
  if (foreign !== null) return foreign;
  return entry.level === null ? 'Unknown' : (SEVERITY[entry.level] ?? 'Unknown');
}

/** The law's colour of a level. */
export function colourName(level: Level): string {
  return COLOUR[level] ?? '';
}

/** MeteoAlarm's `awareness_level`; null for `Unknown`. */
export function awarenessLevelOf(of: Severity): string | null {
  return of === 'Unknown' ? null : AWARENESS[of];
}
