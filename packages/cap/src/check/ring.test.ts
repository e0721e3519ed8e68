import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Point } from '../alert.ts';
import { crossingEdges, isClosed, isFlat } from './ring.ts';

const ring = (text: string): Point[] =>
  text.split(' ').map((pair) => {
    const [lat = Number.NaN, lon = Number.NaN] = pair.split(',').map(Number);
    return { lat, lon };
  });

describe('crossing edges', () => {
  test.each([
    ['a bow tie', '0,0 1,1 1,0 0,1 0,0', [0, 2]],
    ['a bow tie that is not closed', '0,0 1,1 1,0 0,1', [0, 2]],
    ['edges that cross by a ten-millionth of a degree', '16,107 16,107.0000002 16.0000002,107 16.0000001,107.0000003 16,107', [1, 3]],
    ['an edge that runs back along another', '0,0 0,3 1,3 1,2 0,2 0,1 -1,1 0,0', [0, 4]],
    ['a spike', '0,0 0,2 1,2 1,4 1,2 2,0 0,0', [2, 3]],
    ['a crossing round the world', '-80,-170 80,170 80,-170 -80,170 -80,-170', [0, 2]],
  ])('%s is found', (_, text, edges) => {
    expect(crossingEdges(ring(text))).toEqual(edges);
  });

  test.each([
    ['a triangle', '0,0 1,0 0,1 0,0'],
    ['a triangle that is not closed', '0,0 1,0 0,1'],
    ['points given twice', '0,0 0,0 1,0 1,0 1,0 0,1 0,0'],
    ['points on the way of an edge', '0,0 0,1 0,2 0,3 1,3 2,3 0,0'],
    ['two parts that touch in a corner', '0,0 1,0 1,1 2,1 2,2 1,2 1,1 0,1 0,0'],
    ['a corner that touches an edge', '0,0 4,0 4,2 2,0 0,2 0,0'],
  ])('%s has none', (_, text) => {
    expect(crossingEdges(ring(text))).toBeNull();
  });

  test('a star-shaped ring has none, and gets some when two of its corners change places', () => {
    const radii = fc.array(fc.double({ min: 0.2, max: 4, noNaN: true }), { minLength: 5, maxLength: 60 });
    fc.assert(
      fc.property(radii, (all) => {
        const corner = (radius: number, at: number): Point => {
          const turn = (2 * Math.PI * at) / all.length;
          return { lat: 16 + radius * Math.sin(turn), lon: 107 + radius * Math.cos(turn) };
        };
        expect(crossingEdges(all.map(corner))).toBeNull();
        const regular = all.map((_, at) => corner(3, at));
        const [first, second, ...rest] = regular;
        expect(crossingEdges([second!, first!, ...rest])).not.toBeNull();
      }),
    );
  });

  test('the search agrees with one that tries every pair', () => {
    const corner = fc.record({ lat: fc.integer({ min: 0, max: 6 }), lon: fc.integer({ min: 0, max: 6 }) });
    const sign = (a: Point, b: Point, c: Point) => Math.sign((b.lon - a.lon) * (c.lat - a.lat) - (b.lat - a.lat) * (c.lon - a.lon));
    const inner = (a: Point, b: Point, c: Point, d: Point) => sign(a, b, c) * sign(a, b, d) < 0 && sign(c, d, a) * sign(c, d, b) < 0;
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 12 }), (points) => {
        const next = (at: number) => points[(at + 1) % points.length]!;
        const crossing = points.some((a, i) => points.some((c, k) => inner(a, next(i), c, next(k))));
        if (crossing) expect(crossingEdges(points)).not.toBeNull();
        const found = crossingEdges(points);
        if (found === null) return;
        const [a, c] = found.map((at) => points[at]!) as [Point, Point];
        const [b, d] = found.map(next) as [Point, Point];
        const onOneLine = sign(a, b, c) === 0 && sign(a, b, d) === 0;
        expect(inner(a, b, c, d) || onOneLine).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

test('a ring is closed when it ends where it begins', () => {
  expect([ring('0,0 1,0 0,1 0,0'), ring('0,0 1,0 0,1'), []].map(isClosed)).toEqual([true, false, false]);
});

test('a ring on one line encloses nothing', () => {
  expect(['23.5,90.5 23.6,90.6 23.7,90.7 23.5,90.5', '1,1 1,1 1,1', '0,0 0,1 1,0 0,0'].map((text) => isFlat(ring(text)))).toEqual([
    true,
    true,
    false,
  ]);
});
