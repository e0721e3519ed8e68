import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../sql.ts';
import { type Bed, embedded, openBed, PROVINCES, stormWarning } from './test-bed.ts';

let db: Database;
let bed: Bed;
beforeAll(async () => void (db = await embedded()));
afterAll(() => db.close());

describe('fan-out', () => {
  it('holds back no other hazard: five storm messages of a day leave rain its own limit, and a flash flood none', async () => {
    const unit = PROVINCES.A[0];
    bed = await openBed([{ id: 1, audience: 'citizen', language: 'vi', units: [unit], email: 'five@example.com' }], db);
    const later = { onset: '2025-11-08T01:00:00.000Z', expiresAt: '2025-11-09T00:00:00.000Z' };
    const entry = (level: number, change: 'new' | 'escalated', response: 'Monitor' | 'Prepare' | 'Avoid' | 'Shelter' | 'Evacuate') => ({
      ...{ units: [unit], level, change, response, ...later },
    });
    const rain = { hazard: 'heavy-rain' as const, family: 'rain', seriesId: 'nchmf.rain.e', expiresAt: later.expiresAt };
    const storm = { expiresAt: later.expiresAt };
    const warnings = [
      stormWarning(1, [entry(1, 'new', 'Monitor')], storm),
      ...(['Prepare', 'Avoid', 'Shelter', 'Evacuate'] as const).map((response, at) =>
        stormWarning(2 + at, [{ ...entry(3, 'escalated', response), level: at < 1 ? 3 : 4 }], storm),
      ),
      stormWarning(6, [entry(1, 'new', 'Monitor')], rain),
      stormWarning(7, [entry(2, 'escalated', 'Prepare')], rain),
      stormWarning(8, [{ ...entry(1, 'new', 'Prepare'), onset: '2025-11-06T02:00:00.000Z' }], {
        ...{ hazard: 'flash-flood-landslide', family: 'flash', seriesId: 'nchmf.flash.e', expiresAt: later.expiresAt },
      }),
    ];
    for (const one of warnings) {
      await bed.issue(one);
      await bed.slices();
      await bed.send();
    }
    const rows = await bed.rows();
    expect(rows.map((row) => [row.warning_id, row.lane]).slice(-3)).toEqual([
      ['actual-6', 'routine'],
      ['actual-7', 'routine'],
      ['actual-8', 'flash'],
    ]);
    expect(rows).toHaveLength(8);
  });

  it('brings a sea area to those who asked for it, and to agencies and media of the coast it adjoins', async () => {
    const [sea, coast, inland] = ['gia-lai-dak-lak', '21583', '00004'];
    const at = (id: number, audience: 'agency' | 'media' | 'relay' | 'citizen', unit: string) => ({
      id,
      audience,
      language: 'vi',
      units: [unit],
      email: `at-sea-${String(id)}@example.com`,
    });
    const registry = [
      ...(['agency', 'media', 'relay', 'citizen'] as const).flatMap((audience, index) => [
        at(3 * index + 1, audience, sea),
        at(3 * index + 2, audience, coast),
        at(3 * index + 3, audience, inland),
      ]),
    ];
    bed = await openBed(registry, db);
    await bed.issue(stormWarning(1, [{ units: [sea] }]));
    await bed.slices();
    const rows = await bed.rows();
    expect(rows.map((row) => row.subscriber_id).toSorted((a, b) => a - b)).toEqual([1, 2, 4, 5, 7, 10]);
    expect(new Set(rows.map((row) => row.units.join()))).toEqual(new Set([sea]));
  });
});
