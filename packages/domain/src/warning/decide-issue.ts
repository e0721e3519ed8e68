import { type Bulletin, bulletinType, hazardGroup, seriesId } from '../bulletin/index.ts';
import type { Unit } from '../place/place-ref.ts';
import type { Assessment } from '../risk/assessment.ts';
import type { Instant } from '../time.ts';
import { changeOf } from './change-of.ts';
import type { EventState, SeriesState } from './event-state.ts';
import { collapse, grouped, inForceOf, merge, type UnitView } from './unit-views.ts';
import type { Change, Warning, WarningEntry } from './warning.ts';

/** A warning before it has its number. */
export type WarningDraft = Omit<Warning, 'id' | 'number'>;

/** What the deduplicator does with an assessed bulletin, and why. */
export type IssueDecision =
  | {
      readonly kind: 'issue';
      readonly draft: WarningDraft;
      /** Every unexpired warning of the series was an error. */
      readonly cancels: boolean;
      readonly stateAfter: (issued: { id: string }) => EventState;
    }
  | { readonly kind: 'repeat' | 'stale' | 'sequence-conflict' | 'nothing-to-say'; readonly reason: string; readonly state: EventState };

/** The text of an end, a cancel or a dropped place stays sendable for at least this long. */
const CLOSING_HOURS = 3;

type EntryView = Omit<WarningEntry, 'units'>;
type Entries = Map<Unit, EntryView>;

/** Decides what a bulletin changes, inside its own series; pure, and `state` is not touched. */
export function decideIssue(assessment: Assessment, state: EventState, now: Instant): IssueDecision {
  const { bulletin } = assessment;
  const id = seriesId(bulletin);
  const series = state.series[id];
  const content = contentOf(assessment);
  if (series !== undefined) {
    const refusal = outOfSequence(bulletin, series, content);
    if (refusal !== null) return { ...refusal, state };
  }
  const group = hazardGroup(bulletin.hazard);
  const action = bulletinType(bulletin.hazard, bulletin.type)?.action ?? 'issue';
  const own = inForceOf(state, group, now, (one) => one === id);
  const others = inForceOf(state, group, now, (one) => one !== id);
  const said = collapse(assessment.areas, group, now);
  const closing = action === 'end' || action === 'cancel';
  const entries = closing ? closed(action, said, own, others, now) : warned(bulletin, action, said, own, others, known(state, group), now);
  const remaining = closing ? without(own, entries) : bulletin.scope === 'full' ? said : new Map([...own, ...said]);
  const stateWith = (warnings: SeriesState['warnings']): EventState => ({
    series: { ...state.series, [id]: { lastSequence: bulletin.sequence, lastContent: content, inForce: rowsOf(remaining), warnings } },
  });
  const open = (series?.warnings ?? []).filter((one) => one.expiresAt > now);
  if (entries.size === 0) return { kind: 'nothing-to-say', reason: closing ? 'nothing-in-force' : 'windows-are-over', state: stateWith(open) };
  const draft = draftOf(assessment, action, entries, open, now);
  return {
    kind: 'issue',
    draft,
    cancels: action === 'cancel',
    stateAfter: (issued) => stateWith([...(closing ? [] : open), { id: issued.id, expiresAt: draft.expiresAt }]),
  };
}

function outOfSequence(bulletin: Bulletin, series: SeriesState, content: string): { kind: 'repeat' | 'stale' | 'sequence-conflict'; reason: string } | null {
  if (bulletin.sequence < series.lastSequence) return { kind: 'stale', reason: `sequence ${bulletin.sequence} after ${series.lastSequence}` };
  if (content === series.lastContent) return { kind: 'repeat', reason: 'says what the last bulletin of the series said' };
  if (bulletin.sequence === series.lastSequence) return { kind: 'sequence-conflict', reason: `sequence ${bulletin.sequence} was something else` };
  return null;
}

/** What matters in a bulletin, without its number and time of issue. */
function contentOf({ bulletin, areas }: Assessment): string {
  const { type, scope, status, text, event } = bulletin;
  return JSON.stringify([bulletin.hazard, type, scope, status, text ?? null, event.name ?? null, areas, 'storm' in bulletin ? bulletin.storm : null]);
}

const known = (state: EventState, group: string): boolean =>
  Object.values(state.series).some((series) => series.inForce.some((row) => row.hazardGroup === group));

