import type { Instant } from '../time.ts';
import { isTakenBack, type Warning, type WarningEntry } from '../warning/warning.ts';

/** When the last of what a warning holds runs out, what its series keeps in force beside it included. */
export function runsOutAt({ expiresAt, standing = [] }: Warning): Instant {
  return standing.map((row) => row.expiresAt).reduce((a, b) => (a > b ? a : b), expiresAt);
}

/** Does a warning warn of anything, or does it only take back? What only takes back ends without having lapsed. */
export function warnsOfAnything({ entries, standing }: Warning): boolean {
  return standing !== undefined || entries.some((entry) => !isTakenBack(entry.change));
}

/**
 * What of a warning has not run out at `at`, as warnings that can be worded: the warning with those entries, then one per hazard
 * that its series keeps in force where it does not speak. Order, urgency, type and text are the bulletin's, so these have none.
 * Everything, where all of it has run out.
 */
export function partsAt(warning: Warning, at: Instant): readonly [Warning, ...Warning[]] {
  const own = { ...warning, entries: warning.entries.filter((entry) => entry.expiresAt > at) };
  const kept = (warning.standing ?? []).filter((row) => row.expiresAt > at);
  const hazards = Map.groupBy(kept, ({ hazard, hazardName }) => JSON.stringify([hazard, hazardName]));
  const [first, ...rest] = [...(own.entries.length > 0 ? [own] : []), ...[...hazards.values()].flatMap((rows) => keptPart(warning, rows))];
  return first === undefined ? [warning] : [first, ...rest];
}

function keptPart(warning: Warning, rows: NonNullable<Warning['standing']>): Warning[] {
  const [first] = rows;
  if (first === undefined) return [];
  const entries = rows.map(({ units, level, source, verdict, response, onset: from, expiresAt: to }): WarningEntry => {
    const said = { units, level, source, verdict, response, onset: from, expiresAt: to };
    return { ...said, change: 'unchanged', previousLevel: level };
  });
  const { id, number, status, msgType, bulletinId, issuer, issuerName, family, seriesId, eventId, eventName } = warning;
  const { finishedAt, issuedAt, onset, expiresAt, references, replayOf, storm } = warning;
  return [
    {
      ...{ id, number, status, msgType, bulletinId, issuer, family, seriesId, eventId },
      ...{ finishedAt, issuedAt, onset, expiresAt, references, entries },
      ...{ hazard: first.hazard, action: 'issue', bulletinType: '' },
      ...(issuerName !== undefined && { issuerName }),
      ...(eventName !== undefined && { eventName }),
      ...(first.hazardName !== undefined && { hazardName: first.hazardName }),
      ...(replayOf !== undefined && { replayOf }),
      ...(storm !== undefined && first.hazard === warning.hazard && { storm }),
    },
  ];
}
