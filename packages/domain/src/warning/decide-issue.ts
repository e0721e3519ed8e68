import { type Bulletin, bulletinType, hazardGroup, isForeign, seriesId } from '../bulletin/index.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Assessment } from '../risk/assessment.ts';
import type { Instant } from '../time.ts';
import { changeOf } from './change-of.ts';
import { citizensOf } from './citizens-of.ts';
import { contentKey } from './content-key.ts';
import type { EventState, SeriesState } from './event-state.ts';
import { collapse, grouped, inForceOf, type UnitView } from './unit-views.ts';
import type { Change, Warning, WarningEntry } from './warning.ts';

/** A warning before it has its number. */
export type WarningDraft = Omit<Warning, 'id' | 'number' | 'issuerName' | 'givenByName'>;

/** What the deduplicator does with an assessed bulletin, and why. */
export type IssueDecision =
  | {
      readonly kind: 'issue';
      readonly draft: WarningDraft;
      /** Every unexpired warning of the series was an error. A cancel that names only some of the places leaves the others standing. */
      readonly cancels: boolean;
      readonly stateAfter: (issued: { id: string }) => EventState;
    }
  | { readonly kind: 'repeat' | 'stale' | 'sequence-conflict' | 'nothing-to-say'; readonly reason: string; readonly state: EventState };

/** The text of an end, a cancel or a dropped place stays sendable for at least this long. */
const CLOSING_HOURS = 3;

type EntryView = Omit<WarningEntry, 'units'>;
type Entries = Map<Unit, EntryView>;

/** Decides what a bulletin changes, inside its own series and status; pure, and `state` is not touched. */
export function decideIssue(assessment: Assessment, state: EventState, now: Instant): IssueDecision {
  const { bulletin } = assessment;
  const key = `${bulletin.status}:${seriesId(bulletin)}`;
  const series = state.series[key];
  const content = contentKey(assessment);
  const refusal = series === undefined ? null : outOfSequence(bulletin, series, content);
  if (series !== undefined && refusal?.kind === 'repeat')
    return { ...refusal, state: withSeries(state, key, { ...series, lastSequence: bulletin.sequence }) };
  if (refusal !== null) return { ...refusal, state };
  const group = hazardGroup(bulletin.hazard);
  const action = bulletinType(bulletin.hazard, bulletin.type)?.action ?? 'issue';
  const own = inForceOf(state, group, now, (one) => one === key);
  // An alert from abroad governs no place of a bulletin of Viet Nam, whose citizens may never hear of it.
  const counts = ({ citizens }: SeriesState): boolean => isForeign(bulletin) || citizens === undefined;
  const others = inForceOf(state, group, now, (one, of) => one !== key && one.startsWith(`${bulletin.status}:`) && counts(of));
  const known = `${bulletin.status}:${group}${isForeign(bulletin) ? ':abroad' : ''}`;
  const open = (series?.warnings ?? []).filter((one) => one.expiresAt > now);
  const otherGroups = (series?.inForce ?? []).filter((row) => hazardGroup(row.hazard) !== group && row.expiresAt > now);
  const stateWith = (views: ReadonlyMap<Unit, UnitView>, warnings: SeriesState['warnings']): EventState => {
    const inForce = [...otherGroups, ...grouped(views)];
    const lastSaid = { lastSequence: bulletin.sequence, lastContent: content };
    return withSeries(state, key, { ...lastSaid, inForce, ...citizensOf(bulletin, inForce), warnings });
  };

  if (action === 'end' || action === 'cancel') {
    const closes = closedBy(assessment, own);
    const entries = closed(action, closes, others, now);
    const left = new Map([...own].filter(([unit]) => !closes.has(unit)));
    if (entries.size === 0)
      return {
        kind: 'nothing-to-say',
        reason: own.size === 0 ? 'nothing-in-force' : 'kept-by-another-series',
        state: stateWith(left, open),
      };
    const cancels = action === 'cancel' && left.size === 0 && otherGroups.length === 0;
    const standing = [...otherGroups, ...grouped(left)];
    const draft = draftOf(assessment, action, { cancels, entries, standing, open }, now);
    return {
      kind: 'issue',
      draft,
      cancels,
      stateAfter: ({ id }) => stateWith(left, cancels ? [] : [...open, { id, expiresAt: draft.expiresAt }]),
    };
  }
  const said = collapse(assessment.areas, named(bulletin), now);
  // Nothing of it lies ahead: what is in force stays as it is.
  if (said.size === 0) return { kind: 'nothing-to-say', reason: 'windows-are-over', state: stateWith(own, open) };
  const entries = warned(bulletin, action, { said, own, others }, { eventKnown: state.warnedOf.includes(known), now });
  const inForce = bulletin.scope === 'full' ? said : new Map([...own, ...said]);
  const unsaid = new Map([...inForce].filter(([unit]) => !said.has(unit)));
  const standing = [...otherGroups, ...grouped(unsaid)];
  const draft = draftOf(assessment, action, { cancels: false, entries, standing, open }, now);
  return {
    kind: 'issue',
    draft,
    cancels: false,
    stateAfter: ({ id }) => ({
      ...stateWith(inForce, [...open, { id, expiresAt: draft.expiresAt }]),
      warnedOf: [...new Set([...state.warnedOf, known])],
    }),
  };
}

