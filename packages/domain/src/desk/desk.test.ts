import { aBulletin, aStormArea } from '@loa/testing/builders';
import { expect, test } from 'vitest';
import { bulletin } from '../bulletin/index.ts';
import { changedPaths, extended, nextBulletinOf, nextDue, seriesStanding } from './index.ts';

const at = (hour: number): string => new Date(Date.UTC(2025, 10, 6, hour)).toISOString();
const last = aBulletin({
  sequence: 7,
  finishedAt: at(1),
  text: { vi: 'Hồi 08 giờ …' },
  storm: {
    centre: { at: at(1), lat: 13, lon: 112, place: 'cách Quy Nhơn 300 km', windForce: 14, gustForce: 17 },
    movement: { direction: 'tây', speedKmh: 25 },
    steps: [
      { at: at(7), lat: 13.4, lon: 110.2, windForce: 14 },
      { at: at(13), lat: 14, lon: 108, windForce: 10 },
    ],
  },
  areas: [
    aStormArea({ window: { from: at(1), to: at(13) }, onset: at(9), announcedLevel: 4 }),
    aStormArea({ window: { from: at(1), to: at(25) }, onset: at(2) }),
  ],
});

test('the next bulletin is a whole one, moved on by the hours that have passed, along the track that was forecast', () => {
  const { bulletin: next, moved } = nextBulletinOf([last], '2025-11-06T04:02:41.123Z');
  expect(bulletin.parse(next)).toEqual(next);
  expect(next).toMatchObject({
    ...{ sequence: 8, finishedAt: '2025-11-06T04:02:00.000Z', type: 'emergency' },
    storm: {
      centre: { at: at(4), lat: 13.2, lon: 111.1, windForce: 14 },
      steps: [
        { at: at(10), lat: 13.7, lon: 109.1 },
        // Beyond the track nothing is known: the place stays to be put right, at its new time.
        { at: at(16), lat: 14, lon: 108 },
      ],
    },
    areas: [{ window: { from: at(4), to: at(16) }, onset: at(9) }, { window: { from: at(4), to: at(28) } }],
  });
  expect(next.areas[1]).not.toHaveProperty('onset');
  expect(moved).toEqual(expect.arrayContaining(['sequence', 'storm.centre.lat', 'areas.0.window.to', 'areas.0.announcedLevel', 'text']));
  expect(moved).not.toContain('areas.0.parameters.windForce');
});

test('windows and steps that stand on the hours of analysis move from one to the next of those, and by the day where they stand on days', () => {
  const analysis = aBulletin({
    finishedAt: '2025-11-05T23:00:00.000Z',
    storm: { centre: { at: '2025-11-05T23:00:00.000Z', windForce: 14 }, steps: [{ at: at(9), windForce: 14 }] },
    areas: [aStormArea({ window: { from: '2025-11-05T21:00:00.000Z', to: at(9) } })],
  });
  const next = nextBulletinOf([analysis], at(1)).bulletin;
  expect(next).toMatchObject({
    storm: { centre: { at: at(1) }, steps: [{ at: at(12) }] },
    areas: [{ window: { from: at(0), to: at(12) } }],
  });
  const days = { from: '2025-11-05T17:00:00.000Z', to: '2025-11-07T17:00:00.000Z' };
  const areas = [{ ...aStormArea(), parameters: {}, window: days }];
  const heat = bulletin.parse({ ...aBulletin({ finishedAt: at(1) }), hazard: 'heat', family: 'heat', type: 'forecast', areas });
  expect(nextBulletinOf([heat], at(9)).bulletin.areas[0]?.window).toEqual(days);
  expect(nextBulletinOf([heat], at(18)).bulletin.areas[0]?.window).toEqual({
    from: '2025-11-06T17:00:00.000Z',
    to: '2025-11-08T17:00:00.000Z',
  });
});

test('a forecast position that falls due becomes the centre, words and all, and forces lie between those around', () => {
  const track = [
    { at: at(7), lat: 13.4, lon: 110.2, place: 'ngoài khơi Quy Nhơn', windForce: 13, gustForce: 16 },
    { at: at(13), lat: 14, lon: 108, windForce: [8, 10] as [number, number] },
  ];
  const from = aBulletin({ ...last, storm: { centre: { at: at(1), windForce: 14 }, steps: track } } as object);
  const { storm } = nextBulletinOf([from], at(7)).bulletin as { storm?: { centre: object; steps: object[] } };
  expect(storm?.centre).toEqual(track[0]);
  expect(storm?.steps[0]).toEqual(track[1]);
  expect(nextBulletinOf([from], at(4)).bulletin).toMatchObject({
    storm: { centre: { windForce: 14 }, steps: [{ windForce: [11, 12] }, {}] },
  });
});

