import { eventNameShown, hazardTitle } from '@loa/domain/bulletin';
import type { Language } from '../shell/language.ts';
import type { Series } from './answers.ts';
import { shortTime } from './model.ts';

/** What a series is called: as its event is, or, where that has no name, by its hazard and when its last bulletin was finished. */
export function seriesName({ event, hazard, last }: Pick<Series, 'event' | 'hazard' | 'last'>, language: Language): string {
  return eventNameShown(event.name, language) ?? `${hazardTitle(hazard, language)}, ${shortTime(last.finishedAt)}`;
}
