import { withoutMarks } from '../place/index.ts';
import { isGsm } from './segments.ts';

/** What names and figures hold that the GSM alphabet lacks; `°` is left out. */
const IN_GSM: readonly (readonly [RegExp, string])[] = [
  [/[–—]/g, '-'],
  [/[‘’]/g, "'"],
  [/[“”]/g, '"'],
  [/…/g, '...'],
  [/\u00a0/g, ' '],
  [/‰/g, ' g/l'],
  [/m³\/s/g, 'm3/s'],
];

/** A name or figure in the GSM 7-bit alphabet: "Đắk Lắk" is "Dak Lak". Salt of 1‰ is 1 g/l. What has no place in the alphabet is left out. */
export function inGsm(name: string): string {
  const replaced = IN_GSM.reduce((text, [from, to]) => text.replace(from, to), name);
  return Array.from(withoutMarks(replaced)).filter(isGsm).join('');
}
