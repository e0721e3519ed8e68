import { expect, test } from 'vitest';
import { asBefore, commonEdge, doublesOf, edited, movedTo, shiftedBy, takenFrom, withEdge } from './at-once.ts';
import { areasOf } from './model.ts';

const at = (hour: number): string => new Date(Date.UTC(2025, 10, 6, hour)).toISOString();
const place = (name: string) => ({ kind: 'former-province', name });
const [north, south, sea] = [place('Quảng Ngãi'), place('Phú Yên'), { kind: 'sea-area', id: 'gia-lai-dak-lak' }];
const area = (places: readonly object[], from: number, to: number, more: object = {}) => ({
  ...{ places, window: { from: at(from), to: at(to) }, parameters: {} },
  ...more,
});

test('one time for all windows, or all moved by hours; what differs has no time in common', () => {
  const written = { areas: [area([north], 0, 12), area([south], 0, 24)] };
  expect([commonEdge(written, 'from'), commonEdge(written, 'to')]).toEqual([at(0), undefined]);
  expect(withEdge(written, 'to', at(18))).toEqual({ areas: [area([north], 0, 18), area([south], 0, 18)] });
  expect(shiftedBy(written, 3)).toEqual({ areas: [area([north], 3, 15), area([south], 3, 27)] });
});

test('the time of a forecast step takes the windows with it that begin or end there, but never past their other end', () => {
  const written = { storm: { steps: [{ at: at(12) }] }, areas: [area([north], 0, 12), area([south], 12, 24), area([sea], 3, 9)] };
  const moved = edited(written, 'storm.steps.0.at', at(15));
  expect(moved).toEqual({ storm: { steps: [{ at: at(15) }] }, areas: [area([north], 0, 15), area([south], 15, 24), area([sea], 3, 9)] });
  expect(edited(written, 'storm.steps.0.at', at(30)).areas).toEqual([area([north], 0, 30), area([south], 12, 24), area([sea], 3, 9)]);
  expect(areasOf(edited(written, 'areas.2.window.to', at(12)))[2]).toEqual(area([sea], 3, 12));
});

test('levels as before are those of the very same places, otherwise the highest of who named all of them, with the reason; nothing else is announced', () => {
  const base = {
    areas: [
      area([north, south], 0, 12, { announcedLevel: 3 }),
      area([north], 0, 12, { announcedLevel: 3 }),
      area([north], 12, 24, { announcedLevel: 4, levelReason: 'triều cường' }),
    ],
  };
  const levels = (areas: readonly object[]) => asBefore({ areas }, base)['areas'];
  expect(levels([area([south], 0, 9), area([north], 0, 9), area([north], 9, 24)])).toEqual([
    area([south], 0, 9, { announcedLevel: 3 }),
    area([north], 0, 9, { announcedLevel: 3 }),
    area([north], 9, 24, { announcedLevel: 4, levelReason: 'triều cường' }),
  ]);
  // Elsewhere on the list: of the same places the highest.
  expect(levels([area([north], 0, 24)])).toEqual([area([north], 0, 24, { announcedLevel: 4, levelReason: 'triều cường' })]);
  expect(levels([area([north, sea], 0, 9), area([south], 0, 9, { announcedLevel: 1 })])).toEqual([
    area([north, sea], 0, 9),
    area([south], 0, 9, { announcedLevel: 1 }),
  ]);
});

test('places that stand in two areas at a time are found, and left in one of them; one after the other they may stand in both', () => {
  const written = { areas: [area([north, south], 0, 12), area([north], 6, 24), area([north], 24, 30)] };
  expect(doublesOf(written)).toEqual([{ first: 0, second: 1, places: [north] }]);
  expect(takenFrom(written, 0, [north])).toEqual({ areas: [area([south], 0, 12), ...written.areas.slice(1)] });
  expect(takenFrom(written, 1, [north])).toEqual({ areas: [written.areas[0], written.areas[2]] });
});

test('a place that is moved leaves every other area of the same time, and an area that is left empty goes', () => {
  const written = { areas: [area([north, south], 0, 12), area([sea], 0, 12), area([north], 12, 24)] };
  expect(movedTo(written, 1, [north])).toEqual({ areas: [area([south], 0, 12), area([sea, north], 0, 12), area([north], 12, 24)] });
  expect(movedTo(written, 0, [sea])).toEqual({ areas: [area([north, south, sea], 0, 12), area([north], 12, 24)] });
});
