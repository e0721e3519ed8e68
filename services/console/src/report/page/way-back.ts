import { htmlText, type PlainPage } from '@loa/runtime';
import type { Entrance } from '../words.ts';
import type { Pen } from './context.ts';

/** What stands above a page: the way back to where its reader works; without an entrance nothing. */
export function wayBack(entrances: readonly Entrance[], { language, words }: Pen): Pick<PlainPage, 'frame'> {
  if (entrances.length === 0) return {};
  const links = entrances.map((one) => `<a href="/${one}?language=${language}">${htmlText(words.entrances[one])}</a>`);
  const nav = `<nav class="row" aria-label="${htmlText(words.entrances.label)}">${links.join('')}</nav>`;
  return { frame: { header: `<header class="top"><a class="brand" href="/">Loa</a>${nav}</header>`, footer: '' } };
}
