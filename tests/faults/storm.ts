import communes from '@loa/domain/data/communes.json' with { type: 'json' };
import type { Subscriber } from '@loa/domain/audience';
import { aBulletinInput, aStormArea } from '@loa/testing/builders';

const HOUR = 3_600_000;
/** Former provinces under the storm, by hours to its onset there: soon and later make fan-out work in two lanes. Sea areas are left out. */
const PLACES: Readonly<Record<number, readonly string[]>> = {
  1: ['Hà Nội', 'Quảng Ninh', 'Hải Phòng', 'Thái Bình', 'Nam Định', 'Ninh Bình', 'Thanh Hóa', 'Nghệ An', 'Hà Tĩnh', 'Quảng Bình'],
  12: ['Quảng Trị', 'Đà Nẵng', 'Quảng Nam', 'Quảng Ngãi', 'Bình Định', 'Phú Yên', 'Khánh Hòa', 'Hồ Chí Minh', 'Bến Tre', 'Cà Mau'],
};

/**
 * A storm of level 4 over twenty former provinces, status Exercise, finished at `start`. Each sequence is finished a millisecond later and
 * valid for an hour longer: not a repeat, and no change of level, onset or place.
 */
export function stormBulletin(event: string, sequence: number, start: Date) {
  const after = (ms: number): string => new Date(start.getTime() + ms).toISOString();
  return aBulletinInput({
    event: { id: event, name: { vi: 'Bão diễn tập', en: 'Storm of an exercise' } },
    sequence,
    finishedAt: after(sequence - 1),
    status: 'Exercise',
    areas: Object.entries(PLACES).map(([hours, names]) =>
      aStormArea({
        places: names.map((name) => ({ kind: 'former-province', name })),
        window: { from: after(Number(hours) * HOUR), to: after((35 + sequence) * HOUR) },
        announcedLevel: 4,
      }),
    ),
  });
}

/** Addresses and numbers at which {@link stormBulletin} must arrive, once each: a plain loop over people and their places. */
export function expectedAt(people: readonly Subscriber[]): { email: Set<string>; sms: Set<string> } {
  const named = new Set(Object.values(PLACES).flat());
  const struck = new Set(communes.filter((row) => named.has(row[3] ?? '')).map((row) => row[0]));
  const expected = { email: new Set<string>(), sms: new Set<string>() };
  for (const person of people) {
    if (!person.units.some((unit) => struck.has(unit))) continue;
    if (person.email !== undefined) expected.email.add(person.email);
    if (person.phone !== undefined) expected.sms.add(person.phone);
  }
  return expected;
}
