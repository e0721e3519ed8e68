import { colourOf, NO_COLOUR } from '@loa/domain/wording';
import type { Tone } from './shares.ts';

/** Marks of each tone, so that it reads without colour: the higher the level, the denser. Square tiles of 24 pixels. */
const MARKS: Readonly<Record<Tone, string>> = {
  1: '<circle cx="12" cy="12" r="2.2"/>',
  2: '<circle cx="6" cy="6" r="2.4"/><circle cx="18" cy="18" r="2.4"/>',
  3: '<path d="M-6 18L18 -6M6 30L30 6" stroke-width="2.4"/>',
  4: '<path d="M-6 18L18 -6M6 30L30 6M-6 6L18 30M6 -6L30 18" stroke-width="2"/>',
  5: '<path d="M0 6H24M0 18H24M6 0V24M18 0V24" stroke-width="2.6"/>',
  'no-level': '<path d="M0 12H24" stroke-width="2.4"/>',
  'taken-back': '<path d="M8 8L16 16M16 8L8 16" stroke-width="1.6"/>',
};

const shadeOf = (tone: Tone): string => (typeof tone === 'number' ? colourOf(tone).css : NO_COLOUR.css);
const inkOf = (tone: Tone): string => (typeof tone === 'number' && tone >= 4 ? '#fff' : '#000');

/** Reference to the fill of a tone: all over, or as wide bands that say "a part of it". */
export const fillOf = (tone: Tone, part = false): string => `url(#${part ? 'part' : 'tone'}-${String(tone)})`;

/** The patterns of tones, to stand in `defs`. */
export function tonePatterns(tones: readonly Tone[]): string {
  return tones
    .map((tone) => {
      const [shade, ink] = [shadeOf(tone), inkOf(tone)];
      const marks = `<g fill="${ink}" stroke="${ink}" stroke-width="0" opacity="0.42">${MARKS[tone]}</g>`;
      return (
        `<pattern id="tone-${String(tone)}" width="24" height="24" patternUnits="userSpaceOnUse"><rect width="24" height="24" fill="${shade}"/>${marks}</pattern>` +
        `<pattern id="part-${String(tone)}" width="36" height="36" patternUnits="userSpaceOnUse" patternTransform="rotate(-60)"><rect width="22" height="36" fill="${shade}"/><path d="M0 0V36M22 0V36" stroke="#333" stroke-width="1"/></pattern>`
      );
    })
    .join('');
}