const named = (bulletin: Bulletin): Pick<Warning, 'hazard' | 'hazardName'> => ({
  hazard: bulletin.hazard,
  ...('hazardName' in bulletin ? { hazardName: bulletin.hazardName } : {}),
});

function withSeries(state: EventState, key: string, series: SeriesState): EventState {
  return { ...state, series: { ...state.series, [key]: series } };
}

/** What an end or cancel speaks of: the units it names, or everything of its series. */
function closedBy(assessment: Assessment, own: ReadonlyMap<Unit, UnitView>): Map<Unit, UnitView> {
  if (assessment.areas.length === 0) return new Map(own);
  const named = new Set(assessment.areas.flatMap((area) => area.units));
  return new Map([...own].filter(([unit]) => named.has(unit)));
}

function outOfSequence(
  bulletin: Bulletin,
  series: SeriesState,
  content: string,
): { kind: 'repeat' | 'stale' | 'sequence-conflict'; reason: string } | null {
  if (bulletin.sequence < series.lastSequence)
    return { kind: 'stale', reason: `sequence ${bulletin.sequence} after ${series.lastSequence}` };
  if (content === series.lastContent) return { kind: 'repeat', reason: 'says what the last bulletin of the series said' };
  if (bulletin.sequence === series.lastSequence)
    return { kind: 'sequence-conflict', reason: `sequence ${bulletin.sequence} was something else` };
  return null;
}

type Views = Readonly<Record<'said' | 'own' | 'others', ReadonlyMap<Unit, UnitView>>>;

function warned(
  bulletin: Bulletin,
  action: 'issue' | 'correct',
  { said, own, others }: Views,
  context: { eventKnown: boolean; now: Instant },
): Entries {
  const entries: Entries = new Map();
  const shapes = new Map<string, EntryView>();
  const correctsAll = action === 'correct' && correctsNoPlace(said, own);
  for (const [unit, view] of said) {
    const before = { own: own.get(unit), others: others.get(unit) };
    const corrected = action === 'correct' && before.own !== undefined && (correctsAll || !saysTheSame(view, before.own));
    const change = corrected ? 'corrected' : changeOf(view, before, context);
    entries.set(unit, shared(shapes, entry(view, change, highest(before.own, before.others))));
  }
  if (bulletin.scope === 'full')
    for (const [unit, view] of own)
      if (!said.has(unit) && !others.has(unit)) entries.set(unit, shared(shapes, closingEntry(view, 'narrowed', context.now)));
  return entries;
}

const saysTheSame = (a: UnitView, b: UnitView): boolean =>
  a.level === b.level && a.onset === b.onset && a.expiresAt === b.expiresAt && a.response === b.response && figuresOf(a) === figuresOf(b);

/** What people read of a place's figures; null where no row of the rulebook was met. */
const figuresOf = ({ verdict }: UnitView): string | null => (verdict?.kind === 'level' ? (verdict.figures ?? verdict.met).vi : null);

/** The same of the same places: what is corrected stands in the bulletin's words, or in what it says of the event, and was told to everybody. */
const correctsNoPlace = (said: ReadonlyMap<Unit, UnitView>, own: ReadonlyMap<Unit, UnitView>): boolean =>
  said.size === own.size &&
  [...said].every(([unit, view]) => {
    const before = own.get(unit);
    return before !== undefined && saysTheSame(view, before);
  });

