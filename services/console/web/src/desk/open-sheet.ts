import { bulletinTypes, eventNameShown, type Hazard, hazardGroup, hazard as hazardSchema, hazardTitle } from '@loa/domain/bulletin';
import type { Language } from '../shell/language.ts';
import type { Series, SeriesRead } from './answers.ts';
import { correctionOf, firstBulletin, valueAt, type Written } from './model.ts';
import type { Opened } from './sheet.ts';

/** The bulletin that a series goes on with from; null: there is none to go on with. */
export const baseOf = (from: SeriesRead | null): Opened['base'] =>
  from === null ? null : (from.bulletins.find(({ id }) => id === from.next.from)?.bulletin ?? null);

/** A sheet that goes on with a series; null where nothing of it can be gone on with. */
export function goingOn(from: SeriesRead, as: string | null): Opened | null {
  const base = baseOf(from);
  if (base === null) return null;
  const { bulletin } = from.next;
  return { base, after: from.last.sequence, written: as === 'correction' ? correctionOf(base, bulletin) : bulletin, version: 0 };
}

/** A sheet for the first bulletin of a hazard: of an event under way, or of one that has no name yet. */
export function beginning(
  hazard: Hazard,
  of: Pick<Series, 'event' | 'status'> | null,
  { issuer, now }: { issuer: string; now: string },
): Opened {
  const named = of?.event.name === undefined ? {} : { name: of.event.name };
  const written = firstBulletin({
    ...{ issuer, hazard, now, type: bulletinTypes(hazard)[0]?.id ?? '', family: hazardGroup(hazard) },
    ...{ status: of?.status === 'Actual' ? 'Actual' : 'Exercise', event: { id: of?.event.id ?? '', ...named } },
  });
  return { base: null, after: 0, written, version: 0 };
}

/** `crypto.randomUUID` would not be there where a page comes without https. */
export const newId = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** What a bulletin is called on the page: as its event is, or by its hazard where a running event has no name. */
export function titleOf(written: Written, language: Language): string {
  const [vi, en, id] = ['event.name.vi', 'event.name.en', 'event.id'].map((path) => valueAt(written, path));
  const called = typeof vi === 'string' && vi !== '' ? { vi, ...(typeof en === 'string' && { en }) } : null;
  const name = eventNameShown(called, language);
  if (name !== undefined) return name;
  const hazard = hazardSchema.safeParse(written['hazard']).data;
  return hazard === undefined || id === undefined || id === '' ? '…' : hazardTitle(hazard, language);
}
