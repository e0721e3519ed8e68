import type { Unit } from '../place/place-ref.ts';
import type { Instant } from '../time.ts';
import type { Warning } from '../warning/warning.ts';
import { type Broadcast, renderCrawl, renderHeadline, renderLoudspeaker, renderRadio } from '../wording/index.ts';
import { chooseTable } from '../wording/table/choose-table.ts';
import type { StateMark } from './mark.ts';
import type { AirNote } from './note.ts';
import { partsAt } from './parts-at.ts';

/** Texts for one airing of a warning, or of a part of it. A marked one is longer than its bound by the mark. */
export interface BroadcastTexts {
  readonly headline: string;
  readonly crawl: string;
  readonly radio: string;
  readonly loudspeaker: string;
}

/** Texts of what a warning says, and of what its series keeps in force where it does not speak. */
export interface AllTexts extends BroadcastTexts {
  readonly alsoInForce: readonly BroadcastTexts[];
}

export interface TextsWanted {
  readonly language: string;
  /** What has run out by then is left out; everything, where all of it has. */
  readonly at: Instant;
  /** Absent: all of the warning's places. */
  readonly units?: ReadonlySet<Unit>;
  readonly mark?: StateMark | null;
  readonly note?: AirNote;
}

/** The texts for a broadcast; null where the warning names none of the places. */
export function broadcastTexts(warning: Warning, { language, at, units, mark = null, note }: TextsWanted): AllTexts | null {
  const texts = partsAt(warning, at).flatMap((part) => {
    const named = part.entries.flatMap((entry) => entry.units);
    const mine = units === undefined ? named : named.filter((unit) => units.has(unit));
    return mine.length === 0 ? [] : [textsOf(part, { language, units: mine }, mark, note)];
  });
  const [first, ...alsoInForce] = texts;
  return first === undefined ? null : { ...first, alsoInForce };
}

function textsOf(part: Warning, broadcast: Broadcast, mark: StateMark | null, note: AirNote | undefined): BroadcastTexts {
  const read = (text: string): string => marked(text, mark === null ? null : `${mark.read}.`, part, broadcast);
  const said = (text: string): string => marked(text, mark === null ? null : mark.said, part, broadcast);
  return {
    headline: read(renderHeadline(part, broadcast)),
    crawl: read(renderCrawl(part, broadcast)),
    radio: [said(renderRadio(part, broadcast)), ...(note === undefined ? [] : [note.said])].join(' '),
    loudspeaker: [said(renderLoudspeaker(part, broadcast)), ...(note === undefined ? [] : [note.said])].join(' '),
  };
}

/** An exercise begins with its own mark, so another one stands after it. */
function marked(text: string, mark: string | null, { status }: Warning, { language }: Broadcast): string {
  if (mark === null) return text;
  const lead = `${chooseTable(language).phrases.status[status]}. `;
  return text.startsWith(lead) ? `${lead}${mark} ${text.slice(lead.length)}` : `${mark} ${text}`;
}
