import { chooseTable, dateTime } from '@loa/domain/wording';
import { figuresText, type FiguresText } from '../figures-text.ts';
import { type ReportLanguage, reportWords, type ReportWords } from '../words.ts';

/** What every section writes with. */
export interface Pen extends FiguresText {
  readonly language: ReportLanguage;
  readonly words: ReportWords;
  /** An instant in Viet Nam's time; a dash for none. */
  at(instant: string | null): string;
  channel(name: string): string;
}

export function penOf(language: ReportLanguage): Pen {
  const words = reportWords(language);
  const numbers = figuresText(language, words);
  const table = chooseTable(language);
  return {
    ...numbers,
    language,
    words,
    at: (instant) => (instant === null ? '–' : dateTime(instant, table)),
    channel: (name) => words.channels[name] ?? name,
  };
}