test('a window that began with the onset begins no later while the onset is ahead', () => {
  const of = aBulletin({ ...last, areas: [aStormArea({ window: { from: at(9), to: at(21) }, onset: at(9) })] } as object);
  expect(nextBulletinOf([of], at(4)).bulletin.areas[0]).toMatchObject({ window: { from: at(9), to: at(24) }, onset: at(9) });
  expect(nextBulletinOf([of], at(10)).bulletin.areas[0]).not.toHaveProperty('onset');
});

test('judgements and words of the moment are not carried on: announced levels, text, official document', () => {
  const document = { name: 'tin.pdf', mediaType: 'application/pdf' as const, size: 9, sha256: '0'.repeat(64) };
  const { bulletin: next } = nextBulletinOf(
    [aBulletin({ ...last, document, areas: [aStormArea({ announcedLevel: 4 })] } as object)],
    at(4),
  );
  expect(next).not.toHaveProperty('text');
  expect(next).not.toHaveProperty('document');
  expect(next.areas[0]).not.toHaveProperty('announcedLevel');
});

test('after a correction the series goes on with the type that it had', () => {
  expect(nextBulletinOf([aBulletin({ type: 'correction' }), aBulletin({ type: 'on-land' })], at(3)).bulletin.type).toBe('on-land');
});

test('extended, a bulletin says the same for longer, its announced levels with it', () => {
  const made = extended([last], 3, at(12));
  expect(made).toMatchObject({ ok: true, bulletin: { sequence: 8, finishedAt: at(12), text: last.text } });
  expect(made.ok && changedPaths(last, made.bulletin).sort()).toEqual(['areas.0.window.to', 'areas.1.window.to', 'finishedAt', 'sequence']);
  expect(made.ok && made.bulletin.areas[0]?.window.to).toBe(at(16));
});

test('what is closed or speaks of some places only is not extended', () => {
  expect(extended([aBulletin({ type: 'final' })], 3, at(3))).toEqual({ ok: false, reason: 'series-closed' });
  expect(extended([aBulletin({ type: 'cancellation' })], 3, at(3))).toEqual({ ok: false, reason: 'series-closed' });
  expect(extended([aBulletin({ type: 'quick', scope: 'partial' })], 3, at(3))).toEqual({ ok: false, reason: 'last-is-partial' });
});

test.each([
  // 08:10 in Viet Nam: the bulletin of 08 h; the next at 11 h.
  ['storm', 'on-east-sea', '2025-11-06T01:10:00.000Z', null, at(4), 'eight-a-day', 'decision-18'],
  // A little early is the same bulletin.
  ['storm', 'emergency', '2025-11-06T00:50:00.000Z', null, at(4), 'eight-a-day', 'rule-2014'],
  ['storm', 'near-east-sea', at(1), null, at(7), 'four-a-day', 'decision-18'],
  ['tropical-depression', 'on-east-sea', at(1), null, at(7), 'four-a-day', 'decision-18'],
  ['tropical-depression', 'on-land', at(1), null, at(4), 'eight-a-day', 'rule-2014'],
  ['river-flood', 'emergency', at(1), null, at(7), 'four-a-day', 'rule-2020'],
  ['storm', 'emergency', at(1), '2025-11-06T02:30:00.000Z', '2025-11-06T02:30:00.000Z', 'runs-out', 'runs-out'],
  ['heavy-rain', 'warning', at(1), at(20), at(20), 'runs-out', 'runs-out'],
] as const)(
  'after a bulletin of %s, %s at %s, in force until %s, the next is due at %s: %s, by %s',
  (hazard, type, finishedAt, until, due, why, by) => {
    expect(nextDue({ hazard, type, finishedAt }, until)).toEqual({ at: due, why, by });
  },
);

test('without a rule and without anything in force nothing is due', () => {
  expect(nextDue({ hazard: 'fog', type: 'warning', finishedAt: at(1) }, null)).toBeNull();
});

test('after a bulletin that ends or cancels its series nothing is due, before it is issued too', () => {
  for (const type of ['final', 'cancellation']) expect(nextDue({ hazard: 'storm', type, finishedAt: at(1) }, at(9))).toBeNull();
});

test('a series stands as its last bulletin and warning say; run out is not ended', () => {
  const storm = (type: string) => ({ hazard: 'storm', type }) as const;
  const warning = { expiresAt: at(9), recalledAt: null };
  const standing = (type: string, decision: string | null, held: object | null, now = at(3)) =>
    seriesStanding({ last: storm(type), decision, warning: held as typeof warning | null }, now);
  expect(standing('emergency', null, warning)).toBe('waiting');
  expect(standing('emergency', 'stale', null)).toBe('not-issued');
  expect(standing('emergency', 'issued', warning)).toBe('in-force');
  expect(standing('emergency', 'issued', warning, at(9))).toBe('lapsed');
  expect(standing('emergency', 'issued', { ...warning, recalledAt: at(2) })).toBe('recalled');
  expect(standing('final', 'issued', warning)).toBe('ended');
  expect(standing('cancellation', 'issued', warning)).toBe('cancelled');
});
