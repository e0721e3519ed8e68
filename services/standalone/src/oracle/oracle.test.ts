import { describe, expect, test } from 'vitest';
import type { ReplayBulletin } from '../replay/shift.ts';
import { expectedDeliveries, judge, keyOf } from './index.ts';

const at = (hour: number): string => new Date(Date.UTC(2025, 10, 6, hour)).toISOString();
const bulletin = (
  sequence: number,
  hour: number,
  areas: { unit: string; level: number; onset?: string }[],
  more: Partial<ReplayBulletin> = {},
): ReplayBulletin => ({
  issuer: 'nchmf',
  family: 'tropical-cyclone',
  event: { id: 'e' },
  sequence,
  finishedAt: at(hour),
  status: 'Exercise',
  type: 'emergency',
  scope: 'full',
  hazard: 'storm',
  areas: areas.map(({ unit, level, onset }) => ({
    places: [{ kind: 'commune', code: unit }],
    window: { from: at(8), to: at(20) },
    announcedLevel: level,
    ...(onset === undefined ? {} : { onset }),
  })),
  ...more,
});
const person = (id: number, ...units: string[]) => ({ id, audience: 'citizen', channels: ['sms'], units });
const key = (sequence: number, id: number): string => keyOf(`nchmf.tropical-cyclone.e.${sequence}`, id, 'sms');

describe('the oracle', () => {
  test('expects news once, escalations, dropped places and ends, of those concerned only', () => {
    const line = [
      bulletin(1, 0, [
        { unit: 'a', level: 3 },
        { unit: 'b', level: 3 },
      ]),
      bulletin(2, 1, [
        { unit: 'a', level: 3 },
        { unit: 'b', level: 3 },
      ]),
      bulletin(3, 2, [{ unit: 'a', level: 4 }]),
      bulletin(4, 3, [], { type: 'final' }),
    ];
    const people = [person(1, 'a'), person(2, 'b'), person(3, 'c')];
    expect([...expectedDeliveries(line, people)].toSorted()).toEqual([key(1, 1), key(1, 2), key(3, 1), key(3, 2), key(4, 1)].toSorted());
  });
  test('expects an onset nine hours earlier to be told, one two hours earlier not', () => {
    const line = [
      bulletin(1, 0, [{ unit: 'a', level: 3, onset: at(18) }]),
      bulletin(2, 1, [{ unit: 'a', level: 3, onset: at(16) }]),
      bulletin(3, 2, [{ unit: 'a', level: 3, onset: at(9) }]),
    ];
    expect([...expectedDeliveries(line, [person(1, 'a')])]).toEqual([key(1, 1), key(3, 1)]);
  });
});

describe('the judge', () => {
  const expected = new Set([key(1, 1), key(1, 2)]);
  const sent = [...expected].map((one) => ({ key: one }));
  test('finds nothing wrong with what was expected', () => {
    expect(judge(expected, sent)).toEqual({ expected: 2, lost: [], doubled: [], unexpected: [] });
  });
  test('sees one person dropped, one call doubled and one stranger told', () => {
    expect(judge(expected, sent.slice(1)).lost).toEqual([key(1, 1)]);
    expect(judge(expected, [...sent, ...sent.slice(0, 1)]).doubled).toEqual([key(1, 1)]);
    expect(judge(expected, [...sent, { key: key(1, 9) }]).unexpected).toEqual([key(1, 9)]);
  });
});
