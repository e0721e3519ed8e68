import type { IssuedWarning } from '../ports/warnings.ts';
import { type AllTexts, broadcastTexts } from './broadcast-texts.ts';
import type { Airing } from './due-times.ts';
import { markOfState } from './mark.ts';
import { type AirNote, airNote } from './note.ts';

/** What is read and said at one airing. */
export interface AiringTexts extends AllTexts {
  readonly note: AirNote;
}

/** The texts of an airing, as of when it is due: the same however late they are asked for. */
export function airingTexts(issued: IssuedWarning, airing: Airing, language: string): AiringTexts {
  const { warning } = issued;
  const note = airNote(warning, airing.dueAt, language);
  const mark = airing.kind === 'lapsed' ? markOfState(issued, { now: airing.dueAt, language }) : null;
  const at = airing.kind === 'lapsed' ? warning.issuedAt : airing.dueAt;
  const texts = broadcastTexts(warning, { language, at, mark, ...(mark === null && { note }) });
  if (texts === null) throw new Error(`warning ${warning.id} names no place`);
  return { ...texts, note };
}
