import { placeName } from '../place-name.ts';
import type { ReportLanguage, ReportWords } from './words.ts';

/** Numbers, durations and names as a reader of a language writes them. */
export interface FiguresText {
  count(value: number): string;
  /** Of a whole, in per cent; a dash where the whole is 0. */
  share(part: number, whole: number): string;
  /** Seconds. */
  duration(seconds: number | null): string;
  place(code: string): string;
  /** Puts values into the `{slots}` of a sentence. */
  fill(sentence: string, values: Readonly<Record<string, string>>): string;
}

const DASH = '–';

export function figuresText(language: ReportLanguage, { units }: ReportWords): FiguresText {
  const whole = new Intl.NumberFormat(language);
  const tenth = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const two = (great: number, greatUnit: string, small: number, smallUnit: string): string =>
    `${whole.format(great)} ${greatUnit}${small === 0 ? '' : ` ${whole.format(small)} ${smallUnit}`}`;
  return {
    count: (value) => whole.format(value),
    share: (part, of) => {
      if (of === 0) return DASH;
      const rounded = Math.round((part / of) * 1_000) / 10;
      // Never rounded up to all, nor down to none.
      const said = part === 0 || part === of ? rounded : Math.min(99.9, Math.max(0.1, rounded));
      return `${said % 1 === 0 ? whole.format(said) : tenth.format(said)} %`;
    },
    duration: (seconds) => {
      if (seconds === null) return DASH;
      if (seconds > 0 && seconds < 0.1) return `< ${tenth.format(0.1)} ${units.s}`;
      if (seconds < 10 && seconds % 1 !== 0) return `${tenth.format(seconds)} ${units.s}`;
      const s = Math.round(seconds);
      if (s < 60) return `${whole.format(s)} ${units.s}`;
      if (s < 3_600) return two(Math.floor(s / 60), units.min, s % 60, units.s);
      if (s < 86_400) return two(Math.floor(s / 3_600), units.h, Math.floor((s % 3_600) / 60), units.min);
      return two(Math.floor(s / 86_400), units.d, Math.floor((s % 86_400) / 3_600), units.h);
    },
    place: (code) => placeName(code, language),
    fill: (sentence, values) => sentence.replaceAll(/\{(\w+)\}/g, (slot, name: string) => values[name] ?? slot),
  };
}
