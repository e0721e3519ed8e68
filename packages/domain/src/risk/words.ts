import type { Fact, Interval, Words } from './decision-table.ts';

export type Language = keyof Words;

/** A number as people write it: at most two decimals, with a comma in Vietnamese. */
export function decimal(value: number, language: Language): string {
  const text = String(Math.round(value * 100) / 100);
  return language === 'vi' ? text.replace('.', ',') : text;
}

/** A measured value as a fact; `#` in the templates stands for the number. */
export function measured(value: number, vi: string, en: string): Fact {
  return { value, vi: vi.replace('#', decimal(value, 'vi')), en: en.replace('#', decimal(value, 'en')) };
}

/** A word of a closed list as a fact. */
export const word = (value: string, vi: string, en: string): Fact => ({ value, vi, en });

/** An interval in words, each end said: "above 200 to 400 mm", "from 50 to below 1000 m", "16 and more". */
export function intervalWords({ min, over, max, under }: Interval, language: Language, unit = ''): string {
  const vi = language === 'vi';
  const number = (value: number) => decimal(value, language);
  const amount = (value: number) => `${number(value)}${unit === '%' || unit === '' ? unit : ` ${unit}`}`;
  if (min !== undefined && min === max) return amount(min);
  if (max === undefined && under === undefined)
    return min === undefined ? `${vi ? 'trên' : 'above'} ${amount(over ?? 0)}` : `${amount(min)} ${vi ? 'trở lên' : 'and more'}`;
  const high = max !== undefined ? amount(max) : `${vi ? 'dưới' : 'below'} ${amount(under ?? 0)}`;
  if (min === undefined && over === undefined) return max === undefined ? high : `${vi ? 'không quá' : 'at most'} ${high}`;
  const low = min !== undefined ? `${vi ? 'từ' : 'from'} ${number(min)}` : `${vi ? 'trên' : 'above'} ${number(over ?? 0)}`;
  return `${low} ${vi ? 'đến' : 'to'} ${high}`;
}
