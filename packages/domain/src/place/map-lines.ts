import type { Point, Ring } from './outlines.ts';

/** East of it, in degrees, pieces of Đà Nẵng and Khánh Hòa are the special zones Hoàng Sa and Trường Sa. */
export const ARCHIPELAGOS_FROM = 110.5;
/** Where maps write the names of the special zones that are archipelagos. */
export const HOANG_SA = { code: '20333', at: [111.95, 16.45] } as const;
export const TRUONG_SA = { code: '22736', at: [114.0, 9.6] } as const;

/** Edges of rings, without those that two of them share. */
export function edgesOf(rings: Iterable<Ring>): (readonly [Point, Point])[] {
  const edges = new Map<string, readonly [Point, Point]>();
  for (const ring of rings)
    ring.slice(1).forEach((to, index) => {
      const from = ring[index] ?? to;
      if (!edges.delete(`${to.join()} ${from.join()}`)) edges.set(`${from.join()} ${to.join()}`, [from, to]);
    });
  return [...edges.values()];
}

/** Centre of gravity and area of a ring, in degrees. */
export function middleOf(ring: Ring): { readonly at: Point; readonly area: number } {
  let [sum, x, y] = [0, 0, 0];
  ring.slice(1).forEach(([x2, y2], index) => {
    const [x1, y1] = ring[index] ?? [x2, y2];
    const cross = x1 * y2 - x2 * y1;
    sum += cross;
    x += (x1 + x2) * cross;
    y += (y1 + y2) * cross;
  });
  return { at: sum === 0 ? (ring[0] ?? [0, 0]) : [x / (3 * sum), y / (3 * sum)], area: Math.abs(sum / 2) };
}
