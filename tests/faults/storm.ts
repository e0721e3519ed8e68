import communes from '@loa/domain/data/communes.json' with { type: 'json' };
import type { Subscriber } from '@loa/domain/audience';
import { aBulletinInput, aStormArea } from '@loa/testing/builders';

const HOUR = 3_600_000;
type Places = Readonly<Record<number, readonly string[]>>;
/** Former provinces under the storm, by hours to its onset there: soon and later make fan-out work in two lanes. Sea areas are left out. */
const WIDE: Places = {
  1: ['Hà Nội', 'Quảng Ninh', 'Hải Phòng', 'Thái Bình', 'Nam Định', 'Ninh Bình', 'Thanh Hóa', 'Nghệ An', 'Hà Tĩnh', 'Quảng Bình'],
  12: ['Quảng Trị', 'Đà Nẵng', 'Quảng Nam', 'Quảng Ngãi', 'Bình Định', 'Phú Yên', 'Khánh Hòa', 'Hồ Chí Minh', 'Bến Tre', 'Cà Mau'],
};
/** Under a brief one. */
const BRIEF: Places = { 0: ['Quảng Ninh', 'Hải Phòng'] };
/** How long it is in force, milliseconds. */
const BRIEF_MS = 40_000;

/** `wide`: twenty former provinces; `brief`: two of them, and over within a minute. */
export type Extent = 'wide' | 'brief';
const PLACES: Readonly<Record<Extent, Places>> = { wide: WIDE, brief: BRIEF };

/** What a text of the event says of itself, in both languages: by it an SMS at the far end is told from those of other events. */
export const nameOf = (event: string): string => `Bão ${event}`;

/**
 * A storm of level 4, status Exercise, finished at `start`. Each sequence is finished a millisecond later and valid for an hour longer: not a
 * repeat, and no change of level, onset or place.
 */
export function stormBulletin(event: string, sequence: number, start: Date, extent: Extent) {
  const after = (ms: number): string => new Date(start.getTime() + ms).toISOString();
  return aBulletinInput({
    event: { id: event, name: { vi: nameOf(event), en: nameOf(event) } },
    sequence,
    finishedAt: after(sequence - 1),
    status: 'Exercise',
    areas: Object.entries(PLACES[extent]).map(([hours, names]) =>
      aStormArea({
        places: names.map((name) => ({ kind: 'former-province', name })),
        window: { from: after(Number(hours) * HOUR), to: after(extent === 'brief' ? BRIEF_MS : (35 + sequence) * HOUR) },
        announcedLevel: 4,
      }),
    ),
  });
}

/** When a storm of the extent that began at `start` is over, epoch milliseconds. */
export const overAt = (start: Date, extent: Extent): number => start.getTime() + (extent === 'brief' ? BRIEF_MS : 36 * HOUR);

export const CHANNELS = ['email', 'sms', 'voice'] as const;
export type FarChannel = (typeof CHANNELS)[number];
/** Addresses and numbers at which {@link stormBulletin} must arrive, once each. */
export type Expected = Readonly<Record<FarChannel, ReadonlySet<string>>>;

const struckBy = (extent: Extent): ReadonlySet<string> => {
  const named = new Set(Object.values(PLACES[extent]).flat());
  return new Set(communes.filter((row) => named.has(row[3] ?? '')).flatMap((row) => row[0] ?? []));
};

/**
 * The people, in their order, up to those with whom at least `rows` messages of a wide storm are expected; and who must hear of each extent,
 * complete once all people are taken: a plain loop over people and places. `called`: numbers that every storm is told to by voice. `expectAlso` takes
 * somebody who comes later.
 */
export function peopleFor(rows: number, all: Iterable<Subscriber>, called: readonly string[]) {
  const voice: ReadonlySet<string> = new Set(called);
  const told = (extent: Extent) => ({ struck: struckBy(extent), email: new Set<string>(), sms: new Set<string>(), voice });
  const expected = { wide: told('wide'), brief: told('brief') };
  const expectAlso = (person: Pick<Subscriber, 'units' | 'email' | 'phone'>): void => {
    for (const { struck, email, sms } of Object.values(expected)) {
      if (!person.units.some((unit) => struck.has(unit))) continue;
      if (person.email !== undefined) email.add(person.email);
      if (person.phone !== undefined) sms.add(person.phone);
    }
  };
  function* people(): Generator<Subscriber> {
    for (const person of all) {
      if (expected.wide.email.size + expected.wide.sms.size >= rows) return;
      yield person;
      expectAlso(person);
    }
  }
  return { people: people(), expected, expectAlso };
}