function highest(own: UnitView | undefined, others: UnitView | undefined): UnitView['level'] {
  const levels = [own?.level, others?.level].filter((one) => typeof one === 'number');
  return levels.length === 0 ? null : Math.max(...levels);
}

function closed(action: 'end' | 'cancel', closes: ReadonlyMap<Unit, UnitView>, others: ReadonlyMap<Unit, UnitView>, now: Instant): Entries {
  const entries: Entries = new Map();
  const shapes = new Map<string, EntryView>();
  for (const [unit, view] of closes) {
    // An end is no end where another series still warns; an error is an error everywhere.
    if (action === 'end' && others.has(unit)) continue;
    entries.set(unit, shared(shapes, closingEntry(view, action === 'end' ? 'ended' : 'cancelled', now)));
  }
  return entries;
}

function entry(view: UnitView, change: Change, previousLevel: UnitView['level']): EntryView {
  const { level, source, verdict, response, certainty, onset, expiresAt } = view;
  return { change, level, previousLevel, source, verdict, response, ...(certainty && { certainty }), onset, expiresAt };
}

function closingEntry(view: UnitView, change: Change, now: Instant): EntryView {
  const least = new Date(Date.parse(now) + CLOSING_HOURS * 3_600_000).toISOString();
  return {
    change,
    level: null,
    previousLevel: view.level,
    source: null,
    verdict: null,
    response: 'Monitor',
    onset: now,
    expiresAt: view.expiresAt > least ? view.expiresAt : least,
  };
}

/** One object per distinct value, so that grouping thousands of units computes few keys. */
function shared(shapes: Map<string, EntryView>, view: EntryView): EntryView {
  const key = `${view.change}|${view.level}|${view.previousLevel}|${view.onset}|${view.expiresAt}|${view.response}|${view.certainty}|${view.source}|${JSON.stringify(view.verdict)}`;
  const found = shapes.get(key) ?? view;
  shapes.set(key, found);
  return found;
}

function draftOf(
  assessment: Assessment,
  action: Warning['action'],
  {
    cancels,
    entries,
    standing,
    open,
  }: { cancels: boolean; entries: Entries; standing: SeriesState['inForce']; open: SeriesState['warnings'] },
  now: Instant,
): WarningDraft {
  const { bulletin } = assessment;
  const rows = grouped(entries).sort((a, b) => (b.level ?? 0) - (a.level ?? 0) || (a.onset < b.onset ? -1 : 1));
  const storm = 'storm' in bulletin ? bulletin.storm : undefined;
  return {
    status: bulletin.status,
    // CAP's Cancel withdraws every message it refers to, so a cancel of some places is an Update.
    msgType: cancels ? 'Cancel' : open.length > 0 ? 'Update' : 'Alert',
    action,
    bulletinId: assessment.bulletinId,
    bulletinType: bulletin.type,
    issuer: bulletin.issuer,
    ...(bulletin.givenBy !== undefined && { givenBy: bulletin.givenBy }),
    family: bulletin.family,
    seriesId: seriesId(bulletin),
    eventId: bulletin.event.id,
    ...named(bulletin),
    finishedAt: bulletin.finishedAt,
    issuedAt: now,
    onset: rows.map((row) => row.onset).reduce((a, b) => (a < b ? a : b)),
    expiresAt: rows.map((row) => row.expiresAt).reduce((a, b) => (a > b ? a : b)),
    references: open.map((one) => one.id),
    entries: rows,
    ...(standing.length === 0 ? {} : { standing }),
    ...(bulletin.event.name === undefined ? {} : { eventName: bulletin.event.name }),
    ...(bulletin.urgency === undefined ? {} : { urgency: bulletin.urgency }),
    ...(storm === undefined ? {} : { storm }),
    ...(bulletin.order === undefined ? {} : { order: bulletin.order }),
    ...(bulletin.text === undefined ? {} : { text: bulletin.text }),
    ...(bulletin.document === undefined ? {} : { document: bulletin.document }),
    ...citizensOf(bulletin, rows),
    ...(bulletin.replayOf === undefined ? {} : { replayOf: bulletin.replayOf }),
  };
}
