import { type AiredSummary, type Airing, airingTexts, BASES } from '@loa/domain/airing';
import type { IssuedWarning } from '@loa/domain/ports';
import { urlsOf } from '../documents/feed-items.ts';

export interface AiringWanted {
  readonly language: 'vi' | 'en';
  /** Codes of present provinces; absent: all places. */
  readonly provinces?: readonly string[] | undefined;
  /** Without a slash at the end. */
  readonly publicUrl: string;
}

/** Addresses of what belongs to a warning on air; `map` is the picture, 1920×1080. */
export function airUrls(publicUrl: string, id: string) {
  const urls = urlsOf(publicUrl, id);
  return { ...urls, map: `${urls.html}/map.png`, broadcast: `${publicUrl}/api/warnings/${id}/broadcast` };
}

/** When an airing is due and by which rule, without its texts. */
export function airingTime({ basis, ...airing }: Airing) {
  const { status, cited, note } = BASES[basis];
  return { ...airing, basis: { id: basis, status, cited, note } };
}

/** An airing with what is read and said at it; null where it names none of the places. */
export function airingJson(issued: IssuedWarning, airing: Airing, { language, provinces, publicUrl }: AiringWanted) {
  const found = airingTexts(issued, airing, { language, provinces });
  if (found === null) return null;
  const { note, ...texts } = found;
  const { id, status, hazard } = issued.warning;
  return { ...airingTime(airing), status, hazard, language, note, texts, urls: airUrls(publicUrl, id) };
}

/** An airing in a plan. `passed`: it is due no more, since a later one on its medium is. */
export interface Planned {
  readonly when: 'passed' | 'now' | 'coming';
  readonly report: AiredSummary;
}
