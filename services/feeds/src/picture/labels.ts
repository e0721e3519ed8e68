import type { Box } from './projection.ts';
import { LEAST_SIZE, LINE, textAt, widthOf } from './text.ts';

export interface Label {
  readonly lines: readonly string[];
  /** Where its middle would best stand, in pixels; tried in this order. */
  readonly at: readonly (readonly [number, number])[];
  readonly bold?: boolean;
  readonly fill?: string;
  readonly size?: number;
}

/** Draws labels in order of weight; one that finds no free room inside `frame` is left out, so that none lies over another. */
export function placedLabels(labels: readonly Label[], frame: Box, taken: readonly Box[]): string {
  const boxes = [...taken];
  return labels
    .map(({ lines, at, bold = false, fill = '#111', size = LEAST_SIZE }) => {
      const width = Math.max(...lines.map((line) => widthOf(line, size))) + 8;
      const height = lines.length * size * LINE;
      for (const [cx, cy] of at) {
        const box = { x: cx - width / 2, y: cy - height / 2, width, height };
        if (!inside(box, frame) || boxes.some((other) => overlap(box, other))) continue;
        boxes.push(box);
        return lines
          .map((line, row) =>
            textAt(line, { x: cx, y: box.y + size * LINE * (row + 0.78), size, bold, fill, anchor: 'middle', halo: '#fff' }),
          )
          .join('');
      }
      return '';
    })
    .join('');
}

const inside = (box: Box, frame: Box): boolean =>
  box.x >= frame.x && box.y >= frame.y && box.x + box.width <= frame.x + frame.width && box.y + box.height <= frame.y + frame.height;

/** Whether two rectangles lie over each other. */
export const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
