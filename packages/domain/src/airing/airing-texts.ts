import type { IssuedWarning } from '../ports/warnings.ts';
import { type AllTexts, broadcastTexts } from './broadcast-texts.ts';
import type { Airing } from './due-times.ts';
import { markOfState } from './mark.ts';
import { type AirNote, airNote } from './note.ts';
import { unitsIn } from './units-in.ts';

/** What is read and said at one airing. */
export interface AiringTexts extends AllTexts {
  readonly note: AirNote;
}

export interface AiringTextsWanted {
  readonly language: string;
  /** Codes of present provinces; absent: all places. */
  readonly provinces?: readonly string[] | undefined;
}

/** The texts of an airing, as of when it is due: the same however late they are asked for. Null where it names none of the places. */
export function airingTexts(issued: IssuedWarning, airing: Airing, { language, provinces }: AiringTextsWanted): AiringTexts | null {
  const { warning } = issued;
  const note = airNote(warning, airing.dueAt, language);
  const mark = airing.kind === 'lapsed' ? markOfState(issued, { now: airing.dueAt, language }) : null;
  const at = airing.kind === 'lapsed' ? warning.issuedAt : airing.dueAt;
  const here = provinces === undefined ? null : { units: unitsIn(warning, provinces) };
  const texts = broadcastTexts(warning, { language, at, mark, ...here, ...(mark === null && { note }) });
  return texts === null ? null : { ...texts, note };
}
