import type { Level } from '../bulletin/bulletin.ts';

export interface Colour {
  readonly css: string;
  /** Black or white, readable on `css`. */
  readonly ink: string;
}

/** Colours of levels 1 to 5 on the law's map (Decision 18/2021/QĐ-TTg, Appendix XII); the shades are ours. Their words stand in the phrase tables. */
const COLOURS: readonly Colour[] = [
  { css: '#b3d9f2', ink: '#000' },
  { css: '#fff3a3', ink: '#000' },
  { css: '#ff9d3b', ink: '#000' },
  { css: '#c81e1e', ink: '#fff' },
  { css: '#6d28a8', ink: '#fff' },
];

/** Where no level is shown. */
export const NO_COLOUR: Colour = { css: '#e5e7eb', ink: '#000' };

/** The shade of a level. */
export function colourOf(level: Level): Colour {
  return COLOURS[level - 1] ?? NO_COLOUR;
}
