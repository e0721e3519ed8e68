import type { IssuedWarning } from '../ports/warnings.ts';
import type { Instant } from '../time.ts';
import type { WarningState } from '../warning/state-of.ts';
import type { Warning } from '../warning/warning.ts';
import { airState } from './air-plan.ts';
import { type AllTexts, broadcastTexts } from './broadcast-texts.ts';
import { markOfState, type StateMark } from './mark.ts';
import { type AirNote, airNote } from './note.ts';
import { stormTable } from './storm-table.ts';
import { unitsIn } from './units-in.ts';

/** Everything that goes on air of a warning, or why there is nothing. */
export type BroadcastPackage =
  | { readonly kind: 'recalled' | 'places-not-named' }
  | ({
      readonly kind: 'package';
      readonly warningId: string;
      readonly state: WarningState;
      readonly mark: StateMark | null;
      readonly note: AirNote;
      readonly stormTable: string | null;
    } & AllTexts);

export interface PackageWanted {
  readonly now: Instant;
  readonly language: string;
  /** Codes of present provinces; absent: all places. */
  readonly provinces?: readonly string[] | undefined;
  /** The warning that came after it, where there is one. */
  readonly successor?: Warning | null;
}

/** The broadcast package of a warning at `now`. Nothing at all of a recalled one. */
export function broadcastPackage(issued: IssuedWarning, { now, language, provinces, successor }: PackageWanted): BroadcastPackage {
  const { warning } = issued;
  const state = airState(issued, now);
  if (state === 'recalled') return { kind: 'recalled' };
  const mark = markOfState(issued, { now, language, ...(successor !== undefined && { successor }) });
  const here = provinces === undefined ? null : { units: unitsIn(warning, provinces) };
  // What became of it was said of the whole, so a warning that stands no more is shown as it was issued.
  const texts = broadcastTexts(warning, { language, at: mark === null ? now : warning.issuedAt, mark, ...here });
  if (texts === null) return { kind: 'places-not-named' };
  const table = stormTable(warning, language);
  return {
    kind: 'package',
    warningId: warning.id,
    state,
    mark,
    note: airNote(warning, now, language),
    ...texts,
    stormTable: table === null || mark === null ? table : `${mark.read}\n${table}`,
  };
}