function warned(
  bulletin: Bulletin,
  action: 'issue' | 'correct',
  said: ReadonlyMap<Unit, UnitView>,
  own: ReadonlyMap<Unit, UnitView>,
  others: ReadonlyMap<Unit, UnitView>,
  eventKnown: boolean,
  now: Instant,
): Entries {
  const entries: Entries = new Map();
  const shapes = new Map<string, EntryView>();
  for (const [unit, view] of said) {
    const [mine, theirs] = [own.get(unit), others.get(unit)];
    const before = mine !== undefined && theirs !== undefined ? merge(mine, theirs) : (mine ?? theirs);
    // A lower word of one series does not ease what another still says.
    const effective = theirs === undefined ? view : merge(view, theirs);
    const change = changeOf(effective, before, eventKnown);
    entries.set(unit, shared(shapes, entry(view, action === 'correct' && change !== 'unchanged' ? 'corrected' : change, before?.level ?? null)));
  }
  if (bulletin.scope === 'full')
    for (const [unit, view] of own)
      if (!said.has(unit) && !others.has(unit)) entries.set(unit, shared(shapes, closingEntry(view, action === 'correct' ? 'corrected' : 'narrowed', now)));
  return entries;
}

function closed(
  action: 'end' | 'cancel',
  said: ReadonlyMap<Unit, UnitView>,
  own: ReadonlyMap<Unit, UnitView>,
  others: ReadonlyMap<Unit, UnitView>,
  now: Instant,
): Entries {
  const entries: Entries = new Map();
  const shapes = new Map<string, EntryView>();
  for (const [unit, view] of own) {
    if (said.size > 0 && !said.has(unit)) continue;
    // An end is no end where another series still warns; an error is an error everywhere.
    if (action === 'end' && others.has(unit)) continue;
    entries.set(unit, shared(shapes, closingEntry(view, action === 'end' ? 'ended' : 'cancelled', now)));
  }
  return entries;
}

const entry = (view: UnitView, change: Change, previousLevel: UnitView['level']): EntryView => {
  const { hazardGroup: _, ...rest } = view;
  return { change, previousLevel, ...rest };
};

function closingEntry(view: UnitView, change: Change, now: Instant): EntryView {
  const least = new Date(Date.parse(now) + CLOSING_HOURS * 3_600_000).toISOString();
  return { ...entry(view, change, view.level), level: null, source: null, verdict: null, response: 'Monitor', onset: now, expiresAt: view.expiresAt > least ? view.expiresAt : least };
}

/** One object per distinct value, so that grouping thousands of units computes few keys. */
function shared(shapes: Map<string, EntryView>, view: EntryView): EntryView {
  const key = `${view.change}|${view.level}|${view.previousLevel}|${view.onset}|${view.expiresAt}|${view.response}|${view.source}|${JSON.stringify(view.verdict)}`;
  const found = shapes.get(key) ?? view;
  shapes.set(key, found);
  return found;
}

const without = (own: ReadonlyMap<Unit, UnitView>, entries: Entries): Map<Unit, UnitView> => new Map([...own].filter(([unit]) => !entries.has(unit)));

const rowsOf = (views: ReadonlyMap<Unit, UnitView>): SeriesState['inForce'] => grouped(views);

function draftOf(assessment: Assessment, action: Warning['action'], entries: Entries, open: SeriesState['warnings'], now: Instant): WarningDraft {
  const { bulletin } = assessment;
  const rows = grouped(entries).sort((a, b) => (b.level ?? 0) - (a.level ?? 0));
  const storm = 'storm' in bulletin ? bulletin.storm : undefined;
  return {
    status: bulletin.status,
    msgType: action === 'cancel' ? 'Cancel' : open.length > 0 ? 'Update' : 'Alert',
    action,
    bulletinId: assessment.bulletinId,
    bulletinType: bulletin.type,
    issuer: bulletin.issuer,
    family: bulletin.family,
    seriesId: seriesId(bulletin),
    eventId: bulletin.event.id,
    hazard: bulletin.hazard,
    finishedAt: bulletin.finishedAt,
    issuedAt: now,
    onset: rows.map((row) => row.onset).reduce((a, b) => (a < b ? a : b)),
    expiresAt: rows.map((row) => row.expiresAt).reduce((a, b) => (a > b ? a : b)),
    references: open.map((one) => one.id),
    entries: rows,
    ...(bulletin.event.name === undefined ? {} : { eventName: bulletin.event.name }),
    ...(bulletin.urgency === undefined ? {} : { urgency: bulletin.urgency }),
    ...(storm === undefined ? {} : { storm }),
    ...(bulletin.text === undefined ? {} : { text: bulletin.text }),
    ...(bulletin.replayOf === undefined ? {} : { replayOf: bulletin.replayOf }),
  };
}
