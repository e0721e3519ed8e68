import type { NumberWords, Speech } from './table/phrase-table.ts';

/** A whole number from 0 to 999,999 as said: "hai trăm linh năm", "two hundred and five". Larger ones digit by digit. */
export function numberWords(value: number, words: NumberWords): string {
  if (value >= 1_000_000) return Array.from(String(value), (digit) => words.upTo99[Number(digit)] ?? '').join(' ');
  if (value < 100) return words.upTo99[value] ?? '';
  const [size, name] = value < 1000 ? [100, words.hundred] : [1000, words.thousand];
  const rest = value % size;
  const head = `${numberWords(Math.floor(value / size), words)} ${name}`;
  if (rest === 0) return head;
  const gap = size === 1000 && rest < 100 ? words.noHundreds : '';
  const join = rest < 10 ? words.belowTen : '';
  return [head, gap, join, numberWords(rest, words)].filter((part) => part !== '').join(' ');
}

const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** A text with its figures, ranges and units in words, ready to be read aloud. Digits after a comma or point are said one by one. */
export function spoken(text: string, { numbers, units }: Speech): string {
  const plain = text
    .replaceAll(' (MSK-64)', '')
    // 22/8/2025, and the number of an event in its year: 8/2025.
    .replace(/(?<=\d)\/(\d{1,2})\/(?=\d{4}(?!\d))/g, ` ${numbers.ofMonth} $1 ${numbers.ofYear} `)
    .replace(/(?<=\d)\/(?=\d{4}(?!\d))/g, ` ${numbers.ofYear} `)
    .replace(/(?<=cấp |intensity )[IVX]+(?:-[IVX]+)?/gu, (grades) =>
      grades
        .split('-')
        .map((one) => String(ROMAN.indexOf(one) + 1))
        .join('-'),
    )
    .replace(/(?<=\d)-(?=\d)/g, ` ${numbers.to} `)
    .replace(/(?<![\p{L}\d])-(?=\d)/gu, `${numbers.minus} `);
  return units
    .reduce((said, [unit, word]) => said.replace(new RegExp(`(?<=\\d)${unit}(?![\\p{L}/])`, 'gu'), word), plain)
    .replace(/(\d+)(?:[.,](\d+))?/g, (_, whole: string, decimals: string | undefined) => {
      const said = numberWords(Number(whole), numbers);
      if (decimals === undefined) return said;
      return `${said} ${numbers.point} ${Array.from(decimals, (digit) => numbers.upTo99[Number(digit)] ?? '').join(' ')}`;
    })
    .replace(/ \(([^)]*)\)/g, ', $1')
    .replaceAll('TP ', 'thành phố ');
}

/** How long a text takes to be read, seconds: one word (in Vietnamese one syllable) counts as one. */
export function secondsOf(text: string, pace: number): number {
  return text.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length / pace;
}
