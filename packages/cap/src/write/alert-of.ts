import { TABLES } from '@loa/domain/wording';
import type { Warning } from '@loa/domain/warning';
import type { Alert, Circle, Info, Reference } from '../alert.ts';
import { placesOf } from './areas.ts';
import { bytesOfCircles } from './circles.ts';
import { type Group, groupsOf, partsOf } from './groups.ts';
import { capTime, identifierOf, referenceTo, type WarningKey } from './identifier.ts';
import { infoOf, LANGUAGES } from './info.ts';
import type { Outline } from './outlines.ts';
import { type AlertSettings, PROFILE } from './settings.ts';
import { detailFor, ringAt } from './simplified.ts';
import { toXml } from './to-xml.ts';

/** A warning with those it refers to. */
export interface WarningToWrite {
  readonly warning: Warning;
  /** At least every warning of `warning.references`. */
  readonly earlier: readonly WarningKey[];
}

/** A warning refers to one that was not handed over: an alert without that reference would leave it standing. */
export class ReferenceMissing extends Error {
  override readonly name = 'ReferenceMissing';
  readonly code = 'reference-missing';
}

/** Below 100 kB, with room for a signature and its certificate. */
const MOST_BYTES = 95_000;
/** The issuer's text stands in every block while all its copies take no more than this; else in the first of each language. */
const OWN_TEXT_BYTES = 30_000;

/**
 * A warning as a CAP 1.2 message by the profile of `docs/cap.md`: a block in `vi-VN` and one in `en` per group of entries, and of what
 * the series keeps in force besides. Outlines
 * are as fine as the message stays below {@link MOST_BYTES} bytes, and are left out where even the coarsest do not fit; circles of single
 * communes are drawn where they take at most half of the room; codes of
 * places and texts never are. Throws {@link ReferenceMissing}.
 */
export function alertOf({ warning, earlier }: WarningToWrite, settings: AlertSettings): Alert {
  const blocks = partsOf(warning).flatMap((part) => blocksOfPart(part, settings));
  const bare = { ...headOf(warning, earlier, settings), info: blocks.map((block) => block.info) };
  const bytes = new TextEncoder().encode(toXml(bare)).length;
  const room = MOST_BYTES - bytes;
  const forCircles = bytesOfCircles(blocks.flatMap((block) => block.circles.flat()));
  const outlines = blocks.flatMap((block) => block.outlines.flat());
  const beside = forCircles <= room / 2 ? detailFor(outlines, room - forCircles) : null;
  const detail = beside ?? detailFor(outlines, room);
  if (detail === null) return bare;
  const drawn = ({ info, outlines, circles }: Block): Info => ({
    ...info,
    area: info.area.map((area, at) => ({
      ...area,
      polygon: (outlines[at] ?? []).map((one) => ringAt(one, detail)),
      circle: beside === null ? [] : (circles[at] ?? []),
    })),
  });
  return { ...bare, info: blocks.map(drawn) };
}

/** A block, and the shapes of each of its areas. */
interface Block {
  readonly info: Info;
  readonly outlines: readonly (readonly Outline[])[];
  readonly circles: readonly (readonly Circle[])[];
}

function blocksOfPart(part: Warning, settings: AlertSettings): Block[] {
  const groups = groupsOf(part);
  const repeated = new TextEncoder().encode(`${part.text?.vi ?? ''}${part.text?.en ?? ''}`).length * groups.length;
  return groups.flatMap((group, at) => blocksOf(part, group, settings, at === 0 || repeated <= OWN_TEXT_BYTES));
}

function blocksOf(warning: Warning, group: Group, settings: AlertSettings, ownText: boolean): Block[] {
  const places = placesOf(group.units);
  const shapes = { outlines: places.map((place) => place.outlines), circles: places.map((place) => place.circles) };
  return LANGUAGES.map((language) => ({ info: infoOf(warning, group, places, language, settings, ownText), ...shapes }));
}

function headOf(warning: Warning, earlier: readonly WarningKey[], settings: AlertSettings): Omit<Alert, 'info'> {
  return {
    identifier: identifierOf(warning, settings),
    sender: settings.sender,
    sent: capTime(warning.issuedAt),
    status: warning.status,
    msgType: warning.msgType,
    source: warning.givenBy === undefined ? warning.issuer : `${warning.issuer} (${warning.givenBy})`,
    scope: 'Public',
    restriction: null,
    addresses: [],
    code: [PROFILE],
    note: noteOf(warning),
    references: referencesOf(warning, earlier, settings),
    incidents: [warning.eventId],
  };
}

/** An exercise names itself, and a test too (CAP 1.2, section 3.2.1: status). */
function noteOf({ status, eventId }: Warning): string | null {
  if (status === 'Actual') return null;
  return `${TABLES.map((table) => table.phrases.status[status]).join(' / ')}: ${eventId}`;
}

function referencesOf({ id, references }: Warning, earlier: readonly WarningKey[], settings: AlertSettings): Reference[] {
  const known = new Map(earlier.map((one) => [one.id, one]));
  return references.map((one) => {
    const found = known.get(one);
    if (found === undefined) throw new ReferenceMissing(`${id} refers to ${one}, which was not given`);
    return referenceTo(found, settings);
  });
}
