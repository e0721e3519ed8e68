/** A disaster risk level, or that places are warned without one. */
export type LevelName = '1' | '2' | '3' | '4' | '5' | 'none';
/** From the lowest to the highest. */
export const LEVEL_NAMES: readonly LevelName[] = ['none', '1', '2', '3', '4', '5'];

/** The law's colours, and the ink that reads on each. */
export const TONES: Readonly<Record<LevelName, { readonly fill: string; readonly ink: string }>> = {
  none: { fill: '#e5e7eb', ink: '#000' },
  1: { fill: '#b3d9f2', ink: '#000' },
  2: { fill: '#fff3a3', ink: '#000' },
  3: { fill: '#ff9d3b', ink: '#000' },
  4: { fill: '#c81e1e', ink: '#fff' },
  5: { fill: '#6d28a8', ink: '#fff' },
};

const SIZE = 48;
/** Marks of each tone, so that it reads without colour: the higher the level, the denser. Tiles of 24 pixels, as on the map pictures. */
const MARKS: Readonly<Record<LevelName, { readonly lines: string; readonly width: number }>> = {
  none: { lines: 'M0 12H24', width: 2.4 },
  1: { lines: 'M11 12H13', width: 4 },
  2: { lines: 'M5 6H7M17 18H19', width: 4 },
  3: { lines: 'M-6 18L18 -6M6 30L30 6', width: 2.4 },
  4: { lines: 'M-6 18L18 -6M6 30L30 6M-6 6L18 30M6 -6L30 18', width: 2 },
  5: { lines: 'M0 6H24M0 18H24M6 0V24M18 0V24', width: 2.6 },
};

/** The tile of a tone; with `part` as bands over what is beneath, which say "a part of it". */
export function tileOf(level: LevelName, part: boolean): ImageData {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [SIZE, SIZE];
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('no canvas');
  const { fill, ink } = TONES[level];
  pen.fillStyle = fill;
  if (part) {
    for (const [y, height] of [
      [0, 14],
      [24, 14],
    ] as const)
      pen.fillRect(0, y, SIZE, height);
    return pen.getImageData(0, 0, SIZE, SIZE);
  }
  pen.fillRect(0, 0, SIZE, SIZE);
  pen.scale(SIZE / 24, SIZE / 24);
  pen.globalAlpha = 0.42;
  pen.strokeStyle = ink;
  pen.lineWidth = MARKS[level].width;
  pen.stroke(new Path2D(MARKS[level].lines));
  return pen.getImageData(0, 0, SIZE, SIZE);
}
