import communes from '@loa/domain/data/communes.json' with { type: 'json' };
import type { Subscriber } from '@loa/domain/audience';
import { aBulletinInput, aStormArea } from '@loa/testing/builders';

const HOUR = 3_600_000;
/** Former provinces under the storm, by hours to its onset there: soon and later make fan-out work in two lanes. Sea areas are left out. */
const PLACES: Readonly<Record<number, readonly string[]>> = {
  1: ['Hà Nội', 'Quảng Ninh', 'Hải Phòng', 'Thái Bình', 'Nam Định', 'Ninh Bình', 'Thanh Hóa', 'Nghệ An', 'Hà Tĩnh', 'Quảng Bình'],
  12: ['Quảng Trị', 'Đà Nẵng', 'Quảng Nam', 'Quảng Ngãi', 'Bình Định', 'Phú Yên', 'Khánh Hòa', 'Hồ Chí Minh', 'Bến Tre', 'Cà Mau'],
};

/** What a text of the event says of itself, in both languages: by it an SMS at the far end is told from those of other events. */
export const nameOf = (event: string): string => `Bão ${event}`;

/**
 * A storm of level 4 over twenty former provinces, status Exercise, finished at `start`. Each sequence is finished a millisecond later and
 * valid for an hour longer: not a repeat, and no change of level, onset or place.
 */
export function stormBulletin(event: string, sequence: number, start: Date) {
  const after = (ms: number): string => new Date(start.getTime() + ms).toISOString();
  return aBulletinInput({
    event: { id: event, name: { vi: nameOf(event), en: nameOf(event) } },
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

/** Addresses and numbers at which {@link stormBulletin} must arrive, once each. */
export interface Expected {
  readonly email: ReadonlySet<string>;
  readonly sms: ReadonlySet<string>;
}

/** The people, in their order, up to those with whom at least `rows` messages are expected; and what is: a plain loop over people and places. */
export function peopleFor(rows: number, all: Iterable<Subscriber>): { readonly people: Subscriber[]; readonly expected: Expected } {
  const named = new Set(Object.values(PLACES).flat());
  const struck = new Set(communes.filter((row) => named.has(row[3] ?? '')).map((row) => row[0]));
  const expected = { email: new Set<string>(), sms: new Set<string>() };
  const people: Subscriber[] = [];
  for (const person of all) {
    if (expected.email.size + expected.sms.size >= rows) break;
    people.push(person);
    if (!person.units.some((unit) => struck.has(unit))) continue;
    if (person.email !== undefined) expected.email.add(person.email);
    if (person.phone !== undefined) expected.sms.add(person.phone);
  }
  return { people, expected };
}
