import type { Unit } from '@loa/domain/place';
import type { Change, Warning, WarningEntry } from '@loa/domain/warning';

/** `news`: first told, raised, widened, sooner or corrected; `kept`: as before, or lowered; the others take a warning back. */
export type GroupKind = 'news' | 'kept' | 'ended' | 'narrowed' | 'cancelled';

/** Entries that share everything a block of an alert says, changes of one kind together. */
export interface Group {
  readonly kind: GroupKind;
  /** The first of the entries, for what they share. */
  readonly first: WarningEntry;
  readonly entries: readonly WarningEntry[];
  readonly units: readonly Unit[];
}

const KIND: Readonly<Record<Change, GroupKind>> = {
  new: 'news',
  escalated: 'news',
  widened: 'news',
  'brought-forward': 'news',
  'action-changed': 'news',
  corrected: 'news',
  unchanged: 'kept',
  eased: 'kept',
  ended: 'ended',
  narrowed: 'narrowed',
  cancelled: 'cancelled',
};

/** The groups of a warning's entries, in their order: the worst first. */
export function groupsOf(warning: Warning): Group[] {
  const groups = Map.groupBy(warning.entries, (entry) => {
    const { level, source, response, certainty, onset, expiresAt, change } = entry;
    return JSON.stringify([KIND[change], level, source, response, certainty, onset, expiresAt]);
  });
  return [...groups.values()].flatMap((entries) => {
    const [first] = entries;
    return first === undefined ? [] : [{ kind: KIND[first.change], first, entries, units: entries.flatMap((one) => one.units) }];
  });
}

/**
 * The warning, then what its series keeps in force where the warning does not speak, one part per hazard: an Update stands in for
 * every earlier message, so what it left out would be taken back. Order, urgency, type and text are of the bulletin, so these
 * parts have none.
 */
export function partsOf(warning: Warning): Warning[] {
  const hazards = Map.groupBy(warning.standing ?? [], ({ hazard, hazardName }) => JSON.stringify([hazard, hazardName]));
  return [warning, ...[...hazards.values()].flatMap((rows) => standingPart(warning, rows))];
}

type Standing = NonNullable<Warning['standing']>;

function standingPart(warning: Warning, rows: Standing): Warning[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { id, number, status, msgType, bulletinId, issuer, family, seriesId, eventId, eventName } = warning;
  const { finishedAt, issuedAt, onset, expiresAt, references, replayOf, storm } = warning;
  const entries = rows.map(({ units, level, source, verdict, response, certainty, onset, expiresAt }): WarningEntry => {
    const seen = { units, level, source, verdict, response, ...(certainty && { certainty }), onset, expiresAt };
    return { ...seen, change: 'unchanged', previousLevel: level };
  });
  return [
    {
      ...{ id, number, status, msgType, bulletinId, issuer, family, seriesId, eventId },
      ...{ finishedAt, issuedAt, onset, expiresAt, references, entries },
      action: 'issue',
      bulletinType: '',
      hazard: first.hazard,
      ...(first.hazardName && { hazardName: first.hazardName }),
      ...(eventName && { eventName }),
      ...(replayOf && { replayOf }),
      ...(storm && first.hazard === warning.hazard && { storm }),
    },
  ];
}
